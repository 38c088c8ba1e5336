//! `issue_activation_link`: mails another activation link to whoever registered
//! a name, if anybody did and has not activated it (S26). Where several registered
//! one address, each mail names its user name. The message may come twice.

use shared_platform::actions::Failure;
use shared_platform::audit::Deed;
use shared_platform::limits::{Limit, RateLimits};
use shared_platform::outbox::Delivery;
use shared_platform::store::CommitError;
use shared_platform::{Clock, Environment, InitError, MessageAction};

use crate::account::{Credentials, SignInName};
use crate::mail_request;
use crate::registration::store::ActivationCode;
use crate::store::Store;

/// Mails to one account: three at once, then one in ten minutes.
const PER_ACCOUNT: Limit = Limit { kind: "activation_link", burst: 3, refill_seconds: 600 };

/// The action.
pub struct IssueActivationLink {
    store: Store,
    limits: RateLimits,
    clock: Clock,
}

impl MessageAction for IssueActivationLink {
    type Message = mail_request::IssueActivationLink;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::warmed(environment).await?;
        let limits = RateLimits::of(environment)?;
        Ok(Self { store, limits, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let now = self.clock.now();
        let name = SignInName::of(&delivery.message.0.name);
        for waiting in self.store.waiting(&name, now).await? {
            self.issue(&delivery, &waiting).await?;
        }
        Ok(())
    }
}

impl IssueActivationLink {
    async fn issue(
        &self,
        delivery: &Delivery<mail_request::IssueActivationLink>,
        waiting: &Credentials,
    ) -> Result<(), Failure> {
        let now = self.clock.now();
        // Those that were sent before still work.
        if !self.limits.admits(PER_ACCOUNT, &waiting.account.to_string(), now).await? {
            return Ok(());
        }
        let code = ActivationCode::new(waiting, now).map_err(|problem| problem.code())?;
        let deed = Deed::of_message::<Self>(delivery.id, now);
        match self.store.send_another_code(delivery.id, waiting, code, &deed).await {
            // Sent before, or an account of the address was activated.
            Ok(()) | Err(CommitError::Refused(_)) => Ok(()),
            Err(CommitError::Store(error)) => Err(error.into()),
        }
    }
}
