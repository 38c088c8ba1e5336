//! `apply_import`: writes what an import brings, one programme after the other.
//! Each is one transaction, which also counts it as done; so whatever dies, the
//! next delivery goes on where this one was.

use shared_domain::ids::ProgrammeId;
use shared_platform::actions::Failure;
use shared_platform::audit::Deed;
use shared_platform::outbox::Delivery;
use shared_platform::{Clock, Environment, InitError, MessageAction};

use super::changes::{self, Step};
use super::store::{ImportState, ImportStore};

/// Programmes looked at before they are written, in one call.
const AT_ONCE: usize = 50;

/// The action.
pub struct ApplyImport {
    store: ImportStore,
    clock: Clock,
}

/// There is no such import: the message is kept for a person to look at.
#[derive(Debug, thiserror::Error)]
#[error("an import is to be written that does not exist")]
struct UnknownImport;

impl MessageAction for ApplyImport {
    type Message = changes::ApplyImport;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ImportStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let import = self.store.import(delivery.message.import).await?.ok_or(UnknownImport)?;
        if import.state == ImportState::Done {
            return Ok(());
        }
        let now = self.clock.now();
        let deed = Deed::of_message::<Self>(delivery.id, now);
        let steps = self.store.steps(&import).await?;
        let left = steps.get(import.applied..).unwrap_or_default();
        let mut done = import.applied;
        for steps in left.chunks(AT_ONCE) {
            let rows: Vec<_> = steps.iter().map(row).collect();
            for (step, present) in steps.iter().zip(self.store.present(&rows).await?) {
                // Refused when a rival did it: the message comes again, and finds it done.
                self.store.apply(import.id, done, step, &present, &deed).await?;
                done += 1;
            }
        }
        Ok(self.store.finish(&import, now).await?)
    }
}

/// What has to be known of a programme to do a step.
fn row(step: &Step) -> (ProgrammeId, Option<&shared_platform::slug::Slug>) {
    match step {
        Step::Write(programme) => (programme.id(), Some(&programme.guide.version)),
        Step::Remove(code) => (ProgrammeId::named(code.as_str()), None),
    }
}
