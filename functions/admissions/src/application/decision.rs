//! Staff decide.

use shared_domain::application::ApplicationState;
use shared_domain::application::decision::DecisionOutcome;

use super::HistoryEvent;

/// A decision as a step: where it leads to, and the only states it leads from.
/// The store makes them a condition of the write, so that the application need
/// not be read for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecisionStep {
    /// The states it may be made in.
    pub from: &'static [ApplicationState],
    /// The state it leads to.
    pub to: ApplicationState,
    /// What the applicant is told.
    pub event: HistoryEvent,
}

impl DecisionStep {
    /// The step that a decision is.
    #[must_use]
    pub const fn of(outcome: DecisionOutcome) -> Self {
        const READY: ApplicationState = ApplicationState::ReadyForReview;
        const WAITING: ApplicationState = ApplicationState::Waitlisted;
        match outcome {
            DecisionOutcome::Accept => Self {
                from: &[READY, WAITING],
                to: ApplicationState::Accepted,
                event: HistoryEvent::Accepted,
            },
            DecisionOutcome::Decline => Self {
                from: &[READY, WAITING],
                to: ApplicationState::Declined,
                event: HistoryEvent::Declined,
            },
            DecisionOutcome::Waitlist => {
                Self { from: &[READY], to: WAITING, event: HistoryEvent::Waitlisted }
            }
        }
    }

    /// Whether the applicant may apply for the same intake again afterwards.
    #[must_use]
    pub fn ends_activity(self) -> bool {
        self.to == ApplicationState::Declined
    }
}
