//! A registration with nothing missing, and the case it is of, for tests.

#![allow(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it must be")]

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use serde_json::Value;
use shared_platform::slug::Slug;

use super::{
    ClaimState, Known, RegistrationRules, Section, Sections, Situation, Term, TuitionFacts,
};
use crate::form::ConfirmedEmails;
use crate::form::sections::AllSections;
use crate::ids::{ClaimId, OrderId};
use crate::names::PassportName;
use crate::registration::papers::{Papers, Passport};

/// The address of the sample.
const EMAIL: &str = "anna.tester@example.org";

/// What a situation refers to.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Today.
    pub today: Date,
    /// The semester.
    pub term: Term,
    /// What the student's record says.
    pub known: Known,
    /// Whether it is the first semester.
    pub is_new: bool,
    /// What is known of the tuition.
    pub tuition: TuitionFacts,
    /// The addresses that are confirmed.
    pub confirmed_emails: ConfirmedEmails,
    /// The version of the regulations.
    pub regulations: Slug,
    /// What the university has set.
    pub rules: RegistrationRules,
}

impl Default for Setting {
    fn default() -> Self {
        let mut confirmed_emails = ConfirmedEmails::default();
        confirmed_emails.note(EMAIL, 0);
        Self {
            today: date(2027, 9, 1),
            term: Term {
                semester: "2027-autumn".parse().unwrap(),
                starts: date(2027, 9, 6),
                ends: date(2028, 1, 14),
                extension_day: date(2027, 10, 15),
            },
            known: Known {
                name: PassportName {
                    family: Some("TESTER".to_owned()),
                    given: Some("ANNA MARIA".to_owned()),
                },
                chinese_name: Some("安娜".to_owned()),
                email: Some(EMAIL.to_owned()),
                papers: Papers {
                    passport: Some(Passport {
                        number: "XT0000027".to_owned(),
                        expires: date(2033, 1, 31),
                    }),
                    ..Papers::default()
                },
            },
            is_new: false,
            tuition: TuitionFacts {
                paid_order: Some(OrderId::new()),
                claims: BTreeMap::from([
                    (ClaimId::new(), ClaimState::Confirmed),
                    (ClaimId::new(), ClaimState::Waiting),
                ]),
            },
            confirmed_emails,
            regulations: "2027-1".parse().unwrap(),
            rules: RegistrationRules::default(),
        }
    }
}

impl Setting {
    /// The situation.
    #[must_use]
    pub const fn situation(&self) -> Situation<'_> {
        Situation {
            today: self.today,
            term: &self.term,
            known: &self.known,
            is_new: self.is_new,
            tuition: &self.tuition,
            confirmed_emails: &self.confirmed_emails,
            regulations: &self.regulations,
            rules: &self.rules,
        }
    }

    /// A claim of the student that is so far.
    #[must_use]
    pub fn claim(&self, state: ClaimState) -> ClaimId {
        *self.tuition.claims.iter().find(|(_, each)| **each == state).unwrap().0
    }
}

/// The sample of a section.
#[must_use]
pub fn sample(section: Section) -> Value {
    let text = match section {
        Section::Contact => {
            include_str!("../../../../../tests/samples/registration/contact.json")
        }
        Section::Passport => {
            include_str!("../../../../../tests/samples/registration/passport.json")
        }
        Section::Tuition => {
            include_str!("../../../../../tests/samples/registration/tuition.json")
        }
        Section::Location => {
            include_str!("../../../../../tests/samples/registration/location.json")
        }
        Section::Residence => {
            include_str!("../../../../../tests/samples/registration/residence.json")
        }
        Section::Insurance => {
            include_str!("../../../../../tests/samples/registration/insurance.json")
        }
        Section::Permit => {
            include_str!("../../../../../tests/samples/registration/permit.json")
        }
        Section::Regulations => {
            include_str!("../../../../../tests/samples/registration/regulations.json")
        }
    };
    serde_json::from_str(text).unwrap()
}

/// All samples together.
#[must_use]
pub fn complete_sections() -> Sections {
    let with = |sections: Sections, section| sections.with(section, sample(section)).unwrap();
    Section::ALL.into_iter().fold(Sections::default(), with)
}
