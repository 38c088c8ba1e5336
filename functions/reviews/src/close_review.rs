//! `close_review`: a task leaves the staff queue because its application was
//! withdrawn. The message may come twice, or before the task: then there will
//! be none, because a withdrawn application gets no task.

use shared::actions::Failure;
use shared::audit::Occasion;
use shared::outbox::{self, Delivery};
use shared::review_queue::REVIEW_LABEL;
use shared::store::CommitError;
use shared::{Clock, Environment, InitError, QueueAction};

use crate::store::Store;

/// The action.
pub struct CloseReview {
    store: Store,
    clock: Clock,
}

impl QueueAction for CloseReview {
    const NAME: &'static str = "close_review";
    type Message = Delivery<outbox::CloseReview>;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        store.warm().await;
        Ok(Self { store, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Self::Message) -> Result<(), Failure> {
        let outbox::CloseReview { review, withdrawn_at } = delivery.message;
        let occasion = Occasion::of_message(delivery.id, self.clock.now());
        match self.store.close_withdrawn(review, withdrawn_at, &occasion).await {
            // It is closed already, or was never there.
            Err(CommitError::Refused(refused)) if refused.by(REVIEW_LABEL) => Ok(()),
            outcome => Ok(outcome?),
        }
    }
}
