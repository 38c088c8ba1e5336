//! What several areas know of an application: where it stands, its key, its
//! head, and the submission that reviewers see. Only admissions changes it.

pub mod decision;
mod folder;
pub mod mails;
pub mod news;
pub(crate) mod personal_data;
pub mod review;
pub mod revision;
mod stage;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_platform::ids::AccountId;
use shared_platform::locale::Bilingual;
use shared_platform::money::Money;
use shared_platform::slug::Slug;
use shared_platform::store::Key;
use utoipa::ToSchema;

pub use self::folder::folder_of;
pub use self::stage::{
    ApplicationState, CategoryFixed, DecisionStep, Fee, FeeState, Locked, NotDecided,
    NotReadyForReview, NothingDue, NothingToWithdraw, Stage,
};
use crate::document::{ChecklistSlot, Document};
use crate::form::application::Sections;
use crate::ids::{ApplicationId, DocumentId, ProgrammeId};
use crate::staff::Colleague;

/// The programme an application is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProgrammeName {
    /// The programme.
    pub id: ProgrammeId,
    /// Its name when the application was started.
    pub name: Bilingual,
}

/// The part of an application item that other areas read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationHead {
    /// The application.
    pub id: ApplicationId,
    /// Whose it is.
    pub applicant: AccountId,
    /// Where it is on its way; only its steps change it.
    #[serde(flatten)]
    pub(crate) stage: Stage,
    /// Counts every change; writes are conditional on it.
    pub version: u64,
    /// What it is for.
    pub programme: ProgrammeName,
    /// When the studies begin.
    pub intake: Slug,
    /// Who pays for the studies.
    pub funding_category: Slug,
    /// What the applicant is to be admitted as.
    pub admission_type: Slug,
    /// The documents asked for.
    pub checklist: Vec<ChecklistSlot>,
    /// How often it was submitted.
    #[serde(default)]
    pub round: u32,
    /// When it was submitted last.
    pub submitted_at: Option<Timestamp>,
    /// What was paid for it by its own order, once that was entered.
    pub paid_fee: Option<Money>,
    /// Why a decision on it was, or is, looked at once more.
    pub second_look: Option<SecondLook>,
    /// Whether its owner has objected to a decision, which one can do once.
    #[serde(default)]
    pub appealed: bool,
}

/// What a new application is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApplication {
    /// The application.
    pub id: ApplicationId,
    /// Whose it is.
    pub applicant: AccountId,
    /// What it is for.
    pub programme: ProgrammeName,
    /// When the studies begin.
    pub intake: Slug,
    /// Who pays for the studies.
    pub funding_category: Slug,
    /// What the applicant is to be admitted as.
    pub admission_type: Slug,
    /// The application fee; `None` where the funding category waives it.
    pub fee: Option<Money>,
    /// The documents asked for.
    pub checklist: Vec<ChecklistSlot>,
}

/// Why a decided application is looked at once more. Then two people decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SecondLook {
    /// The applicant objects to the decision.
    Appeal {
        /// When.
        at: Timestamp,
        /// What the applicant says.
        text: String,
    },
    /// Staff take the decision up again (S70).
    Reopening {
        /// When.
        at: Timestamp,
        /// Who.
        by: Colleague,
        /// Why, for colleagues.
        reason: String,
    },
}

/// What of a submitted application staff have re-opened (S64, S65).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenRevision {
    /// Counts the requests for revision of this application, from 1.
    pub number: u32,
    /// The re-opened fields, as `basic_information/passportNo`.
    pub fields: Vec<String>,
    /// The re-opened slots of the checklist.
    pub slots: Vec<Slug>,
    /// When it was asked for; a whole second.
    pub requested_at: Timestamp,
    /// The instant until which the applicant can answer; a whole second.
    pub due_at: Timestamp,
    /// Who asked: the answer goes back to them.
    pub requested_by: Colleague,
}

impl ApplicationHead {
    /// A new draft.
    #[must_use]
    pub fn draft(new: NewApplication) -> Self {
        Self {
            id: new.id,
            applicant: new.applicant,
            stage: Stage::Draft { fee: new.fee },
            version: 1,
            programme: new.programme,
            intake: new.intake,
            funding_category: new.funding_category,
            admission_type: new.admission_type,
            checklist: new.checklist,
            round: 0,
            submitted_at: None,
            paid_fee: None,
            second_look: None,
            appealed: false,
        }
    }
}

/// The partition that holds everything of one applicant.
#[must_use]
pub fn applicant_partition(applicant: AccountId) -> String {
    format!("APPLICANT#{applicant}")
}

/// The key of an application in the Applications table. It is made from the
/// applicant, so that another person's application is not found (404).
#[must_use]
pub fn application_key(applicant: AccountId, application: ApplicationId) -> Key {
    Key::new(applicant_partition(applicant), format!("APPLICATION#{application}"))
}

/// The key of a frozen submission in the Applications table; rounds count from 1.
#[must_use]
pub fn submission_key(applicant: AccountId, application: ApplicationId, round: u32) -> Key {
    let sort = format!("{}{round:03}", submissions_prefix(application));
    Key::new(applicant_partition(applicant), sort)
}

/// How the sort keys of all submissions of an application begin.
#[must_use]
pub fn submissions_prefix(application: ApplicationId) -> String {
    format!("SUBMISSION#{application}#")
}

/// An application as it was submitted; never changed afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Submission {
    /// The application.
    pub application: ApplicationId,
    /// Whose it is.
    pub applicant: AccountId,
    /// Which submission of this application, from 1.
    pub round: u32,
    /// The name as in the passport.
    pub applicant_name: String,
    /// The last day of the passport.
    pub passport_expires: Date,
    /// What it is for.
    pub programme: ProgrammeName,
    /// Who pays for the studies.
    pub funding_category: Slug,
    /// What the applicant is to be admitted as.
    pub admission_type: Slug,
    /// When the studies begin.
    pub intake: Slug,
    /// The first day of that intake.
    pub intake_starts: Date,
    /// The slots that had to be filled.
    pub required_slots: Vec<Slug>,
    /// What the applicant filled in.
    pub sections: Sections,
    /// The documents, all of them clean.
    pub documents: Vec<SubmittedDocument>,
    /// When it was submitted, with the declaration that all of it is true.
    pub submitted_at: Timestamp,
}

/// A document as it was submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubmittedDocument {
    /// The document.
    pub id: DocumentId,
    /// What it shows.
    pub slot: Slug,
    /// The name the applicant gave the file.
    pub file_name: String,
    /// Its media type, as inspected.
    pub content_type: String,
    /// Where it lies in the bucket.
    pub object_key: String,
}

impl From<&Document> for SubmittedDocument {
    fn from(document: &Document) -> Self {
        Self {
            id: document.id,
            slot: document.slot.clone(),
            file_name: document.file_name.clone(),
            content_type: document.content_type.as_str().to_owned(),
            object_key: document.clean_object(),
        }
    }
}
