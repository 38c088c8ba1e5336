//! Every DynamoDB call of the documents area.

use jiff::Timestamp;
use serde_json::json;
use shared::application::{ApplicationHead, ApplicationState, application_key};
use shared::audit::{AuditLog, Entry, Occasion};
use shared::auth::{Actor, Applicant};
use shared::clock::seconds_after;
use shared::document::{Document, DocumentState, MOST_UPLOADS, documents_of};
use shared::ids::{AccountId, ApplicationId};
use shared::store::{
    Change, CommitError, Condition, IdempotentRequest, Item, Key, StoreError, Table, Transaction,
};
use shared::{Environment, InitError, Problem};

use crate::inspection::Refusal;

/// An upload that never came is forgotten after two days, as the file in quarantine is.
const REQUEST_KEPT_SECONDS: i64 = 2 * 24 * 60 * 60;
/// The applicant can read for thirty days why a file was refused.
const REFUSAL_KEPT_SECONDS: i64 = 30 * 24 * 60 * 60;

/// The tables of this area.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    documents: Table,
    applications: Table,
}

impl Store {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            documents: environment.table("DOCUMENTS")?,
            applications: environment.table("APPLICATIONS")?,
        })
    }

    /// Opens the connection to the database.
    pub(crate) async fn warm(&self) {
        self.applications.warm().await;
    }

    /// An application of this applicant.
    pub(crate) async fn application(
        &self,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<Option<ApplicationHead>, StoreError> {
        self.applications.get(&application_key(applicant, application)).await
    }

    /// A document by the key of its item.
    pub(crate) async fn document(&self, key: &Key) -> Result<Option<Document>, StoreError> {
        self.documents.get(key).await
    }

    /// All documents of an application, oldest first.
    pub(crate) async fn documents(
        &self,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<Vec<Document>, StoreError> {
        documents_of(&self.documents, applicant, application).await
    }

    /// Creates a document that a file may be uploaded for, once per idempotency
    /// key: the same request gets the same document again.
    ///
    /// # Errors
    /// 409 `too_many_uploads` when the application has had its share.
    pub(crate) async fn create(
        &self,
        audit: &AuditLog,
        applicant: Applicant,
        document: Document,
        request: &IdempotentRequest,
        occasion: &Occasion,
    ) -> Result<Document, Problem> {
        let now = occasion.now;
        let mut transaction = Transaction::new();
        let item = Item::new(document.key(), &document)?
            .expiring(seconds_after(now, REQUEST_KEPT_SECONDS));
        transaction.create("document", &self.documents, item)?;
        transaction.update(
            "share",
            &self.documents,
            Key::new(document.key().pk, "UPLOADS"),
            Change::new().add("requested", 1),
            Condition::Missing("requested").or(Condition::less_than("requested", MOST_UPLOADS)),
        )?;
        request.remember(&mut transaction, &self.documents, &document, now)?;
        let entry = Entry {
            actor: Actor::from(applicant),
            action: "request_upload",
            subject: document.id.to_string(),
            before: json!(null),
            after: json!({ "state": document.state, "slot": document.slot, "sha256": document.sha256 }),
        };
        audit.record(&mut transaction, occasion, &entry)?;
        match transaction.commit().await {
            Ok(()) => Ok(document),
            Err(CommitError::Refused(refused)) => match request.reply_given_before(&refused)? {
                Some(document) => Ok(document),
                None if refused.by("share") => Err(Problem::conflict("too_many_uploads")),
                None => Err(CommitError::Refused(refused).into()),
            },
            Err(error) => Err(error.into()),
        }
    }

    /// Records that a document is clean, if it still waits for a verdict and its
    /// application can still be edited: after submission nothing changes (S58).
    pub(crate) async fn accept(
        &self,
        audit: &AuditLog,
        document: &Document,
        now: Timestamp,
    ) -> Result<Outcome, StoreError> {
        let mut transaction = Transaction::new();
        let change =
            Change::new().set("state", DocumentState::Clean).set("inspectedAt", now).remove("ttl");
        self.verdict(&mut transaction, audit, document, change, json!({ "state": "clean" }), now)?;
        transaction.check(
            "application",
            &self.applications,
            application_key(document.applicant, document.application),
            Condition::equals("state", ApplicationState::Draft),
        )?;
        match transaction.commit().await {
            Ok(()) => Ok(Outcome::Recorded),
            Err(CommitError::Refused(refused)) if refused.by("document") => {
                Ok(Outcome::AlreadyJudged)
            }
            Err(CommitError::Refused(_)) => Ok(Outcome::ApplicationLocked),
            Err(CommitError::Store(error)) => Err(error),
        }
    }

    /// Records why a document is refused, if it still waits for a verdict.
    pub(crate) async fn refuse(
        &self,
        audit: &AuditLog,
        document: &Document,
        refusal: Refusal,
        now: Timestamp,
    ) -> Result<Outcome, StoreError> {
        let mut transaction = Transaction::new();
        let change = Change::new()
            .set("state", DocumentState::Refused)
            .set("refusal", refusal)
            .set("inspectedAt", now)
            .set("ttl", seconds_after(now, REFUSAL_KEPT_SECONDS).as_second());
        let after = json!({ "state": "refused", "refusal": refusal });
        self.verdict(&mut transaction, audit, document, change, after, now)?;
        match transaction.commit().await {
            Ok(()) => Ok(Outcome::Recorded),
            Err(CommitError::Refused(_)) => Ok(Outcome::AlreadyJudged),
            Err(CommitError::Store(error)) => Err(error),
        }
    }

    fn verdict(
        &self,
        transaction: &mut Transaction,
        audit: &AuditLog,
        document: &Document,
        change: Change,
        after: serde_json::Value,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let waiting = Condition::equals("state", DocumentState::Requested);
        transaction.update("document", &self.documents, document.key(), change, waiting)?;
        let occasion = Occasion { now, cause: document.quarantine_object(), address: None };
        let entry = Entry {
            actor: Actor::Service("inspect_document"),
            action: "inspect_document",
            subject: document.id.to_string(),
            before: json!({ "state": document.state }),
            after,
        };
        audit.record(transaction, &occasion, &entry)
    }
}

/// What became of a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It stands.
    Recorded,
    /// Another copy of the same event was faster.
    AlreadyJudged,
    /// The application was submitted in the meantime; nothing is recorded.
    ApplicationLocked,
}
