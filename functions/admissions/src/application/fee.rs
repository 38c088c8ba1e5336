//! The fee of an application is paid.

use jiff::Timestamp;
use shared::application::{ApplicationState, FeeState};
use shared::ids::ReviewId;

use super::{Application, HistoryEvent};

/// A fee was settled for an application that has none due.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettlementRefused {
    /// Its fee is settled or waived: the news came twice.
    #[error("the fee is settled already")]
    AlreadySettled,
    /// It is not submitted: the news came too early.
    #[error("the application is not submitted yet")]
    NotSubmitted,
}

impl Application {
    /// The application with its fee paid, ready for staff (S63).
    pub fn settle_fee(&self, now: Timestamp) -> Result<Self, SettlementRefused> {
        match self.head.state {
            ApplicationState::Draft => Err(SettlementRefused::NotSubmitted),
            ApplicationState::FeeDue => {
                let mut settled = self.after(HistoryEvent::FeeSettled, now);
                settled.head.state = ApplicationState::ReadyForReview;
                settled.head.review = Some(ReviewId::new());
                settled.head.fee_state = FeeState::Settled;
                Ok(settled)
            }
            ApplicationState::ReadyForReview
            | ApplicationState::RevisionRequested
            | ApplicationState::Waitlisted
            | ApplicationState::Accepted
            | ApplicationState::Declined
            | ApplicationState::Withdrawn => Err(SettlementRefused::AlreadySettled),
        }
    }
}
