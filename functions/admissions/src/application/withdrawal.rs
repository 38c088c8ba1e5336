//! An applicant takes an application back.

use jiff::Timestamp;
use shared_domain::application::{NothingToWithdraw, Stage};

use super::{Application, EditRefused, FeeCredit, HistoryEvent};

/// An application cannot be withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WithdrawalRefused {
    /// There is nothing to take back; where it is withdrawn, the request came twice.
    #[error(transparent)]
    Over(#[from] NothingToWithdraw),
    /// It is no longer as the applicant saw it: perhaps they would not, now.
    #[error(transparent)]
    Changed(#[from] EditRefused),
}

/// What a withdrawal does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// The application, withdrawn.
    pub application: Application,
    /// Where it was, with what ends with it there.
    pub from: Stage,
    /// The money it held.
    pub credit: Option<FeeCredit>,
}

impl Application {
    /// The application withdrawn; `seen` is the version the applicant was
    /// looking at. What it held of fees is not lost (section 0).
    ///
    /// # Errors
    /// [`WithdrawalRefused`].
    pub fn withdraw(&self, seen: u64, now: Timestamp) -> Result<Withdrawal, WithdrawalRefused> {
        let withdrawn = self.head.withdrawn()?;
        if !self.is_as_seen(seen) {
            return Err(self.conflict(seen).into());
        }
        let mut application = self.moved_to(withdrawn, HistoryEvent::Withdrawn, now);
        application.held_fee = None;
        Ok(Withdrawal {
            application,
            from: self.head.stage().clone(),
            credit: self.held_fee.map(|held| self.credit(held, now)),
        })
    }
}
