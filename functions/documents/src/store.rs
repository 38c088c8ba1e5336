//! Every DynamoDB call of the documents area.

use serde::Deserialize;
use serde_json::{Value, json};
use shared_domain::application::{ApplicationHead, application_key};
use shared_domain::document::{
    Document, DocumentState, FORGOTTEN_SECONDS, SameFile, document_key, documents_of, file_key,
    file_prefix, files_partition, uploads_key,
};
use shared_domain::ids::{ApplicationId, DocumentId};
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::clock::seconds_after;
use shared_platform::ids::AccountId;
use shared_platform::outbox::Outbox;
use shared_platform::slug::Slug;
use shared_platform::store::{
    Change, CommitError, Condition, Item, Key, Label, Query, StoreError, Table, Transaction,
    get_two,
};
use shared_platform::{Environment, InitError, Problem};

use crate::announcement::Plan;
use crate::copying::Copy;
use crate::files::EraseFile;
use crate::inspection::Refusal;

const APPLICATION: Label<ApplicationHead> = Label::new("application");
const DOCUMENT: Label<Document> = Label::new("document");
const DOCUMENTS: Label<Document> = Label::of_series("documents");
const FILE: Label<SameFile> = Label::new("file");
const FILES: Label<SameFile> = Label::of_series("files");
const UPLOADS: Label<Uploads> = Label::new("uploads");

/// So many places of one file are told of.
const MOST_COPIES: i32 = 20;
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

    /// An application and a document of it, of this applicant.
    pub(crate) async fn application_and_document(
        &self,
        applicant: AccountId,
        application: ApplicationId,
        document: DocumentId,
    ) -> Result<(Option<ApplicationHead>, Option<Document>), StoreError> {
        get_two(
            (&self.applications, &application_key(applicant, application)),
            (&self.documents, &document_key(applicant, application, document)),
        )
        .await
    }

    /// Everything that a request for uploads rests on.
    pub(crate) async fn present(
        &self,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<Present, StoreError> {
        let key = application_key(applicant, application);
        let counter = uploads_key(applicant, application);
        let ((application, uploads), documents) = tokio::try_join!(
            get_two((&self.applications, &key), (&self.documents, &counter)),
            self.documents(applicant, application),
        )?;
        let requested = uploads.map_or(0, |uploads: Uploads| uploads.requested);
        Ok(Present { application, documents, requested })
    }

    /// Writes the documents that files may be uploaded for, if the application
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
        self.require_open(&mut transaction, first, slots)?;
        let seen = match present.requested {
            0 => Condition::Missing("requested"),
            requested => Condition::equals("requested", requested),
        };
        let counter = uploads_key(first.applicant, first.application);
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
    /// 404 when it is gone already, 409 `application_locked`.
    pub(crate) async fn remove(
        &self,
        audit: &AuditLog,
        outbox: &Outbox,
        deed: &Deed,
        document: &Document,
    ) -> Result<(), Problem> {
        let told = Told::changed(document.id, gist(document), json!(null));
        let mut transaction = audit.begin(deed, told)?;
        self.require_open(&mut transaction, document, [&document.slot])?;
        let &Document { applicant, application, id, .. } = document;
        if document.submitted_in.is_some() {
            let change = Change::new().set("state", DocumentState::SetAside);
            let clean = Condition::equals("state", DocumentState::Clean);
            transaction.update(DOCUMENT, &self.documents, document.key(), change, clean)?;
        } else {
            let never_submitted = Condition::item_exists().and(Condition::Missing("submittedIn"));
            transaction.delete(DOCUMENT, &self.documents, document.key(), never_submitted)?;
            let erase = EraseFile { applicant, application, document: id };
            outbox.send(&mut transaction, erase)?;
        }
        let maybe = Condition::item_exists().or(Condition::item_missing());
        transaction.delete(FILE, &self.documents, file_key(document), maybe)?;
        match transaction.commit().await {
            Err(CommitError::Refused(refused)) if refused.is_of(APPLICATION) => {
                Err(Problem::conflict("application_locked"))
            }
            Err(CommitError::Refused(_)) => Err(Problem::not_found()),
            outcome => Ok(outcome?),
        }
    }

    /// The documents of the applicant, in any application, that are the same file
    /// as this one in another slot. In the same slot of another application it is
    /// the page that belongs there.
    pub(crate) async fn copies(&self, document: &Document) -> Result<Vec<SameFile>, StoreError> {
        let query = Query::partition(files_partition(document.applicant))
            .prefix(file_prefix(&document.sha256))
            .limit(MOST_COPIES);
        let found: Vec<SameFile> = self.documents.list(query).await?.items;
        Ok(found.into_iter().filter(|copy| copy.slot != document.slot).collect())
    }

    /// Writes copies of documents of `from`, if none were copied before and the
    /// application can still be edited. They count as asked for.
    pub(crate) async fn put_copies(
        &self,
        audit: &AuditLog,
        deed: &Deed,
        from: ApplicationId,
        copies: &[Copy],
    ) -> Result<Copied, StoreError> {
        let Some(Copy { copy: first, .. }) = copies.first() else { return Ok(Copied::Now) };
        let ids: Vec<DocumentId> = copies.iter().map(|each| each.copy.id).collect();
        let told = Told::new(first.application, json!({ "from": from, "documents": ids }));
        let mut transaction = audit.begin(deed, told)?;
        let slots = copies.iter().map(|each| &each.copy.slot);
        self.require_open(&mut transaction, first, slots)?;
        let counter = uploads_key(first.applicant, first.application);
        let count = i64::try_from(copies.len()).unwrap_or(i64::MAX);
        let change = Change::new().add("requested", count).set("copiedFrom", from);
        let never = Condition::Missing("copiedFrom");
        transaction.update(UPLOADS, &self.documents, counter, change, never)?;
        for Copy { copy, .. } in copies {
            let item = Item::new(copy.key(), copy)?;
            transaction.create(DOCUMENTS, &self.documents, item)?;
            let file = Item::new(file_key(copy), &SameFile::from(copy))?;
            transaction.create(FILES, &self.documents, file)?;
        }
        match transaction.commit().await {
            Ok(()) => Ok(Copied::Now),
            Err(CommitError::Refused(refused)) if refused.is_of(UPLOADS) => Ok(Copied::Before),
            Err(CommitError::Refused(_)) => Ok(Copied::Not),
            Err(CommitError::Store(error)) => Err(error),
        }
    }

    /// Requires that the application of a document still takes documents for
    /// these slots (S58, S65).
    fn require_open<'a>(
        &self,
        transaction: &mut Transaction,
        document: &Document,
        slots: impl IntoIterator<Item = &'a Slug>,
    ) -> Result<(), StoreError> {
        transaction.check(
            APPLICATION,
            &self.applications,
            application_key(document.applicant, document.application),
            ApplicationHead::taking_documents_for(slots),
        )
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
        self.require_open(&mut transaction, document, [&document.slot])?;
        let file = Item::new(file_key(document), &SameFile::from(document))?;
        transaction.create(FILE, &self.documents, file)?;
        match transaction.commit().await {
            Ok(()) => Ok(Outcome::Recorded),
            Err(CommitError::Refused(refused)) if refused.is_of(DOCUMENT) => {
                Ok(refused.at(DOCUMENT)?.map_or(Outcome::Removed, |_| Outcome::AlreadyJudged))
            }
            Err(CommitError::Refused(_)) => Ok(Outcome::ApplicationLocked),
            Err(CommitError::Store(error)) => Err(error),
        }
    }

    /// Records why a document is refused, if it still waits for a verdict.
    pub(crate) async fn refuse(
        &self,
        audit: &AuditLog,
        deed: &Deed,
        document: &Document,
        refusal: Refusal,
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
    /// The application cannot be edited any more.
    Not,
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
    /// The application was submitted in the meantime; nothing is recorded.
    ApplicationLocked,
}

/// What a request for uploads rests on.
#[derive(Debug)]
pub(crate) struct Present {
    /// The application, if it is there and the applicant's.
    pub(crate) application: Option<ApplicationHead>,
    /// Its documents, oldest first.
    pub(crate) documents: Vec<Document>,
    /// How many uploads were ever asked for.
    pub(crate) requested: u32,
}

#[derive(Debug, Deserialize)]
struct Uploads {
    requested: u32,
}

#[cfg(test)]
mod tests {
    use shared_domain::application::ApplicationState;
    use shared_domain::samples;
    use shared_kit::World;

    use super::*;
    use crate::inspect_document::InspectDocument;

    fn document(applicant: AccountId, application: ApplicationId) -> Document {
        samples::document(applicant, application, "photo", DocumentState::Requested)
    }

    async fn put_application(world: &World, document: &Document, state: ApplicationState) {
        let head = samples::application(document.applicant, document.application);
        let head = samples::in_stage(head, samples::stage(state));
        let key = application_key(document.applicant, document.application);
        world.put("APPLICATIONS", Item::new(key, &head).unwrap()).await;
    }

    #[tokio::test]
    async fn an_application_submitted_since_it_was_read_does_not_change() {
        let world = World::new().await;
        let environment = world.environment();
        let store = Store::of(environment).unwrap();
        let audit = AuditLog::of(environment).unwrap();
        let outbox = Outbox::of(environment).unwrap();
        let deed = Deed::of_queue::<InspectDocument>("a test", world.clock().now());
        let document = document(AccountId::new(), ApplicationId::new());
        let (account, application) = (document.applicant, document.application);
        world.put("DOCUMENTS", Item::new(document.key(), &document).unwrap()).await;
        put_application(&world, &document, ApplicationState::Draft).await;
        let present = store.present(account, application).await.unwrap();
        assert_eq!(present.application.as_ref().unwrap().state(), ApplicationState::Draft);

        put_application(&world, &document, ApplicationState::FeeDue).await;
        let before = world.dump("DOCUMENTS").await;
        let plan = Plan {
            new: vec![Document { id: DocumentId::new(), ..document.clone() }],
            ..Plan::default()
        };
        let Err(CommitError::Refused(refused)) =
            store.request(&audit, &deed, &present, &plan).await
        else {
            panic!("the request went through")
        };
        assert!(refused.is_of(APPLICATION));
        let removed = store.remove(&audit, &outbox, &deed, &document).await;
        assert_eq!(removed.unwrap_err().code(), "application_locked");
        let accepted = store.accept(&audit, &deed, &document, &[]).await.unwrap();
        assert_eq!(accepted, Outcome::ApplicationLocked);
        assert_eq!(world.dump("DOCUMENTS").await, before);
    }

    #[tokio::test]
    async fn a_document_removed_during_its_inspection_does_not_come_back() {
        let world = World::new().await;
        let store = Store::of(world.environment()).unwrap();
        let audit = AuditLog::of(world.environment()).unwrap();
        let document = document(AccountId::new(), ApplicationId::new());
        put_application(&world, &document, ApplicationState::Draft).await;
        let deed = Deed::of_queue::<InspectDocument>("a test", world.clock().now());
        let outcome = store.accept(&audit, &deed, &document, &[]).await.unwrap();
        assert_eq!(outcome, Outcome::Removed);
        assert_eq!(world.dump("DOCUMENTS").await, "");
    }
}
