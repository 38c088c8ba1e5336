//! `release_for_review`: an application whose fee is settled goes to staff
//! (S63). The message may come twice, or before its time.

use shared::actions::Failure;
use shared::audit::Occasion;
use shared::outbox::{Delivery, FeeSettled};
use shared::{Clock, Environment, InitError, QueueAction};

use crate::application::SettlementRefused;
use crate::store::ApplicationStore;

/// The action.
pub struct ReleaseForReview {
    store: ApplicationStore,
    clock: Clock,
}

/// There is no such application: the message is kept for a person to look at.
#[derive(Debug, thiserror::Error)]
#[error("a fee was settled for an application that does not exist")]
struct UnknownApplication;

impl QueueAction for ReleaseForReview {
    const NAME: &'static str = "release_for_review";
    type Message = Delivery<FeeSettled>;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ApplicationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Self::Message) -> Result<(), Failure> {
        let now = self.clock.now();
        let FeeSettled { applicant, application, settled_at } = delivery.message;
        let application =
            self.store.application(applicant, application).await?.ok_or(UnknownApplication)?;
        let settled = match application.settle_fee(now) {
            Ok(settled) => settled,
            Err(SettlementRefused::AlreadySettled) => return Ok(()),
            // Too early: it comes again, and waits for a person if it stays so.
            Err(refused @ SettlementRefused::NotSubmitted) => return Err(refused.into()),
        };
        let occasion = Occasion::of_message(delivery.id, now);
        // Refused when a rival changed it: the message comes again and sees what it did.
        Ok(self.store.release(&settled, settled_at, &occasion).await?)
    }
}
