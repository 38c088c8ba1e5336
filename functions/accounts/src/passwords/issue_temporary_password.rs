//! `issue_temporary_password`: mails a temporary password to whoever owns a
//! name, if anybody does (S24). The message may come twice.

use shared_platform::actions::Failure;
use shared_platform::audit::Deed;
use shared_platform::clock::seconds_after;
use shared_platform::limits::{Limit, RateLimits};
use shared_platform::outbox::Delivery;
use shared_platform::store::CommitError;
use shared_platform::{Clock, Environment, InitError, MessageAction};

use crate::account::{Credentials, SignInName};
use crate::mail_request;
use crate::passwords::password::Password;
use crate::store::Store;

/// How long a temporary password is good, in seconds: half an hour.
const LIFETIME_SECONDS: i64 = 30 * 60;
/// Mails to one account: three at once, then one in ten minutes.
const PER_ACCOUNT: Limit = Limit { kind: "temporary_password", burst: 3, refill_seconds: 600 };

/// The action.
pub struct IssueTemporaryPassword {
    store: Store,
    limits: RateLimits,
    clock: Clock,
}

impl MessageAction for IssueTemporaryPassword {
    type Message = mail_request::IssueTemporaryPassword;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::warmed(environment).await?;
        let limits = RateLimits::of(environment)?;
        Ok(Self { store, limits, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let now = self.clock.now();
        let name = SignInName::of(&delivery.message.0.name);
        // Who was never activated opens the link first: its password waits with it. Whose
        // address is only what the roster says confirms it first (S79): it may be mistyped.
        let may_be_mailed = |owner: &Credentials| owner.active && !owner.email_of_roster;
        let owner = self.store.credentials(&name, now).await?.filter(may_be_mailed);
        let Some(owner) = owner else { return Ok(()) };
        // Those that were sent before still work.
        if !self.limits.admits(PER_ACCOUNT, &owner.account.to_string(), now).await? {
            return Ok(());
        }
        let password = Password::random().map_err(|problem| problem.code())?;
        let until = seconds_after(now, LIFETIME_SECONDS);
        let (id, deed) = (delivery.id, Deed::of_message::<Self>(delivery.id, now));
        match self.store.send_temporary_password(id, &owner, &password, until, &deed).await {
            // Sent before, or the password was changed at this moment.
            Ok(()) | Err(CommitError::Refused(_)) => Ok(()),
            Err(CommitError::Store(error)) => Err(error.into()),
        }
    }
}
