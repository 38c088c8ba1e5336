//! `erase_file`: the file of a removed document leaves the bucket. The message
//! may come twice; erasing twice changes nothing.

use shared::actions::Failure;
use shared::document::document_key;
use shared::outbox::{self, Delivery};
use shared::{Environment, InitError, QueueAction};

use crate::files::Files;
use crate::store::Store;

/// The action.
pub struct EraseFile {
    store: Store,
    files: Files,
}

impl QueueAction for EraseFile {
    const NAME: &'static str = "erase_file";
    type Message = Delivery<outbox::EraseFile>;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::of(environment)?, files: Files::of(environment)? })
    }

    async fn handle(&self, delivery: Self::Message) -> Result<(), Failure> {
        let outbox::EraseFile { applicant, application, document } = delivery.message;
        let key = document_key(applicant, application, document);
        // Ids are never used twice: a document that is there was not removed.
        if self.store.document(&key).await?.is_some() {
            tracing::warn!(%document, "the document is there; its file stays");
            return Ok(());
        }
        self.files.erase(applicant, application, document).await?;
        tracing::info!(%document, "erased");
        Ok(())
    }
}
