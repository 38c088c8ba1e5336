//! `close_review`: a task leaves the staff queue because its application was
//! withdrawn. The message may come twice, or before the task: then there will
//! be none, because a withdrawn application gets no task.

use shared_domain::review::{self, REVIEW_LABEL};
use shared_platform::actions::Failure;
use shared_platform::audit::Occasion;
use shared_platform::outbox::Delivery;
use shared_platform::store::CommitError;
use shared_platform::{Clock, Environment, InitError, MessageAction};

use crate::store::Store;

/// The action.
pub struct CloseReview {
    store: Store,
    clock: Clock,
}

impl MessageAction for CloseReview {
    type Message = review::CloseReview;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        store.warm().await;
        Ok(Self { store, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let review::CloseReview { review, withdrawn_at } = delivery.message;
        let occasion = Occasion::of_message(delivery.id, self.clock.now());
        match self.store.close_withdrawn(review, withdrawn_at, &occasion).await {
            // It is closed already, or was never there.
            Err(CommitError::Refused(refused)) if refused.by(REVIEW_LABEL) => Ok(()),
            outcome => Ok(outcome?),
        }
    }
}
