//! What is asked for, taken back and copied, as it lies in the tables.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use shared_domain::document::{
    Closed, Document, DocumentState, FORGOTTEN_SECONDS, Folder, FolderId, SameFile,
};
use shared_domain::ids::DocumentId;
use shared_platform::Problem;
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::clock::seconds_after;
use shared_platform::outbox::Outbox;
use shared_platform::store::{Change, CommitError, Condition, Item, Label, StoreError};

use super::announcement::Plan;
use super::copying::Copy;
use crate::files::EraseFile;
use crate::store::{DOCUMENT, DOCUMENTS, FILE, FILES, FOLDER, Store};

const UPLOADS: Label<Uploads> = Label::new("uploads");

impl Store {
    /// Everything that a request for uploads rests on.
    pub(crate) async fn present(&self, folder: &FolderId) -> Result<Present, StoreError> {
        let counter = folder.uploads_key();
        let ((found, uploads), documents) =
            tokio::try_join!(self.folder_and(folder, &counter), self.documents(folder))?;
        let requested = uploads.map_or(0, |uploads: Uploads| uploads.requested);
        Ok(Present { folder: found, documents, requested })
    }

    /// Writes the documents that files may be uploaded for, if their folder
    /// still takes any (S58), no other request came between, and nothing of what
    /// is asked for again has arrived.
    ///
    /// # Errors
    /// Refused when one of these does not hold: read it all again.
    pub(crate) async fn request(
        &self,
        audit: &AuditLog,
        deed: &Deed,
        present: &Present,
        plan: &Plan,
    ) -> Result<(), CommitError> {
        let Some(first) = plan.documents().next() else { return Ok(()) };
        let ends = seconds_after(deed.now(), FORGOTTEN_SECONDS);
        let mut transaction = audit.begin(deed, asked_for(first))?;
        let slots = plan.documents().map(|document| &document.slot);
        self.require_open(&mut transaction, &first.folder, slots)?;
        let seen = match present.requested {
            0 => Condition::Missing("requested"),
            requested => Condition::equals("requested", requested),
        };
        let counter = first.folder.uploads_key();
        let more = i64::try_from(plan.new.len()).unwrap_or(i64::MAX);
        let count = Change::new().add("requested", more);
        transaction.update(UPLOADS, &self.documents, counter, count, seen)?;
        for document in &plan.new {
            let item = Item::new(document.key(), document)?.expiring(ends);
            transaction.create(DOCUMENTS, &self.documents, item)?;
        }
        for document in &plan.again {
            let change = Change::new()
                .set("requestedAt", document.requested_at)
                .set("issuedOn", document.issued_on)
                .set("ttl", ends.as_second());
            let waiting = Condition::equals("state", DocumentState::Requested);
            transaction.update(DOCUMENTS, &self.documents, document.key(), change, waiting)?;
        }
        for document in plan.documents().skip(1) {
            audit.also(&mut transaction, deed, asked_for(document))?;
        }
        transaction.commit().await
    }

    /// Removes a document as long as its slot is open (S58, S65). Its file
    /// follows, unless it was submitted: then the document is set aside.
    ///
    /// # Errors
    /// 404 when it is gone already, 409 when the slot is locked.
    pub(crate) async fn remove(
        &self,
        audit: &AuditLog,
        outbox: &Outbox,
        deed: &Deed,
        document: &Document,
    ) -> Result<(), Problem> {
        let told = Told::changed(document.id, gist(document), json!(null));
        let mut transaction = audit.begin(deed, told)?;
        self.require_open(&mut transaction, &document.folder, [&document.slot])?;
        if document.submitted_in.is_some() {
            let change = Change::new().set("state", DocumentState::SetAside);
            let clean = Condition::equals("state", DocumentState::Clean);
            transaction.update(DOCUMENT, &self.documents, document.key(), change, clean)?;
        } else {
            let never_submitted = Condition::item_exists().and(Condition::Missing("submittedIn"));
            transaction.delete(DOCUMENT, &self.documents, document.key(), never_submitted)?;
            let erase = EraseFile { folder: document.folder.clone(), document: document.id };
            outbox.send(&mut transaction, erase)?;
        }
        let maybe = Condition::item_exists().or(Condition::item_missing());
        transaction.delete(FILE, &self.documents, document.file_key(), maybe)?;
        match transaction.commit().await {
            Err(CommitError::Refused(refused)) if refused.is_of(FOLDER) => {
                Err(self.locked(&document.folder))
            }
            Err(CommitError::Refused(_)) => Err(Problem::not_found()),
            outcome => Ok(outcome?),
        }
    }

    /// Whether a folder takes documents now.
    ///
    /// # Errors
    /// 409 when it does not.
    pub(crate) fn check_open(&self, folder: &Folder, now: Timestamp) -> Result<(), Problem> {
        folder.check_open(now).map_err(|closed| match closed {
            Closed::Locked => self.locked(&folder.id),
            Closed::Overdue(code) => Problem::conflict(code),
        })
    }

    /// What is said of a folder, or a slot of it, that takes no documents.
    pub(crate) fn locked(&self, folder: &FolderId) -> Problem {
        match self.folders.place(folder) {
            Ok(place) => Problem::conflict(place.locked()),
            Err(error) => error.into(),
        }
    }

    /// Writes copies of documents of `from`, if none were copied before and the
    /// folder still takes them. They count as asked for.
    pub(crate) async fn put_copies(
        &self,
        audit: &AuditLog,
        deed: &Deed,
        from: &FolderId,
        copies: &[Copy],
    ) -> Result<Copied, StoreError> {
        let Some(Copy { copy: first, .. }) = copies.first() else { return Ok(Copied::Now) };
        let ids: Vec<DocumentId> = copies.iter().map(|each| each.copy.id).collect();
        let told =
            Told::new(first.folder.noun_id(), json!({ "from": from.noun_id(), "documents": ids }));
        let mut transaction = audit.begin(deed, told)?;
        let slots = copies.iter().map(|each| &each.copy.slot);
        self.require_open(&mut transaction, &first.folder, slots)?;
        let counter = first.folder.uploads_key();
        let count = i64::try_from(copies.len()).unwrap_or(i64::MAX);
        let change = Change::new().add("requested", count).set("copiedFrom", from.noun_id());
        let never = Condition::Missing("copiedFrom");
        transaction.update(UPLOADS, &self.documents, counter, change, never)?;
        for Copy { copy, .. } in copies {
            let item = Item::new(copy.key(), copy)?;
            transaction.create(DOCUMENTS, &self.documents, item)?;
            let file = Item::new(copy.file_key(), &SameFile::from(copy))?;
            transaction.create(FILES, &self.documents, file)?;
        }
        match transaction.commit().await {
            Ok(()) => Ok(Copied::Now),
            Err(CommitError::Refused(refused)) if refused.is_of(UPLOADS) => Ok(Copied::Before),
            Err(CommitError::Refused(_)) => Ok(Copied::Not),
            Err(CommitError::Store(error)) => Err(error),
        }
    }
}

/// What the log says of a document that was asked for.
fn asked_for(document: &Document) -> Told {
    Told::new(document.id, gist(document))
}

fn gist(document: &Document) -> Value {
    json!({ "state": document.state, "slot": document.slot, "sha256": document.sha256 })
}

/// What became of copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Copied {
    /// They are there.
    Now,
    /// They were written before; some may have been removed since.
    Before,
    /// The folder takes none any more.
    Not,
}

/// What a request for uploads rests on.
#[derive(Debug)]
pub(crate) struct Present {
    /// The folder, if it is there and its owner's.
    pub(crate) folder: Option<Folder>,
    /// Its documents, oldest first.
    pub(crate) documents: Vec<Document>,
    /// How many uploads were ever asked for.
    pub(crate) requested: u32,
}

#[derive(Debug, Deserialize)]
struct Uploads {
    requested: u32,
}
