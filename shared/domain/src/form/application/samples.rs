//! Sections with nothing missing, for tests: the samples that also the journey
//! through the whole system fills in.

#![allow(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it must be")]

use std::sync::LazyLock;

use jiff::civil::date;
use serde_json::Value;

use super::{ConfirmedEmails, FormSettings, Section, SectionFields, Sections, Situation, read};
use crate::form::findings::Findings;
use crate::programme::eligibility::Eligibility;

/// A programme that asks for nothing beyond what everybody is asked.
pub const PLAIN: FormSettings = FormSettings {
    research_area: false,
    study_dates: false,
    recommenders: 0,
    study_plan_words: 200,
};

/// A programme that admits everybody.
static EVERYBODY: Eligibility = Eligibility {
    least_age: None,
    most_age: None,
    least_education: None,
    nationalities_not_admitted: Vec::new(),
};

/// The contact address of the sample.
pub const EMAIL: &str = "anna.tester@example.org";

/// It is confirmed, as that of the account.
static CONFIRMED: LazyLock<ConfirmedEmails> = LazyLock::new(|| {
    let mut confirmed = ConfirmedEmails::default();
    confirmed.note(EMAIL, 0);
    confirmed
});

/// A case of a programme that asks for this.
pub fn situation(asks: &FormSettings) -> Situation<'_> {
    Situation {
        today: date(2026, 11, 22),
        intake_starts: date(2027, 9, 1),
        duration_months: 36,
        asks,
        eligibility: &EVERYBODY,
        confirmed_emails: &CONFIRMED,
    }
}

/// The sample of a section.
pub fn sample(section: Section) -> Value {
    let text = match section {
        Section::BasicInformation => {
            include_str!("../../../../../tests/samples/application/basic_information.json")
        }
        Section::StudyPlan => {
            include_str!("../../../../../tests/samples/application/study_plan.json")
        }
        Section::EducationAndEmployment => {
            include_str!("../../../../../tests/samples/application/education_and_employment.json")
        }
        Section::AdditionalInformation => {
            include_str!("../../../../../tests/samples/application/additional_information.json")
        }
        Section::ContactInformation => {
            include_str!("../../../../../tests/samples/application/contact_information.json")
        }
    };
    serde_json::from_str(text).unwrap()
}

/// All samples together.
pub fn complete_sections() -> Sections {
    let mut sections = Sections::default();
    for section in Section::ALL {
        SectionFields::parse(section, sample(section)).unwrap().put_into(&mut sections);
    }
    sections
}

/// What is found in a section after one change to complete sections.
pub fn found_after(
    section: Section,
    asks: &FormSettings,
    change: impl FnOnce(&mut Sections),
) -> Findings {
    let mut sections = complete_sections();
    change(&mut sections);
    read(&mut sections, situation(asks)).take(section)
}

/// Its gaps alone, as pairs.
pub fn gaps_after(
    section: Section,
    asks: &FormSettings,
    change: impl FnOnce(&mut Sections),
) -> Vec<(String, &'static str)> {
    let gaps = found_after(section, asks, change).gaps;
    gaps.into_iter().map(|gap| (gap.pointer, gap.code)).collect()
}

/// One gap, as `gaps_after` gives it.
pub fn gap(pointer: &str, code: &'static str) -> Vec<(String, &'static str)> {
    vec![(pointer.to_owned(), code)]
}

/// A text that was typed.
pub fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}
