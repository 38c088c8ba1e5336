//! `copy_documents`: a folder that begins with the contents of another
//! one gets its documents too. They were inspected; their files are copied.
//! The message may come twice: what was copied once is not copied again, so
//! that a document removed since does not come back.

use shared_domain::document;
use shared_platform::actions::Failure;
use shared_platform::audit::{AuditLog, Deed};
use shared_platform::outbox::Delivery;
use shared_platform::{Clock, Environment, InitError, MessageAction};

use super::copying::{Copy, copies};
use super::store::Copied;
use crate::files::Files;
use crate::store::Store;

/// The action.
pub struct CopyDocuments {
    store: Store,
    audit: AuditLog,
    files: Files,
    clock: Clock,
}

impl MessageAction for CopyDocuments {
    type Message = document::CopyDocuments;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            store: Store::of(environment)?,
            audit: AuditLog::of(environment)?,
            files: Files::of(environment)?,
            clock: environment.clock(),
        })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let document::CopyDocuments { from, to } = delivery.message;
        let now = self.clock.now();
        let (folder, documents) =
            tokio::try_join!(self.store.folder(&to), self.store.documents(&from))?;
        let Some(folder) = folder else {
            tracing::info!(folder = %to, "erased with its account");
            return Ok(());
        };
        let copies = copies(&documents, &folder, now);
        if copies.is_empty() {
            return Ok(());
        }
        if folder.check_open(now).is_ok() {
            for Copy { original, copy } in &copies {
                self.files.copy_clean(original, copy).await?;
            }
        }
        let deed = Deed::of_message::<Self>(delivery.id, now);
        match self.store.put_copies(&self.audit, &deed, &from, &copies).await? {
            Copied::Now => tracing::info!(folder = %to, copies = copies.len(), "copied"),
            Copied::Before => tracing::info!(folder = %to, "copied before"),
            Copied::Not => {
                // It was submitted meanwhile: what was copied for nothing does not stay.
                for Copy { copy, .. } in &copies {
                    self.files.erase(&copy.folder, copy.id).await?;
                }
            }
        }
        Ok(())
    }
}
