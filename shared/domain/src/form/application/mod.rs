//! The application form: five sections, each in a folder with its fields, its table
//! and its reading.

mod additional_information;
mod basic_information;
mod contact_information;
mod education_and_employment;
mod reading;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
mod sections;
mod situation;
mod study_plan;

#[cfg(test)]
mod every_section;
#[cfg(test)]
mod table_and_reading;

pub use crate::form::ConfirmedEmails;
pub use additional_information::{
    AdditionalInformationFields, AgentFields, EmergencyContactFields, FamilyMemberFields,
    GuardianFields, Relation, SupporterFields, SupporterKind,
};
pub use basic_information::{
    BasicInformationFields, Education, Gender, Identity, MaritalStatus, Occupation, OriginRegion,
    PassportType, Province, Religion, ResidencePurpose, VisaType,
};
pub use contact_information::{
    AddressFields, AdmissionDelivery, ContactInformationFields, ReceiverFields,
};
pub use education_and_employment::{
    AwardFields, ChinaStudyFields, ChinaStudyKind, ChinaStudyPlace, ChinaWorkFields,
    EducationAndEmploymentFields, EducationLevel, EducationRecordFields, PublicationFields,
    WorkRecordFields,
};
pub use reading::{Draft, Read, read};
pub use sections::{Section, SectionFields, Sections};
pub use situation::{FormSettings, Situation};
pub use study_plan::{
    EnglishTest, HeardFrom, HskLevel, HskkLevel, Proficiency, RecommenderFields, StudyPlanFields,
};

use crate::form::table::Form;

/// What the pages of the form draw, section by section.
#[must_use]
pub fn table() -> Form {
    let sections = Section::ALL.map(|section| match section {
        Section::BasicInformation => basic_information::table(),
        Section::StudyPlan => study_plan::table(),
        Section::EducationAndEmployment => education_and_employment::table(),
        Section::AdditionalInformation => additional_information::table(),
        Section::ContactInformation => contact_information::table(),
    });
    Form { sections: sections.into() }
}
