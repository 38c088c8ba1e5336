//! `release_for_review`: an application whose fee is settled goes to staff
//! (S63). The message may come twice, or before its time. What was paid for an
//! application that nothing is due for any more is the applicant's credit, or
//! settles the application that has taken its place.

use shared_domain::payment::FeeSettled;
use shared_platform::actions::Failure;
use shared_platform::audit::Deed;
use shared_platform::outbox::Delivery;
use shared_platform::{Clock, Environment, InitError, MessageAction};

use super::store::Holdings;
use crate::application::{Application, FeeCredit, Settlement, SettlementRefused};
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

impl MessageAction for ReleaseForReview {
    type Message = FeeSettled;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ApplicationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let now = self.clock.now();
        let FeeSettled { applicant, application, amount, settled_at } = delivery.message;
        let application =
            self.store.application(applicant, application).await?.ok_or(UnknownApplication)?;
        let deed = Deed::of_message::<Self>(delivery.id, now);
        // Refused when a rival changed it: the message comes again and sees what it did.
        match application.settle_fee(amount, now) {
            Ok(Settlement::Released(settled)) => {
                Ok(self.store.release(&settled, settled_at, &deed).await?)
            }
            Ok(Settlement::Credited(paid, credit)) => self.credit(&paid, &credit, &deed).await,
            Err(SettlementRefused::AlreadySettled) => Ok(()),
            // Too early: it comes again, and waits for a person if it stays so.
            Err(refused @ SettlementRefused::NotSubmitted) => Err(refused.into()),
        }
    }
}

impl ReleaseForReview {
    /// Enters a payment that its application has no use for.
    async fn credit(
        &self,
        paid: &Application,
        credit: &FeeCredit,
        deed: &Deed,
    ) -> Result<(), Failure> {
        let applicant = paid.head.applicant;
        let Holdings { active, credit: before } =
            self.store.holdings(applicant, &paid.head.intake).await?;
        let other = match active.filter(|active| *active != paid.head.id) {
            Some(active) => self.store.application(applicant, active).await?,
            None => None,
        };
        let all = credit.clone().joined_with(before.as_ref());
        match other.and_then(|other| other.with_credit(&all, deed.now())) {
            Some(next) => {
                self.store.hand_on(paid, credit, &next, before.as_ref(), deed).await?;
            }
            None => self.store.book_credit(paid, credit, active, deed).await?,
        }
        Ok(())
    }
}
