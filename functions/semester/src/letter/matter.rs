//! A letter that cannot be set, as a matter of the visa officer: how is it to be
//! printed?

use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use shared_domain::letter::{Obstacle, Spelling};
use shared_domain::registration::RegistrationId;
use shared_domain::review::{Decision, Headline, Matter, ReviewOccasion, Subject, Task, Word};
use shared_domain::student::StudentNumber;
use shared_platform::auth::StaffRole;
use shared_platform::ids::AccountId;
use shared_platform::locale::Bilingual;
use utoipa::ToSchema;

/// A task about a letter.
pub type LetterTask = Task<LetterMatter>;

/// The letter that a task is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LetterMatter {
    /// The student's account.
    pub applicant: AccountId,
    /// The registration that it is for.
    pub registration: RegistrationId,
    /// The name as in the passport.
    pub name: String,
    /// The student number.
    pub number: StudentNumber,
    /// What the semester is called.
    pub semester: Bilingual,
    /// Why it cannot be set.
    pub obstacle: Obstacle,
}

/// How a letter that cannot be set is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LetterOutcome {
    /// It is to be printed once more: as it is spelled, or as the record is by now.
    Print,
}

/// What the decision rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterGrounds {
    /// How the name is printed, where it is not as the record has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spelling: Option<Spelling>,
}

impl Subject for LetterMatter {
    type Outcome = LetterOutcome;
    type Grounds = LetterGrounds;
}

impl Matter for LetterMatter {
    const KIND: &'static str = "letter";
    const ROLE: StaffRole = StaffRole::VisaOfficer;
    const WITHHELD: &'static [&'static str] = &[];
    const WITHHELD_OF_GROUNDS: &'static [&'static str] = &[];

    fn headline(&self) -> Headline {
        Headline {
            applicant: Some(self.applicant),
            applicant_name: self.name.clone(),
            subject: self.registration.to_string(),
            occasion: Word::of(ReviewOccasion::LetterNotSet),
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
