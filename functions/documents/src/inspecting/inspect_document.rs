//! `inspect_document`: what S3 tells of an uploaded file becomes a verdict.
//!
//! The file is read out of quarantine, inspected, and written to `clean/` before
//! the document is called clean. An event may come twice, late, or for a file
//! that nobody asked for: then nothing happens.

use std::fmt::Debug;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use shared_domain::document::{
    Document, DocumentState, PHOTO_SLOT, SameFile, document_in_quarantine,
};
use shared_platform::actions::Failure;
use shared_platform::audit::{AuditLog, Deed};
use shared_platform::{Clock, Environment, InitError, QueueAction};

use super::inspection::{Clean, Purpose, Refusal, inspect};
use super::store::Outcome;
use crate::files::{Files, Found};
use crate::store::Store;

/// The action.
pub struct InspectDocument {
    store: Store,
    audit: AuditLog,
    files: Files,
    clock: Clock,
}

/// What S3 sends to the queue. Its test message has no records.
#[derive(Debug, Deserialize)]
pub struct Notification {
    #[serde(rename = "Records", default)]
    records: Vec<ObjectCreated>,
}

#[derive(Debug, Deserialize)]
struct ObjectCreated {
    s3: Place,
}

#[derive(Debug, Deserialize)]
struct Place {
    object: Object,
}

#[derive(Debug, Deserialize)]
struct Object {
    key: String,
}

impl QueueAction for InspectDocument {
    const NAME: &'static str = "inspect_document";
    type Message = Notification;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            store: Store::of(environment)?,
            audit: AuditLog::of(environment)?,
            files: Files::of(environment)?,
            clock: environment.clock(),
        })
    }

    async fn handle(&self, notification: Notification) -> Result<(), Failure> {
        for record in notification.records {
            self.inspect(&object_name(&record.s3.object.key)).await?;
        }
        Ok(())
    }
}

impl InspectDocument {
    async fn inspect(&self, object: &str) -> Result<(), Failure> {
        let key = document_in_quarantine(object);
        let document = match &key {
            Some(key) => self.store.document(key).await?,
            None => None,
        };
        let Some(document) = document else {
            tracing::warn!("a file that nobody asked for");
            return Ok(());
        };
        if document.state != DocumentState::Requested {
            tracing::info!(document = %document.id, "already judged");
            return Ok(());
        }
        match self.verdict(&document).await? {
            Verdict::Nothing => {
                tracing::info!(document = %document.id, "the file is gone");
                Ok(())
            }
            Verdict::Clean(clean) => self.accept(&document, clean).await,
            Verdict::Refused(refusal) => self.refuse(&document, refusal).await,
            Verdict::Late => self.refuse_late(&document).await,
        }
    }

    async fn verdict(&self, document: &Document) -> Result<Verdict, Failure> {
        let folder = self.store.folder(&document.folder).await?;
        if folder.is_none_or(|folder| !folder.takes(&document.slot)) {
            return Ok(Verdict::Late); // S58
        }
        let bytes = match self.files.read_quarantine(document).await? {
            Found::Nothing => return Ok(Verdict::Nothing),
            Found::OtherLength => return Ok(Verdict::Refused(Refusal::UploadAltered)),
            Found::File(bytes) => bytes,
        };
        if STANDARD.encode(digest(&SHA256, &bytes)) != document.sha256 {
            return Ok(Verdict::Refused(Refusal::UploadAltered));
        }
        let purpose = match document.slot.as_str() {
            PHOTO_SLOT => Purpose::IdPhoto,
            _ => Purpose::Paper,
        };
        Ok(match inspect(&bytes, document.content_type, purpose) {
            Ok(clean) => Verdict::Clean(clean),
            Err(refusal) => Verdict::Refused(refusal),
        })
    }

    async fn accept(&self, document: &Document, clean: Clean) -> Result<(), Failure> {
        let ((), copies) =
            tokio::try_join!(self.files.write_clean(document, clean), self.copies(document))?;
        match self.store.accept(&self.audit, &self.deed(document), document, &copies).await? {
            Outcome::Recorded => tracing::info!(document = %document.id, "clean"),
            Outcome::AlreadyJudged => tracing::info!(document = %document.id, "already judged"),
            Outcome::Removed => self.erase(document).await?,
            Outcome::Locked => {
                self.erase(document).await?;
                self.refuse_late(document).await?;
            }
        }
        Ok(())
    }

    async fn copies(&self, document: &Document) -> Result<Vec<SameFile>, Failure> {
        Ok(self.store.copies(document).await?)
    }

    /// What was written for nothing does not stay.
    async fn erase(&self, document: &Document) -> Result<(), Failure> {
        self.files.erase(&document.folder, document.id).await?;
        tracing::info!(document = %document.id, "removed or locked meanwhile, erased");
        Ok(())
    }

    /// Its folder says by which code.
    async fn refuse_late(&self, document: &Document) -> Result<(), Failure> {
        let locked = self.store.folders.place(&document.folder)?.locked();
        self.refuse(document, locked).await
    }

    async fn refuse(
        &self,
        document: &Document,
        refusal: impl Serialize + Copy + Debug,
    ) -> Result<(), Failure> {
        self.store.refuse(&self.audit, &self.deed(document), document, refusal).await?;
        tracing::info!(document = %document.id, ?refusal, "refused");
        Ok(())
    }

    fn deed(&self, document: &Document) -> Deed {
        Deed::of_queue::<Self>(document.quarantine_object(), self.clock.now())
    }
}

enum Verdict {
    Clean(Clean),
    Refused(Refusal),
    /// Its slot takes no documents any more.
    Late,
    /// There is no file to judge any more.
    Nothing,
}

/// The name of an object as it is: S3 writes it form-encoded into its events.
fn object_name(encoded: &str) -> String {
    let spaced = encoded.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}
