//! Staff decide.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::application::ApplicationState;
use shared::outbox::DecisionOutcome;
use utoipa::ToSchema;

use super::HistoryEvent;

/// What staff decided, as the applicant sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// The decision.
    pub outcome: DecisionOutcome,
    /// When it was made.
    pub decided_at: Timestamp,
    /// What the reviewer wrote to the applicant.
    pub note_to_applicant: Option<String>,
}

/// A decision as a step: where it leads to, and the only state it leads from.
/// The store makes it a condition of the write, so that the application need
/// not be read for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecisionStep {
    /// The state it may be made in.
    pub from: ApplicationState,
    /// The state it leads to.
    pub to: ApplicationState,
    /// What the applicant is told.
    pub event: HistoryEvent,
}

impl DecisionStep {
    /// The step that a decision is.
    #[must_use]
    pub const fn of(outcome: DecisionOutcome) -> Self {
        let (to, event) = match outcome {
            DecisionOutcome::Accept => (ApplicationState::Accepted, HistoryEvent::Accepted),
            DecisionOutcome::Decline => (ApplicationState::Declined, HistoryEvent::Declined),
        };
        Self { from: ApplicationState::ReadyForReview, to, event }
    }

    /// Whether the applicant may apply for the same intake again afterwards.
    #[must_use]
    pub fn ends_activity(self) -> bool {
        self.to == ApplicationState::Declined
    }
}
