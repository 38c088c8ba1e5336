//! What the staff queue shows of an application, and the message that puts one
//! there.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::ids::AccountId;
use shared_platform::outbox::Message;
use shared_platform::slug::Slug;
use utoipa::ToSchema;

use super::ProgrammeName;
use super::decision::{DecisionOutcome, Grounds};
use crate::ids::{ApplicationId, ReviewId};
use crate::staff::Colleague;

/// An application to be put into the staff queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenReview {
    /// The id the task gets, chosen by whoever asks: asking twice opens one task.
    pub review: ReviewId,
    /// The applicant.
    pub applicant: AccountId,
    /// The application.
    pub application: ApplicationId,
    /// Which submission of it, from 1.
    pub round: u32,
    /// Why it comes before staff.
    #[serde(default)]
    pub occasion: ReviewOccasion,
    /// Who looked at it before: the task is theirs first.
    #[serde(default)]
    pub held_for: Option<Colleague>,
}

impl Message for OpenReview {
    const ACTION: &'static str = "open_review";
}

/// Why an application comes before staff.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewOccasion {
    /// It was submitted.
    #[default]
    Submitted,
    /// The applicant has answered a request for revision.
    Resubmitted,
    /// A request for revision was not answered in time.
    RevisionOverdue,
    /// The applicant objects to the decision.
    Appealed,
    /// Staff take up a decision again.
    Reopened,
}

/// What automatic checks look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingCode {
    /// The fee is neither settled nor waived.
    FeeUnsettled,
    /// The passport is over before the studies begin.
    PassportExpired,
    /// The passport is over within six months of the beginning of the studies.
    PassportExpiring,
    /// A document that was asked for is not there.
    DocumentMissing,
    /// A document that was submitted is not clean.
    DocumentNotClean,
    /// The applicant uploaded the same file elsewhere too, under another name or
    /// for another application.
    DocumentCopied,
}

// The shapes in the API document. A reply is made from what stands in a task.

/// What a task is about.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReviewSubject {
    /// What kind of thing.
    pub kind: SubjectKind,
    /// The name as in the passport.
    pub applicant_name: String,
    /// What the application is for.
    pub programme: ProgrammeName,
    /// When the studies begin.
    pub intake: Slug,
}

/// What kind of thing a task is about.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// An application for admission.
    Application,
}

/// A decision that a second person is to confirm.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Proposal {
    /// Who proposes it.
    pub by: Colleague,
    /// When.
    pub at: Timestamp,
    /// The decision.
    pub outcome: DecisionOutcome,
    /// What it rests on.
    #[serde(flatten)]
    pub grounds: Grounds,
}

/// How an application came on the waiting list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Waitlisting {
    /// Who decided.
    pub by: Colleague,
    /// When.
    pub at: Timestamp,
    /// What it rests on.
    #[serde(flatten)]
    pub grounds: Grounds,
    /// Who proposed it, where two people decided.
    pub proposed_by: Option<Colleague>,
}

/// How a task ended.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Closing {
    /// Who decided; `null` where no colleague did.
    pub by: Option<Colleague>,
    /// When.
    pub at: Timestamp,
    /// What became of it.
    pub outcome: ClosingOutcome,
    /// What it rests on; nothing where it is no decision.
    #[serde(flatten)]
    pub grounds: Grounds,
    /// Who proposed it, where two people decided.
    pub proposed_by: Option<Colleague>,
}

/// How a task can end.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClosingOutcome {
    /// The applicant is admitted.
    Accept,
    /// The applicant is not admitted.
    Decline,
    /// The applicant was asked for a revision: what comes back is another task.
    RevisionRequested,
    /// The applicant took the application back.
    Withdrawn,
}
