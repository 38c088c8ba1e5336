//! `apply_roster`: writes what an import of the roster brings, one student after
//! the other. Each is one transaction, which also counts the student as done; so
//! whatever dies, the next delivery goes on where this one was.

use shared_platform::actions::Failure;
use shared_platform::audit::Deed;
use shared_platform::outbox::Delivery;
use shared_platform::{Clock, Environment, InitError, MessageAction};

use super::messages;
use super::store::{RosterImportState, RosterStore};

/// Students looked at before they are written.
const AT_ONCE: usize = 50;

/// The action.
pub struct ApplyRoster {
    store: RosterStore,
    clock: Clock,
}

/// There is no such import: the message is kept for a person to look at.
#[derive(Debug, thiserror::Error)]
#[error("an import is to be written that does not exist")]
struct UnknownImport;

impl MessageAction for ApplyRoster {
    type Message = messages::ApplyRoster;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RosterStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let import = self.store.import(delivery.message.import).await?.ok_or(UnknownImport)?;
        if import.state == RosterImportState::Done {
            return Ok(());
        }
        let now = self.clock.now();
        let deed = Deed::of_message::<Self>(delivery.id, now);
        let steps = self.store.steps(&import).await?;
        let mut done = import.applied;
        for steps in steps.get(import.applied..).unwrap_or_default().chunks(AT_ONCE) {
            for found in self.store.found(steps).await? {
                // Refused when a rival did it, or the record changed just now: the
                // message comes again, and looks again.
                self.store.apply(import.id, done, found, &deed).await?;
                done += 1;
            }
        }
        Ok(self.store.finish(&import, now).await?)
    }
}
