//! A new application begins with what its applicant already has: the money of
//! the intake, and what another application was filled in with. If that one is
//! the active one of the intake, it is withdrawn by it (section 0).

use jiff::Timestamp;
use shared::ids::ApplicationId;

use super::{Application, FeeCredit, Withdrawal, WithdrawalRefused};
use crate::form;

/// A new application with what it takes the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// The new draft.
    pub application: Application,
    /// The application it begins with the contents of.
    pub from: Option<ApplicationId>,
    /// The same, where it is withdrawn by this.
    pub withdrawn: Option<Withdrawal>,
    /// The credit of the intake as it was read; it is used up.
    pub credit: Option<FeeCredit>,
}

impl Beginning {
    /// `application` is a new draft, `from` what it is to begin with, and `seen`
    /// the version in which the applicant saw that one.
    ///
    /// # Errors
    /// [`WithdrawalRefused`] when `from` has to be withdrawn and cannot be.
    pub fn of(
        mut application: Application,
        from: Option<&Application>,
        seen: Option<u64>,
        credit: Option<FeeCredit>,
        now: Timestamp,
    ) -> Result<Self, WithdrawalRefused> {
        let replaced = from.filter(|from| {
            from.head.state.is_active() && from.head.intake == application.head.intake
        });
        let withdrawn =
            replaced.map(|from| from.withdraw(seen.unwrap_or_default(), now)).transpose()?;
        let freed = withdrawn.as_ref().and_then(|withdrawn| withdrawn.credit.clone());
        let money = freed.map(|freed| freed.joined_with(credit.as_ref())).or(credit.clone());
        if let Some(money) = money {
            application.carry(&money);
        }
        if let Some(from) = from {
            application.take_over(from, now);
        }
        Ok(Self { application, from: from.map(|from| from.head.id), withdrawn, credit })
    }
}

impl Application {
    /// Takes over what another application was filled in with, as far as this
    /// programme asks for it.
    fn take_over(&mut self, from: &Self, now: Timestamp) {
        let mut sections = from.sections.clone();
        // What was kept in a draft can be kept in another one: nothing is refused.
        let _ = form::read(&mut sections, self.situation(now));
        self.sections = sections;
    }
}
