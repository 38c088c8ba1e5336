//! A new permit as a matter of the visa officer.

use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use shared_domain::permit::Return;
use shared_domain::registration::RegistrationId;
use shared_domain::review::{Decision, Headline, Matter, ReviewOccasion, Subject, Task, Word};
use shared_domain::student::StudentNumber;
use shared_platform::auth::StaffRole;
use shared_platform::ids::AccountId;
use shared_platform::locale::Bilingual;
use utoipa::ToSchema;

/// A task about a new permit.
pub type PermitTask = Task<PermitMatter>;

/// The permit that a task is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PermitMatter {
    /// The student's account.
    pub applicant: AccountId,
    /// The registration whose letter it was asked for with.
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

/// How a new permit is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PermitOutcome {
    /// It passes.
    Approve,
    /// The student is to correct it.
    Return,
}

/// What the decision rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermitGrounds {
    /// Why it is returned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<Return>,
}

impl Subject for PermitMatter {
    type Outcome = PermitOutcome;
    type Grounds = PermitGrounds;
}

impl Matter for PermitMatter {
    const KIND: &'static str = "permit";
    const ROLE: StaffRole = StaffRole::VisaOfficer;
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

    fn is_barred_by_findings(&self, _: &Decision<Self>) -> bool {
        false
    }

    fn closes(&self, _: &Decision<Self>) -> bool {
        true
    }
}

/// The decision that a return makes, or none.
pub(super) fn decision_of(returned: Option<Return>) -> Decision<PermitMatter> {
    let outcome = match returned {
        None => PermitOutcome::Approve,
        Some(_) => PermitOutcome::Return,
    };
    Decision { outcome, grounds: PermitGrounds { returned } }
}
