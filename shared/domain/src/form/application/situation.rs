//! What the form is measured against beside its own fields.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Sections;
use super::basic_information::born;
use crate::form::ConfirmedEmails;
use crate::form::vocabulary::age_on;
use crate::programme::eligibility::Eligibility;

/// From this age on nobody needs a guardian.
const ADULT: i16 = 18;

/// What the fields of an application are measured against.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// Today in Beijing.
    pub today: Date,
    /// First day of the intake applied for.
    pub intake_starts: Date,
    /// How long the programme takes, in months.
    pub duration_months: u32,
    /// What the programme asks for.
    pub asks: &'a FormSettings,
    /// Whom the programme admits.
    pub eligibility: &'a Eligibility,
    /// The addresses that are confirmed.
    pub confirmed_emails: &'a ConfirmedEmails,
}

impl Situation<'_> {
    /// Whether the applicant will be under age when the studies begin; nobody is whose
    /// birthday is not known yet.
    #[must_use]
    pub fn is_minor(self, sections: &Sections) -> bool {
        Case { situation: self, born: born(&sections.basic_information) }.is_minor()
    }
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

/// What a section is read by: the situation, and what other sections say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case<'a> {
    pub(crate) situation: Situation<'a>,
    /// When the applicant was born, once that is known.
    pub(crate) born: Option<Date>,
}

impl Case<'_> {
    /// Whether the applicant will be under age when the studies begin.
    pub(crate) fn is_minor(&self) -> bool {
        self.born.is_some_and(|born| age_on(born, self.situation.intake_starts) < ADULT)
    }
}

/// The reading of a section of this form.
pub(crate) type Reading<'a> = crate::form::reading::Reading<Case<'a>>;
