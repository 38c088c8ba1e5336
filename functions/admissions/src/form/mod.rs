//! The application form: its sections, declared once. Saving, the review before
//! submission and the submission itself all go through [`read`], so that none
//! of them can forget a section.

mod additional_information;
mod basic_information;
mod contact_information;
mod education_and_employment;
#[cfg(test)]
mod every_section;
mod mrz;
mod reading;
#[cfg(test)]
pub(crate) mod samples;
mod study_plan;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use shared_domain::form::{
    AdditionalInformationFields, BasicInformationFields, ContactInformationFields,
    EducationAndEmploymentFields, Sections, StudyPlanFields,
};
use shared_platform::http::{FieldError, typed};
use utoipa::ToSchema;

pub use basic_information::{Identity, PassportName};
use reading::Reading;
pub use reading::{Findings, Situation, under};

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
        object(&SectionFields::of(self, &Sections::default())).contains_key(field)
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

    /// The fields that are not as the stored section has them.
    #[must_use]
    pub fn differing_from(&self, stored: &Sections) -> Vec<String> {
        let before = object(&Self::of(self.section(), stored));
        let now = object(self).into_iter();
        let differing = now.filter(|(field, value)| before.get(field) != Some(value));
        differing.map(|(field, _)| field).collect()
    }

    /// The consents that the section asks for, each given or not.
    #[must_use]
    pub fn consents(&self) -> BTreeMap<String, bool> {
        let fields = object(self).into_iter().filter(|(field, _)| field.ends_with("Consent"));
        fields.map(|(field, value)| (field, value == Value::Bool(true))).collect()
    }

    /// Puts some of these fields, chosen by name, in the place of what `sections` has.
    pub fn copy_into(&self, sections: &mut Sections, chosen: impl Fn(&str) -> bool) {
        let mut fields = object(&Self::of(self.section(), sections));
        fields.extend(object(self).into_iter().filter(|(field, _)| chosen(field)));
        // Fields of two sections of one kind are fields of such a section.
        if let Ok(mixed) = Self::parse(self.section(), Value::Object(fields)) {
            mixed.put_into(sections);
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
}

fn object(fields: &SectionFields) -> Map<String, Value> {
    match serde_json::to_value(fields) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// The fields of a section in the form they are stored in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The fields: tidied, without what is not asked of this applicant.
    pub fields: SectionFields,
    /// What keeps the section from being complete; empty when nothing does (S36-S38).
    pub gaps: Vec<FieldError>,
    /// What is worth a second look, or has still to be confirmed.
    pub warnings: Vec<FieldError>,
}

impl Draft {
    /// Takes whatever the applicant has typed so far in one section; the other
    /// sections decide about some conditions.
    ///
    /// # Errors
    /// Only on what no field could hold.
    pub fn of(
        typed: SectionFields,
        others: &Sections,
        situation: Situation<'_>,
    ) -> Result<Self, Vec<FieldError>> {
        let section = typed.section();
        let mut sections = others.clone();
        typed.put_into(&mut sections);
        let mut read = read(&mut sections, situation);
        let Findings { unkeepable, gaps, unconfirmed, mut warnings } = read.take(section);
        warnings.extend(unconfirmed);
        match unkeepable.is_empty() {
            true => Ok(Self { fields: SectionFields::of(section, &sections), gaps, warnings }),
            false => Err(unkeepable),
        }
    }
}

/// What reading all sections found, section by section, with pointers into each.
#[derive(Debug, Clone)]
pub struct Read {
    sections: Vec<(Section, Findings)>,
    identity: Option<Identity>,
}

impl Read {
    /// Who the applicant is, if every section is complete (S60).
    ///
    /// # Errors
    /// Every gap, as a pointer like `/sections/basic_information/familyName`.
    pub fn complete(self) -> Result<Identity, Vec<FieldError>> {
        let mut all = Findings::default();
        for (section, findings) in self.sections {
            all.add_under(&format!("/sections/{}", section.name()), findings);
        }
        match self.identity {
            Some(identity) if all.lacking().next().is_none() => Ok(identity),
            _ => Err(all.lacking().cloned().collect()),
        }
    }

    /// The fields that are missing, wrong or not confirmed, each with its section.
    #[must_use]
    pub fn lacking(&self) -> Vec<(Section, String)> {
        let fields = |(section, findings): &(Section, Findings)| {
            let section = *section;
            let named = findings.lacking().filter_map(move |error| {
                Some((section, error.pointer.split('/').nth(1)?.to_owned()))
            });
            named.collect::<Vec<_>>()
        };
        self.sections.iter().flat_map(fields).collect()
    }

    /// What was found in one section, with pointers into it.
    pub fn take(&mut self, section: Section) -> Findings {
        let found = self.sections.iter_mut().find(|(each, _)| *each == section);
        found.map(|(_, findings)| std::mem::take(findings)).unwrap_or_default()
    }
}

/// Reads every section. Afterwards each is in the form it is stored in.
pub fn read(sections: &mut Sections, situation: Situation<'_>) -> Read {
    // Named one by one, so that a new section cannot be forgotten here.
    let Sections {
        basic_information,
        study_plan,
        education_and_employment,
        additional_information,
        contact_information,
    } = sections;
    let born = basic_information::born(basic_information);
    let mut identity = None;
    let sections = Section::ALL.map(|section| {
        let mut reading = Reading::new(situation, born);
        match section {
            Section::BasicInformation => {
                identity = basic_information::read(&mut reading, basic_information);
            }
            Section::StudyPlan => study_plan::read(&mut reading, study_plan),
            Section::EducationAndEmployment => {
                education_and_employment::read(&mut reading, education_and_employment);
            }
            Section::AdditionalInformation => {
                additional_information::read(&mut reading, additional_information);
            }
            Section::ContactInformation => {
                contact_information::read(&mut reading, contact_information);
            }
        }
        (section, reading.findings())
    });
    Read { sections: sections.into(), identity }
}
