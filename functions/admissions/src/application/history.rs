//! What happened to an application, line by line, as its owner is told (S67).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::application::decision::DecisionOutcome;
use utoipa::ToSchema;

/// A line of the history of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HistoryEntry {
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: HistoryEvent,
}

/// What can happen to an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HistoryEvent {
    /// The applicant began it.
    Started,
    /// The applicant submitted it.
    Submitted,
    /// The fee was paid.
    FeeSettled,
    /// Staff asked for a revision.
    RevisionRequested,
    /// The applicant answered a request for revision.
    Resubmitted,
    /// A request for revision was not answered in time.
    RevisionOverdue,
    /// Staff put it on the waiting list.
    Waitlisted,
    /// Staff accepted it.
    Accepted,
    /// Staff declined it.
    Declined,
    /// The applicant objected to the decision.
    Appealed,
    /// Staff took up the decision again.
    Reopened,
    /// Staff moved it to another funding category.
    CategoryChanged,
    /// The applicant took it back.
    Withdrawn,
}

impl From<DecisionOutcome> for HistoryEvent {
    fn from(outcome: DecisionOutcome) -> Self {
        match outcome {
            DecisionOutcome::Accept => Self::Accepted,
            DecisionOutcome::Decline => Self::Declined,
            DecisionOutcome::Waitlist => Self::Waitlisted,
        }
    }
}
