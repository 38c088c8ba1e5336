//! What applying reads and writes.

mod catalogue;
mod categories;
mod contacts;
mod fees;
mod withdrawals;

use jiff::Timestamp;
use serde_json::json;
use shared_domain::application::news::{ApplicationSubmitted, FeeSettled, RevisionAnswered};
use shared_domain::application::revision::RevisionState;
use shared_domain::application::{
    ApplicationHead, Fee, Submission, applicant_partition, application_key, folder_of,
    submission_key,
};
use shared_domain::document::{Document, DocumentState, FolderKind as _, documents_of};
use shared_domain::ids::ApplicationId;
use shared_domain::notices;
use shared_platform::Problem;
use shared_platform::audit::{Deed, Told};
use shared_platform::ids::AccountId;
use shared_platform::store::{
    Change, CommitError, Condition, Cursor, IdempotentRequest, Item, Label, Page, Query,
    StoreError, Transaction,
};

pub(super) use self::catalogue::CatalogueStore;
use self::catalogue::GUIDE;
pub(super) use self::categories::CategoryChange;
pub(super) use self::contacts::{CODE, ContactConfirmation};
pub(super) use self::fees::Holdings;
use crate::application::{Application, Beginning};
use crate::store::{ACTIVE, APPLICATION, ApplicationStore, Returning};
use shared_domain::form::application::{Section, SectionFields};

/// An application that begins: one that it takes the place of may be in the same
/// transaction.
const STARTED: Label<Application> = Label::new("started");
const DOCUMENT: Label<Document> = Label::of_series("document");
const SUBMISSION: Label<Submission> = Label::new("submission");

impl ApplicationStore {
    /// The applications of an applicant, the latest first.
    pub(crate) async fn applications(
        &self,
        applicant: AccountId,
        after: Option<Cursor>,
    ) -> Result<Page<Application>, StoreError> {
        let query = Query::partition(applicant_partition(applicant))
            .prefix("APPLICATION#")
            .newest_first()
            .limit(20)
            .after(after);
        self.applications.list(query).await
    }

    /// All documents of an application, whatever their state.
    pub(crate) async fn documents(
        &self,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<Vec<Document>, StoreError> {
        documents_of(&self.documents, &folder_of(applicant, application)).await
    }

    /// Creates an application in the place of the one it takes over, unless the
    /// applicant has another one in its intake. The same request gets the same
    /// reply again.
    ///
    /// # Errors
    /// 409 `active_application_exists`, `guide_changed`, `version_conflict`.
    pub(crate) async fn start(
        &self,
        catalogue: &CatalogueStore,
        beginning: &Beginning,
        request: &IdempotentRequest,
        deed: &Deed,
    ) -> Result<Application, Problem> {
        let application = &beginning.application;
        let head = &application.head;
        let after = json!({
            "state": head.state(),
            "programme": head.programme.id,
            "fundingCategory": head.funding_category,
            "intake": head.intake,
            "guideVersion": application.guide_version,
            "carriedFee": application.carried_fee,
        });
        let mut transaction = self.audit.begin(deed, Told::new(head.id, after))?;
        let item = Item::new(application_key(head.applicant, head.id), application)?;
        transaction.create(STARTED, &self.applications, item)?;
        self.put_beginning(&mut transaction, deed, beginning)?;
        catalogue.check_guide(&mut transaction, head.programme.id, &application.guide_version)?;
        request.remember(&mut transaction, &self.applications, application, deed.now())?;
        match transaction.commit().await {
            Ok(()) => Ok(application.clone()),
            Err(CommitError::Refused(refused)) => match request.reply_given_before(&refused)? {
                Some(reply) => Ok(reply),
                None if refused.is_of(ACTIVE) => {
                    Err(Problem::conflict("active_application_exists"))
                }
                None if refused.is_of(GUIDE) => Err(Problem::conflict("guide_changed")),
                None if refused.is_of(APPLICATION) => Err(Problem::conflict("version_conflict")),
                None => Err(CommitError::Refused(refused).into()),
            },
            Err(error) => Err(error.into()),
        }
    }

    /// Writes a saved section in place of the application that was read.
    ///
    /// # Errors
    /// Refused under [`APPLICATION`] when it changed meanwhile.
    pub(crate) async fn save(
        &self,
        saved: &Application,
        section: Section,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        // The audit log is kept longer than the application: what is personal stays out of it.
        let told = Told::changed(
            saved.head.id,
            json!({ "version": saved.head.version - 1 }),
            json!({
                "version": saved.head.version,
                "section": section,
                "fields": saved.edits.made_in(saved.head.version),
                "consents": SectionFields::of(section, &saved.sections).consents(),
            }),
        );
        let mut transaction = self.audit.begin(deed, told)?;
        self.replace(&mut transaction, saved)?;
        transaction.commit().await
    }

    /// Writes the submitted application with its frozen submission, if it and
    /// the documents are still as they were read (S58, S59). `before` is the
    /// application that was read: a revision of it is answered.
    ///
    /// # Errors
    /// Refused when it or a document changed meanwhile: under [`APPLICATION`] when it did.
    pub(crate) async fn submit(
        &self,
        before: &ApplicationHead,
        submitted: &Application,
        submission: &Submission,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let head = &submitted.head;
        let told = Told::changed(
            head.id,
            json!({ "state": before.state() }),
            json!({
                "state": head.state(),
                "round": submission.round,
                "documents": submission.documents.iter().map(|document| document.id).collect::<Vec<_>>(),
            }),
        );
        let mut transaction = self.audit.begin(deed, told)?;
        self.replace(&mut transaction, submitted)?;
        let folder = before.folder();
        for document in &submission.documents {
            // What stands in a locked slot was submitted before, and is again.
            let as_read = match folder.takes(&document.slot) {
                true => Condition::equals("state", DocumentState::Clean),
                false => Condition::Exists("submittedIn"),
            };
            transaction.update(
                DOCUMENT,
                &self.documents,
                folder.id.document_key(document.id),
                Change::new().set("state", DocumentState::Clean).set("submittedIn", head.round),
                as_read,
            )?;
        }
        let key = submission_key(head.applicant, head.id, submission.round);
        transaction.create(SUBMISSION, &self.applications, Item::new(key, submission)?)?;
        if let Some(open) = before.revision() {
            self.end_revision(&mut transaction, head, open, RevisionState::Answered, deed.now())?;
        }
        self.tell_of_submission(&mut transaction, before, head)?;
        if head.review().is_some() {
            self.ask_for_review(&mut transaction, submitted, Returning::of(before))?;
        }
        transaction.commit().await
    }

    /// Writes the application whose fee is settled, and puts it before staff (S63).
    ///
    /// # Errors
    /// Refused under [`APPLICATION`] when it changed meanwhile.
    pub(crate) async fn release(
        &self,
        settled: &Application,
        settled_at: Timestamp,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let head = &settled.head;
        let before = json!({ "state": "fee_due", "feeState": "due" });
        let after = json!({
            "state": head.state(),
            "feeState": head.fee().state(),
            "settledAt": settled_at,
        });
        let mut transaction = self.audit.begin(deed, Told::changed(head.id, before, after))?;
        self.replace(&mut transaction, settled)?;
        self.ask_for_review(&mut transaction, settled, Returning::first())?;
        let news = FeeSettled { application: head.id, programme: head.programme.name.clone() };
        notices::tell(&self.outbox, &mut transaction, head.applicant, &news)?;
        transaction.commit().await
    }

    /// Tells the applicant what was submitted: the application, or its revision.
    fn tell_of_submission(
        &self,
        transaction: &mut Transaction,
        before: &ApplicationHead,
        head: &ApplicationHead,
    ) -> Result<(), StoreError> {
        let (application, programme) = (head.id, head.programme.name.clone());
        if before.revision().is_some() {
            let news = RevisionAnswered { application, programme };
            return notices::tell(&self.outbox, transaction, head.applicant, &news);
        }
        let fee = match head.fee() {
            Fee::Due { fee } => Some(fee),
            _ => None,
        };
        let news = ApplicationSubmitted { application, programme, fee };
        notices::tell(&self.outbox, transaction, head.applicant, &news)
    }
}

#[cfg(test)]
mod tests {
    use shared_kit::World;
    use shared_platform::http::IdempotencyKey;

    use super::*;
    use crate::application::tests::{complete_application, now};
    use crate::revising::remind_revisions::RemindRevisions;

    fn deed() -> Deed {
        Deed::of_task::<RemindRevisions>(now())
    }

    async fn state_of(world: &World, application: &Application) -> Option<ApplicationHead> {
        let head = &application.head;
        world.get("APPLICATIONS", &application_key(head.applicant, head.id)).await
    }

    #[tokio::test]
    async fn a_document_that_changed_since_it_was_read_keeps_the_submission_back() {
        let world = World::new().await;
        let store = ApplicationStore::of(world.environment()).unwrap();
        let (application, documents) = complete_application(None);
        let key = application_key(application.head.applicant, application.head.id);
        world.put("APPLICATIONS", Item::new(key, &application).unwrap()).await;
        let [passport_page, photo] = documents.as_slice() else { panic!("{documents:?}") };
        world.put("DOCUMENTS", Item::new(passport_page.key(), passport_page).unwrap()).await;
        let refused = Document { state: DocumentState::Refused, ..photo.clone() };
        world.put("DOCUMENTS", Item::new(refused.key(), &refused).unwrap()).await;

        let (submitted, submission) = application.submit(&documents, 6, now()).unwrap();
        let outcome = store.submit(&application.head, &submitted, &submission, &deed()).await;
        assert!(matches!(outcome, Err(CommitError::Refused(refused)) if refused.is_of(DOCUMENT)));
        assert_eq!(state_of(&world, &application).await, Some(application.head));
        assert_eq!(world.outbox().await, []);
    }

    #[tokio::test]
    async fn a_guide_that_changed_since_it_was_read_keeps_the_application_back() {
        let world = World::new().await;
        let store = ApplicationStore::of(world.environment()).unwrap();
        // The catalogue has no such guide any more.
        let catalogue = CatalogueStore::of(world.environment()).unwrap();
        let (application, _) = complete_application(None);
        let beginning = Beginning::of(application.clone(), None, None, None, now()).unwrap();
        let key = IdempotencyKey::parse("start-once").unwrap();
        let applicant = application.head.applicant;
        let once = IdempotentRequest::new(applicant, "start_application", &key, &()).unwrap();
        let problem = store.start(&catalogue, &beginning, &once, &deed()).await;
        assert_eq!(problem.unwrap_err().code(), "guide_changed");
        assert_eq!(state_of(&world, &application).await, None);
    }
}
