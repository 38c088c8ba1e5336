//! An applicant takes an application back.

use jiff::Timestamp;
use shared_domain::application::{ApplicationState, OpenRevision};
use shared_domain::ids::ReviewId;

use super::{Application, EditRefused, FeeCredit, HistoryEvent};

/// An application cannot be withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WithdrawalRefused {
    /// It is withdrawn: the request came twice.
    #[error("the application is withdrawn already")]
    AlreadyWithdrawn,
    /// It was declined: there is nothing to take back.
    #[error("the application was declined")]
    Declined,
    /// It is no longer as the applicant saw it: perhaps they would not, now.
    #[error(transparent)]
    Changed(#[from] EditRefused),
}

/// What a withdrawal does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// The application, withdrawn.
    pub application: Application,
    /// The state it was in.
    pub from: ApplicationState,
    /// The money it held.
    pub credit: Option<FeeCredit>,
    /// The task that may wait in the staff queue.
    pub review: Option<ReviewId>,
    /// The request for revision that waited for an answer.
    pub revision: Option<OpenRevision>,
}

impl Application {
    /// The application withdrawn; `seen` is the version the applicant was
    /// looking at. What it held of fees is not lost (section 0).
    ///
    /// # Errors
    /// [`WithdrawalRefused`].
    pub fn withdraw(&self, seen: u64, now: Timestamp) -> Result<Withdrawal, WithdrawalRefused> {
        let from = self.head.state;
        match from {
            ApplicationState::Withdrawn => return Err(WithdrawalRefused::AlreadyWithdrawn),
            ApplicationState::Declined => return Err(WithdrawalRefused::Declined),
            _ if !self.is_as_seen(seen) => return Err(self.conflict(seen).into()),
            _ => {}
        }
        let mut application = self.after(HistoryEvent::Withdrawn, now);
        application.head.state = ApplicationState::Withdrawn;
        application.head.revision = None;
        application.before_revision = None;
        application.held_fee = None;
        let waits = matches!(from, ApplicationState::ReadyForReview | ApplicationState::Waitlisted);
        Ok(Withdrawal {
            application,
            from,
            credit: self.held_fee.map(|held| self.credit(held, now)),
            review: self.head.review.filter(|_| waits),
            revision: self.head.revision.clone(),
        })
    }
}
