//! `close_review`: a task leaves the staff queue because its matter was withdrawn.
//! The message may come twice, or before the task: then there will be none,
//! because what is withdrawn gets no task.

use shared_domain::review::{self, TASK};
use shared_platform::actions::Failure;
use shared_platform::audit::Deed;
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
        Ok(Self { store: Store::of(environment).await?, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let review::CloseReview { review, withdrawn_at } = delivery.message;
        let deed = Deed::of_message::<Self>(delivery.id, self.clock.now());
        match self.store.close_withdrawn(&deed, review, withdrawn_at).await {
            // It is closed already, or was never there.
            Err(CommitError::Refused(refused)) if refused.is_of(TASK) => Ok(()),
            outcome => Ok(outcome?),
        }
    }
}
