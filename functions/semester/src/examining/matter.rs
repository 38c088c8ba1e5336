//! A registration as a matter of the staff queue. One colleague decides on it: where
//! an item is returned it goes back to the student, else it is approved.

use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use shared_domain::registration::{RegistrationId, Verdicts};
use shared_domain::review::{Decision, Headline, Matter, ReviewOccasion, Subject, Task, Word};
use shared_domain::student::StudentNumber;
use shared_platform::ids::AccountId;
use shared_platform::locale::Bilingual;
use utoipa::ToSchema;

/// A task about a registration.
pub type RegistrationTask = Task<RegistrationMatter>;

/// The registration that a task is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegistrationMatter {
    /// The student's account.
    pub applicant: AccountId,
    /// The registration.
    pub registration: RegistrationId,
    /// Which submission of it, from 1.
    pub round: u32,
    /// The name as in the passport.
    pub name: String,
    /// The student number.
    pub number: StudentNumber,
    /// What the semester is called.
    pub semester: Bilingual,
}

/// How a registration is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationOutcome {
    /// All items pass.
    Approve,
    /// The student is to correct some.
    Return,
}

/// What the decision rests on: what is said of each item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemVerdicts {
    /// Of each item that the registration has.
    pub verdicts: Verdicts,
}

impl Subject for RegistrationMatter {
    type Outcome = RegistrationOutcome;
    type Grounds = ItemVerdicts;
}

impl Matter for RegistrationMatter {
    const KIND: &'static str = "registration";
    const WITHHELD: &'static [&'static str] = &[];
    const WITHHELD_OF_GROUNDS: &'static [&'static str] = &[];

    fn headline(&self) -> Headline {
        let occasion = match self.round {
            1 => ReviewOccasion::Submitted,
            _ => ReviewOccasion::Resubmitted,
        };
        Headline {
            applicant: Some(self.applicant),
            applicant_name: self.name.clone(),
            subject: self.registration.to_string(),
            occasion: Word::of(occasion),
            about: Map::from_iter([
                ("number".to_owned(), json!(self.number)),
                ("semester".to_owned(), json!(self.semester)),
            ]),
        }
    }

    fn needs_second(&self, _: &Decision<Self>) -> bool {
        false
    }

    /// What the university has made a stop is not let through: it is returned, or
    /// the university makes it a warning.
    fn is_barred_by_findings(&self, decision: &Decision<Self>) -> bool {
        decision.outcome == RegistrationOutcome::Approve
    }

    fn closes(&self, _: &Decision<Self>) -> bool {
        true
    }
}

/// The decision that verdicts on the items make.
pub(super) fn decision_of(verdicts: Verdicts) -> Decision<RegistrationMatter> {
    let outcome = match verdicts.returned().is_empty() {
        true => RegistrationOutcome::Approve,
        false => RegistrationOutcome::Return,
    };
    Decision { outcome, grounds: ItemVerdicts { verdicts } }
}
