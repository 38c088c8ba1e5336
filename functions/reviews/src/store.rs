//! Every DynamoDB call of the reviews area. A task is `REVIEW#<id>` / `REVIEW`
//! in the Reviews table; while it waits it is in the index `Queue`.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;
use shared_domain::account::{Contact, EmailTrouble, mail_feedback_key};
use shared_domain::application::revision::{Revision, revisions_of};
use shared_domain::application::{
    ApplicationHead, ApplicationState, ChecklistSlot, Submission, applicant_partition,
    application_key, submission_key, submissions_prefix,
};
use shared_domain::document::{Document, documents_of};
use shared_domain::ids::{ApplicationId, ReviewId};
use shared_domain::review::{
    self, ClosingOutcome, REVIEW_LABEL, ReviewQueue, ReviewTask, Subject, review_key,
    task_of_applicant_key,
};
use shared_platform::audit::{AuditLog, Entry, Occasion};
use shared_platform::auth::Actor;
use shared_platform::auth::account_key;
use shared_platform::ids::AccountId;
use shared_platform::slug::Slug;
use shared_platform::store::{
    CommitError, Condition, Cursor, Item, Page, Query, StoreError, Table, Transaction, get_each,
};
use shared_platform::{Environment, InitError};

/// The tables of this area.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    reviews: Table,
    applications: Table,
    documents: Table,
    accounts: Table,
    notices: Table,
    audit: AuditLog,
}

/// What of an application may have changed since it was submitted, or was never
/// part of it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Present {
    pub(crate) checklist: Vec<ChecklistSlot>,
    pub(crate) funding_category: Option<Slug>,
}

impl Store {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            reviews: environment.table("REVIEWS")?,
            applications: environment.table("APPLICATIONS")?,
            documents: environment.table("DOCUMENTS")?,
            accounts: environment.table("ACCOUNTS")?,
            notices: environment.table("NOTICES")?,
            audit: AuditLog::of(environment)?,
        })
    }

    /// Opens the connection to the database.
    pub(crate) async fn warm(&self) {
        self.reviews.warm().await;
    }

    pub(crate) async fn task(&self, review: ReviewId) -> Result<Option<ReviewTask>, StoreError> {
        self.reviews.get(&review_key(review)).await
    }

    /// A page of the tasks that wait in a queue, the longest waiting first.
    pub(crate) async fn waiting(
        &self,
        queue: ReviewQueue,
        after: Option<Cursor>,
    ) -> Result<Page<ReviewTask>, StoreError> {
        let query = Query::index("Queue", "queue", "queuedAt", queue.partition());
        self.reviews.list(query.limit(25).after(after)).await
    }

    /// A page of the open tasks that a colleague was the last to take, the
    /// longest waiting first. The claim of one may be over.
    pub(crate) async fn taken_by(
        &self,
        colleague: AccountId,
        after: Option<Cursor>,
    ) -> Result<Page<ReviewTask>, StoreError> {
        let query = Query::index("Holder", "holder", "queuedAt", colleague.to_string());
        self.reviews.list(query.limit(25).after(after)).await
    }

    pub(crate) async fn application(
        &self,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<Option<ApplicationHead>, StoreError> {
        self.applications.get(&application_key(applicant, application)).await
    }

    /// The application as it is now, beside what was submitted of it.
    pub(crate) async fn present(
        &self,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<Option<Present>, StoreError> {
        self.applications.get(&application_key(applicant, application)).await
    }

    pub(crate) async fn submission(
        &self,
        applicant: AccountId,
        application: ApplicationId,
        round: u32,
    ) -> Result<Option<Submission>, StoreError> {
        self.applications.get(&submission_key(applicant, application, round)).await
    }

    /// All submissions of an application, the first one first: as many as there
    /// were requests for revision, and one.
    pub(crate) async fn submissions(
        &self,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<Vec<Submission>, StoreError> {
        let query = Query::partition(applicant_partition(applicant))
            .prefix(submissions_prefix(application));
        Ok(self.applications.list(query).await?.items)
    }

    /// Two submissions of an application.
    pub(crate) async fn two_submissions(
        &self,
        applicant: AccountId,
        application: ApplicationId,
        rounds: [u32; 2],
    ) -> Result<Option<[Submission; 2]>, StoreError> {
        let keys = rounds.map(|round| submission_key(applicant, application, round));
        let found: Vec<Option<Submission>> = get_each(&self.applications, &keys).await?;
        let found: Option<Vec<Submission>> = found.into_iter().collect();
        Ok(found.and_then(|found| found.try_into().ok()))
    }

    /// All requests for revision of an application, the latest first.
    pub(crate) async fn revisions(
        &self,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<Vec<Revision>, StoreError> {
        revisions_of(&self.applications, applicant, application, None).await
    }

    pub(crate) async fn documents(
        &self,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<Vec<Document>, StoreError> {
        documents_of(&self.documents, applicant, application).await
    }

    /// The trouble with the address that an applicant has now, if there is any.
    pub(crate) async fn email_trouble(
        &self,
        applicant: AccountId,
    ) -> Result<Option<EmailTrouble>, StoreError> {
        let contact: Option<Contact> = self.accounts.get(&account_key(applicant)).await?;
        match contact {
            Some(contact) => self.notices.get(&mail_feedback_key(&contact.email)).await,
            None => Ok(None),
        }
    }

    /// Puts a task into the queue, if its application still waits for this one:
    /// one that was withdrawn meanwhile gets none.
    ///
    /// # Errors
    /// Refused under [`REVIEW_LABEL`] when it has been there before, and under
    /// `application` when that has gone on.
    pub(crate) async fn create(
        &self,
        task: &ReviewTask,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        transaction.create(REVIEW_LABEL, &self.reviews, task.item()?)?;
        transaction.check(
            "application",
            &self.applications,
            application_key(task.subject.applicant, task.subject.application),
            Condition::equals("state", ApplicationState::ReadyForReview)
                .and(Condition::equals("review", task.id)),
        )?;
        // An export or a deletion starts from the applicant.
        let pointer = task_of_applicant_key(task.subject.applicant, task.id);
        let pointed = json!({ "application": task.subject.application });
        transaction.create("pointer", &self.reviews, Item::new(pointer, &pointed)?)?;
        let entry = Entry {
            actor: Actor::Service("open_review"),
            action: "open_review",
            subject: task.id.to_string(),
            before: json!(null),
            after: json!({ "application": task.subject.application, "findings": task.findings }),
        };
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }

    /// Writes the claim of a changed task, if it is still as it was read.
    ///
    /// # Errors
    /// Refused under [`REVIEW_LABEL`] when it changed meanwhile.
    pub(crate) async fn save_claim(
        &self,
        action: &'static str,
        actor: Actor,
        before: &ReviewTask,
        after: &ReviewTask,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        review::replace(&mut transaction, &self.reviews, after)?;
        let entry = Entry {
            actor,
            action,
            subject: before.id.to_string(),
            before: json!({ "claim": before.claim }),
            after: json!({ "claim": after.claim }),
        };
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }

    /// Takes the task of an application that was withdrawn out of the queue.
    ///
    /// # Errors
    /// Refused under [`REVIEW_LABEL`] when it is closed, or was never there.
    pub(crate) async fn close_withdrawn(
        &self,
        review: ReviewId,
        withdrawn_at: Timestamp,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        review::close_withdrawn(&mut transaction, &self.reviews, review, withdrawn_at)?;
        let entry = Entry {
            actor: Actor::Service("close_review"),
            action: "close_review",
            subject: review.to_string(),
            before: json!(null),
            after: json!({ "outcome": ClosingOutcome::Withdrawn }),
        };
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }

    /// Records that a colleague was shown a submission with its documents: an
    /// applicant can be told who looked at the passport page, and when.
    pub(crate) async fn record_viewing(
        &self,
        action: &'static str,
        viewer: Actor,
        review: ReviewId,
        subject: &Subject,
        rounds: &[u32],
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        let entry = Entry {
            actor: viewer,
            action,
            subject: subject.application.to_string(),
            before: json!(null),
            after: json!({ "review": review, "rounds": rounds }),
        };
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }
}
