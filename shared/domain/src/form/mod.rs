//! The application form as data: what each section holds, as far as it is filled
//! in. All of it may be absent: what is asked of whom, and what a field takes, is
//! for admissions to say.

mod additional_information;
mod basic_information;
mod contact_information;
mod education_and_employment;
mod study_plan;
pub mod vocabulary;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use additional_information::{
    AdditionalInformationFields, AgentFields, EmergencyContactFields, FamilyMemberFields,
    GuardianFields, Relation, SupporterFields, SupporterKind,
};
pub use basic_information::{
    BasicInformationFields, Education, Gender, MaritalStatus, Occupation, OriginRegion,
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
pub use study_plan::{
    EnglishTest, HeardFrom, HskLevel, HskkLevel, Proficiency, RecommenderFields, StudyPlanFields,
};

/// The sections of the form, as far as they are filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Sections {
    /// Step 1 of the form.
    pub basic_information: BasicInformationFields,
    /// Step 2.
    pub study_plan: StudyPlanFields,
    /// Step 3.
    pub education_and_employment: EducationAndEmploymentFields,
    /// Step 4.
    pub additional_information: AdditionalInformationFields,
    /// Step 5.
    pub contact_information: ContactInformationFields,
}

/// What a programme asks for beyond what everybody is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct FormSettings {
    /// Whether the applicant names a research area, and perhaps a supervisor: graduates and scholars.
    pub research_area: bool,
    /// Whether the applicant chooses the days of study within the programme.
    pub study_dates: bool,
    /// How many people recommend the applicant.
    pub recommenders: u8,
    /// How many words a study plan has at least; a Chinese character counts as one.
    pub study_plan_words: u16,
}

impl Default for FormSettings {
    fn default() -> Self {
        Self { research_area: false, study_dates: false, recommenders: 0, study_plan_words: 200 }
    }
}
