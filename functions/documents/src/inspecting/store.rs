//! Verdicts, as they lie in the tables.

use serde::Serialize;
use serde_json::{Value, json};
use shared_domain::document::{Document, DocumentState, SameFile, file_prefix, files_partition};
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::clock::seconds_after;
use shared_platform::store::{
    Change, CommitError, Condition, Item, Query, StoreError, Transaction,
};

use crate::store::{DOCUMENT, FILE, Store};

/// So many places of one file are told of.
const MOST_COPIES: i32 = 20;
/// The applicant can read for thirty days why a file was refused.
const REFUSAL_KEPT_SECONDS: i64 = 30 * 24 * 60 * 60;

impl Store {
    /// The documents of the same person, in any folder, that are the same file as
    /// this one in another slot. In the same slot of another folder it is the page
    /// that belongs there.
    pub(crate) async fn copies(&self, document: &Document) -> Result<Vec<SameFile>, StoreError> {
        let query = Query::partition(files_partition(document.folder.owner))
            .prefix(file_prefix(&document.sha256))
            .limit(MOST_COPIES);
        let found: Vec<SameFile> = self.documents.list(query).await?.items;
        Ok(found.into_iter().filter(|copy| copy.slot != document.slot).collect())
    }

    /// Records that a document is clean, if it still waits for a verdict and its
    /// slot is still open: what is locked does not change (S58, S65).
    pub(crate) async fn accept(
        &self,
        audit: &AuditLog,
        deed: &Deed,
        document: &Document,
        copies: &[SameFile],
    ) -> Result<Outcome, StoreError> {
        let change = Change::new()
            .set("state", DocumentState::Clean)
            .set("inspectedAt", deed.now())
            .set("copies", copies)
            .remove("ttl");
        let after = json!({ "state": "clean", "copies": copies.len() });
        let mut transaction = self.verdict(audit, deed, document, change, after)?;
        self.require_open(&mut transaction, &document.folder, [&document.slot])?;
        let file = Item::new(document.file_key(), &SameFile::from(document))?;
        transaction.create(FILE, &self.documents, file)?;
        match transaction.commit().await {
            Ok(()) => Ok(Outcome::Recorded),
            Err(CommitError::Refused(refused)) if refused.is_of(DOCUMENT) => {
                Ok(refused.at(DOCUMENT)?.map_or(Outcome::Removed, |_| Outcome::AlreadyJudged))
            }
            Err(CommitError::Refused(_)) => Ok(Outcome::Locked),
            Err(CommitError::Store(error)) => Err(error),
        }
    }

    /// Records why a document is refused, if it still waits for a verdict.
    pub(crate) async fn refuse(
        &self,
        audit: &AuditLog,
        deed: &Deed,
        document: &Document,
        refusal: impl Serialize + Copy,
    ) -> Result<Outcome, StoreError> {
        let change = Change::new()
            .set("state", DocumentState::Refused)
            .set("refusal", refusal)
            .set("inspectedAt", deed.now())
            .set("ttl", seconds_after(deed.now(), REFUSAL_KEPT_SECONDS).as_second());
        let after = json!({ "state": "refused", "refusal": refusal });
        let transaction = self.verdict(audit, deed, document, change, after)?;
        match transaction.commit().await {
            Ok(()) => Ok(Outcome::Recorded),
            Err(CommitError::Refused(_)) => Ok(Outcome::AlreadyJudged),
            Err(CommitError::Store(error)) => Err(error),
        }
    }

    fn verdict(
        &self,
        audit: &AuditLog,
        deed: &Deed,
        document: &Document,
        change: Change,
        after: Value,
    ) -> Result<Transaction, StoreError> {
        let told = Told::changed(document.id, json!({ "state": document.state }), after);
        let mut transaction = audit.begin(deed, told)?;
        let waiting = Condition::equals("state", DocumentState::Requested);
        transaction.update(DOCUMENT, &self.documents, document.key(), change, waiting)?;
        Ok(transaction)
    }
}

/// What became of a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It stands.
    Recorded,
    /// Another copy of the same event was faster.
    AlreadyJudged,
    /// The applicant removed the document in the meantime.
    Removed,
    /// Its slot takes no documents any more; nothing is recorded.
    Locked,
}
