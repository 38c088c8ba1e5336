//! Reading the whole form: saving, the review before submission and the submission
//! itself all go through [`read`], so that none of them can forget a section.

use shared_platform::http::FieldError;

use super::basic_information::Identity;
use super::situation::{Case, Situation};
use super::{
    Section, SectionFields, Sections, additional_information, basic_information,
    contact_information, education_and_employment, study_plan,
};
use crate::form::findings::Findings;
use crate::form::reading::Reading;
use crate::form::sections::Found;

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
    found: Found<Section>,
    identity: Option<Identity>,
}

impl Read {
    /// Who the applicant is, if every section is complete (S60).
    ///
    /// # Errors
    /// Every gap, as a pointer like `/sections/basic_information/familyName`.
    pub fn complete(self) -> Result<Identity, Vec<FieldError>> {
        let all = self.found.all();
        match self.identity {
            Some(identity) if all.lacking().next().is_none() => Ok(identity),
            _ => Err(all.lacking().cloned().collect()),
        }
    }

    /// The fields that are missing, wrong or not confirmed, each with its section.
    #[must_use]
    pub fn lacking(&self) -> Vec<(Section, String)> {
        self.found.lacking()
    }

    /// What was found in one section, with pointers into it.
    pub fn take(&mut self, section: Section) -> Findings {
        self.found.take(section)
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
        let mut reading = Reading::new(Case { situation, born });
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
        (section, reading.take_findings())
    });
    Read { found: Found::new(sections), identity }
}
