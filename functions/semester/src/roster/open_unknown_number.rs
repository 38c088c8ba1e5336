//! `open_unknown_number`: somebody signed in at the university with a number that no
//! student on the roster has. The registrar looks at it once, however often it is
//! tried.

use shared_domain::ids::ReviewId;
use shared_domain::review::Task;
use shared_domain::student::unknown_number;
use shared_platform::actions::Failure;
use shared_platform::audit::Deed;
use shared_platform::outbox::Delivery;
use shared_platform::store::CommitError;
use shared_platform::{Clock, Environment, InitError, MessageAction};

use super::number_matter::{LOOKED_AT, NumberStore, UnknownNumber};

/// The action.
pub struct OpenUnknownNumber {
    store: NumberStore,
    clock: Clock,
}

impl MessageAction for OpenUnknownNumber {
    type Message = unknown_number::OpenUnknownNumber;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: NumberStore::of(environment).await?, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let unknown_number::OpenUnknownNumber { number } = delivery.message;
        let now = self.clock.now();
        let matter = UnknownNumber { number };
        let task = Task::open(ReviewId::new(), matter, Vec::new(), None, now);
        let deed = Deed::of_message::<Self>(delivery.id, now);
        match self.store.open(&task, &deed).await {
            // It is looked at already, or was not long ago.
            Err(CommitError::Refused(refused)) if refused.is_of(LOOKED_AT) => Ok(()),
            outcome => Ok(outcome?),
        }
    }
}
