//! `erase_file`: the file of a removed document leaves the bucket. The message
//! may come twice; erasing twice changes nothing.

use shared_platform::actions::Failure;
use shared_platform::outbox::Delivery;
use shared_platform::{Environment, InitError, MessageAction};

use crate::files::{self, Files};
use crate::store::Store;

/// The action.
pub struct EraseFile {
    store: Store,
    files: Files,
}

impl MessageAction for EraseFile {
    type Message = files::EraseFile;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::of(environment)?, files: Files::of(environment)? })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let files::EraseFile { folder, document } = delivery.message;
        let key = folder.document_key(document);
        // Ids are never used twice: a document that is there was not removed.
        if self.store.document(&key).await?.is_some() {
            tracing::warn!(%document, "the document is there; its file stays");
            return Ok(());
        }
        self.files.erase(&folder, document).await?;
        tracing::info!(%document, "erased");
        Ok(())
    }
}
