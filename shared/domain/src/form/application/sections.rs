//! The sections of the form, by their names and with their fields.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use shared_platform::http::{FieldError, typed};
use utoipa::ToSchema;

use super::additional_information::AdditionalInformationFields;
use super::basic_information::BasicInformationFields;
use super::contact_information::ContactInformationFields;
use super::education_and_employment::EducationAndEmploymentFields;
use super::study_plan::StudyPlanFields;
use crate::form::reopening;
use crate::form::sections::{AllSections, SectionName};

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

/// A section of the form.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Step 1.
    BasicInformation,
    /// Step 2.
    StudyPlan,
    /// Step 3.
    EducationAndEmployment,
    /// Step 4.
    AdditionalInformation,
    /// Step 5.
    ContactInformation,
}

impl Section {
    /// Every section, in the order of the steps.
    pub const ALL: [Self; 5] = [
        Self::BasicInformation,
        Self::StudyPlan,
        Self::EducationAndEmployment,
        Self::AdditionalInformation,
        Self::ContactInformation,
    ];

    /// The section of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }

    /// Whether the section has a field of this name.
    #[must_use]
    pub fn has(self, field: &str) -> bool {
        SectionFields::of(self, &Sections::default()).by_name().contains_key(field)
    }

    /// The name in paths and pointers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BasicInformation => "basic_information",
            Self::StudyPlan => "study_plan",
            Self::EducationAndEmployment => "education_and_employment",
            Self::AdditionalInformation => "additional_information",
            Self::ContactInformation => "contact_information",
        }
    }
}

/// The fields of one section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum SectionFields {
    /// Step 1.
    BasicInformation(Box<BasicInformationFields>),
    /// Step 2.
    StudyPlan(Box<StudyPlanFields>),
    /// Step 3.
    EducationAndEmployment(Box<EducationAndEmploymentFields>),
    /// Step 4.
    AdditionalInformation(Box<AdditionalInformationFields>),
    /// Step 5.
    ContactInformation(Box<ContactInformationFields>),
}

impl SectionFields {
    /// The fields of a section as a client sends them.
    ///
    /// # Errors
    /// Where the section has no such field, or it is not of its type.
    pub fn parse(section: Section, fields: Value) -> Result<Self, FieldError> {
        fn boxed<T: serde::de::DeserializeOwned>(fields: Value) -> Result<Box<T>, FieldError> {
            typed("", fields, "malformed").map(Box::new)
        }
        match section {
            Section::BasicInformation => boxed(fields).map(Self::BasicInformation),
            Section::StudyPlan => boxed(fields).map(Self::StudyPlan),
            Section::EducationAndEmployment => boxed(fields).map(Self::EducationAndEmployment),
            Section::AdditionalInformation => boxed(fields).map(Self::AdditionalInformation),
            Section::ContactInformation => boxed(fields).map(Self::ContactInformation),
        }
    }

    /// One section of all.
    #[must_use]
    pub fn of(section: Section, sections: &Sections) -> Self {
        match section {
            Section::BasicInformation => {
                Self::BasicInformation(Box::new(sections.basic_information.clone()))
            }
            Section::StudyPlan => Self::StudyPlan(Box::new(sections.study_plan.clone())),
            Section::EducationAndEmployment => {
                Self::EducationAndEmployment(Box::new(sections.education_and_employment.clone()))
            }
            Section::AdditionalInformation => {
                Self::AdditionalInformation(Box::new(sections.additional_information.clone()))
            }
            Section::ContactInformation => {
                Self::ContactInformation(Box::new(sections.contact_information.clone()))
            }
        }
    }

    /// Which section these are the fields of.
    #[must_use]
    pub const fn section(&self) -> Section {
        match self {
            Self::BasicInformation(_) => Section::BasicInformation,
            Self::StudyPlan(_) => Section::StudyPlan,
            Self::EducationAndEmployment(_) => Section::EducationAndEmployment,
            Self::AdditionalInformation(_) => Section::AdditionalInformation,
            Self::ContactInformation(_) => Section::ContactInformation,
        }
    }

    /// The names of the fields that are not as the stored section has them.
    #[must_use]
    pub fn differing_from(&self, stored: &Sections) -> Vec<String> {
        reopening::differing(self, &Self::of(self.section(), stored))
    }

    /// The consents that the section asks for, each given or not.
    #[must_use]
    pub fn consents(&self) -> BTreeMap<String, bool> {
        let fields = self.by_name().into_iter().filter(|(field, _)| field.ends_with("Consent"));
        fields.map(|(field, value)| (field, value == Value::Bool(true))).collect()
    }

    /// Puts some of these fields, chosen by name, in the place of what `sections` has.
    pub fn copy_into(&self, sections: &mut Sections, chosen: impl Fn(&str) -> bool) {
        match self {
            Self::BasicInformation(fields) => {
                reopening::copy(&**fields, &mut sections.basic_information, chosen);
            }
            Self::StudyPlan(fields) => {
                reopening::copy(&**fields, &mut sections.study_plan, chosen);
            }
            Self::EducationAndEmployment(fields) => {
                reopening::copy(&**fields, &mut sections.education_and_employment, chosen);
            }
            Self::AdditionalInformation(fields) => {
                reopening::copy(&**fields, &mut sections.additional_information, chosen);
            }
            Self::ContactInformation(fields) => {
                reopening::copy(&**fields, &mut sections.contact_information, chosen);
            }
        }
    }

    /// Puts these fields in the place of what the section had.
    pub fn put_into(self, sections: &mut Sections) {
        match self {
            Self::BasicInformation(fields) => sections.basic_information = *fields,
            Self::StudyPlan(fields) => sections.study_plan = *fields,
            Self::EducationAndEmployment(fields) => sections.education_and_employment = *fields,
            Self::AdditionalInformation(fields) => sections.additional_information = *fields,
            Self::ContactInformation(fields) => sections.contact_information = *fields,
        }
    }

    fn by_name(&self) -> Map<String, Value> {
        reopening::by_name(self)
    }
}

impl SectionName for Section {
    const EVERY: &'static [Self] = &Self::ALL;

    fn name(self) -> &'static str {
        self.name()
    }
}

impl AllSections for Sections {
    type Name = Section;
}
