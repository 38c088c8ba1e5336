//! What reviewers look at: tasks about applications, what was submitted, and what
//! there is beside it.

use serde_json::json;
use shared_domain::account::{Contact, EmailTrouble, mail_feedback_key};
use shared_domain::application::revision::{Revision, revisions_of};
use shared_domain::application::{
    ApplicationHead, ApplicationState, Submission, applicant_partition, application_key, folder_of,
    submission_key, submissions_prefix,
};
use shared_domain::document::{Document, documents_of};
use shared_domain::ids::{ApplicationId, ReviewId};
use shared_domain::review;
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::auth::account_key;
use shared_platform::ids::AccountId;
use shared_platform::store::{CommitError, Condition, Query, StoreError, Table, get_each};
use shared_platform::{Environment, InitError};

use super::matter::{ApplicationMatter, ApplicationTask};
use crate::store::APPLICATION;

/// The tables that reviewers look into.
#[derive(Debug, Clone)]
pub(super) struct ExaminationStore {
    reviews: Table,
    applications: Table,
    documents: Table,
    accounts: Table,
    notices: Table,
    audit: AuditLog,
}

impl ExaminationStore {
    pub(super) async fn of(environment: &Environment) -> Result<Self, InitError> {
        let reviews = environment.table("REVIEWS")?;
        // The first request finds the connection open.
        reviews.warm().await;
        Ok(Self {
            reviews,
            applications: environment.table("APPLICATIONS")?,
            documents: environment.table("DOCUMENTS")?,
            accounts: environment.table("ACCOUNTS")?,
            notices: environment.table("NOTICES")?,
            audit: AuditLog::of(environment)?,
        })
    }

    pub(super) async fn task(
        &self,
        review: ReviewId,
    ) -> Result<Option<ApplicationTask>, StoreError> {
        review::task_about(&self.reviews, review).await
    }

    pub(super) async fn application(
        &self,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<Option<ApplicationHead>, StoreError> {
        self.applications.get(&application_key(applicant, application)).await
    }

    pub(super) async fn submission(
        &self,
        applicant: AccountId,
        application: ApplicationId,
        round: u32,
    ) -> Result<Option<Submission>, StoreError> {
        self.applications.get(&submission_key(applicant, application, round)).await
    }

    /// All submissions of an application, the first one first: as many as there
    /// were requests for revision, and one.
    pub(super) async fn submissions(
        &self,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<Vec<Submission>, StoreError> {
        let query = Query::partition(applicant_partition(applicant))
            .prefix(submissions_prefix(application));
        Ok(self.applications.list(query).await?.items)
    }

    /// Two submissions of an application.
    pub(super) async fn two_submissions(
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
    pub(super) async fn revisions(
        &self,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<Vec<Revision>, StoreError> {
        revisions_of(&self.applications, applicant, application, None).await
    }

    pub(super) async fn documents(
        &self,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<Vec<Document>, StoreError> {
        documents_of(&self.documents, &folder_of(applicant, application)).await
    }

    /// The trouble with the address that an applicant has now, if there is any.
    pub(super) async fn email_trouble(
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
    /// Refused under [`review::TASK`] when it has been there before, and under
    /// [`APPLICATION`] when that has gone on.
    pub(super) async fn open(
        &self,
        deed: &Deed,
        task: &ApplicationTask,
    ) -> Result<(), CommitError> {
        let ApplicationMatter { applicant, application, .. } = *task.matter();
        let opened = json!({ "application": application, "findings": task.findings() });
        let mut transaction = self.audit.begin(deed, Told::new(task.id(), opened))?;
        review::create(&mut transaction, &self.reviews, task)?;
        transaction.check(
            APPLICATION,
            &self.applications,
            application_key(applicant, application),
            Condition::equals("state", ApplicationState::ReadyForReview)
                .and(Condition::equals("review", task.id())),
        )?;
        transaction.commit().await
    }

    /// Records that a colleague was shown a submission with its documents: an
    /// applicant can be told who looked at the passport page, and when.
    pub(super) async fn record_viewing(
        &self,
        deed: &Deed,
        task: &ApplicationTask,
        rounds: &[u32],
    ) -> Result<(), CommitError> {
        let viewed = json!({ "review": task.id(), "rounds": rounds });
        self.audit.begin(deed, Told::new(task.matter().application, viewed))?.commit().await
    }
}
