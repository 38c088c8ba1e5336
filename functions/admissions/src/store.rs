//! The Applications table:
//!
//! | item | pk | sk |
//! |---|---|---|
//! | an application | `APPLICANT#<account>` | `APPLICATION#<id>` |
//! | the one active application of an intake | `APPLICANT#<account>` | `ACTIVE#<intake>` |
//! | the credit of fees of an intake | `APPLICANT#<account>` | `FEE#<intake>` |
//! | a frozen submission | `APPLICANT#<account>` | `SUBMISSION#<id>#<round>` |
//! | a request for revision | `APPLICANT#<account>` | `REVISION#<id>#<number>` |
//! | when the clock looks at one | `REVISIONS` | `<instant>#<id>` |
//! | a contact address that is to be confirmed | `CONTACTEMAIL#<hash>` | `CONTACTEMAIL` |
//!
//! Keys are made from the applicant who asks, so that nobody finds another's.

use serde::{Deserialize, Serialize};
use shared_domain::application::review::OpenReview;
use shared_domain::application::{ApplicationHead, applicant_partition, application_key};
use shared_domain::ids::ApplicationId;
use shared_domain::review::ReviewOccasion;
use shared_domain::staff::Colleague;
use shared_platform::audit::AuditLog;
use shared_platform::ids::AccountId;
use shared_platform::outbox::Outbox;
use shared_platform::slug::Slug;
use shared_platform::store::{Condition, Item, Key, Label, StoreError, Table, Transaction};
use shared_platform::{Environment, InitError};

use crate::application::Application;

/// An application in a transaction.
pub(crate) const APPLICATION: Label<Application> = Label::new("application");
/// What says which application of an intake is active, in a transaction.
pub(crate) const ACTIVE: Label<Active> = Label::new("active");

/// The Applications table, and what changes together with an application.
#[derive(Debug, Clone)]
pub(crate) struct ApplicationStore {
    pub(crate) applications: Table,
    pub(crate) accounts: Table,
    pub(crate) documents: Table,
    pub(crate) reviews: Table,
    pub(crate) programmes: Table,
    pub(crate) outbox: Outbox,
    pub(crate) audit: AuditLog,
}

/// Points at the one application that is active in an intake (S68, S69).
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Active {
    pub(crate) application: ApplicationId,
}

impl ApplicationStore {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            applications: environment.table("APPLICATIONS")?,
            accounts: environment.table("ACCOUNTS")?,
            documents: environment.table("DOCUMENTS")?,
            reviews: environment.table("REVIEWS")?,
            programmes: environment.table("PROGRAMMES")?,
            outbox: Outbox::of(environment)?,
            audit: AuditLog::of(environment)?,
        })
    }

    /// Opens the connection to the database.
    pub(crate) async fn warm(&self) {
        self.applications.warm().await;
    }

    /// The same for the one action that begins with the queue of reviews.
    pub(crate) async fn warm_reviews(&self) {
        self.reviews.warm().await;
    }

    pub(crate) async fn application(
        &self,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<Option<Application>, StoreError> {
        self.applications.get(&application_key(applicant, application)).await
    }

    /// Writes an application over the one version that came before it.
    pub(crate) fn replace(
        &self,
        transaction: &mut Transaction,
        changed: &Application,
    ) -> Result<(), StoreError> {
        self.replace_as(APPLICATION, transaction, changed)
    }

    /// The same under another label, where there is another application.
    pub(crate) fn replace_as(
        &self,
        label: Label<Application>,
        transaction: &mut Transaction,
        changed: &Application,
    ) -> Result<(), StoreError> {
        let head = &changed.head;
        let item = Item::new(application_key(head.applicant, head.id), changed)?;
        let unchanged = Condition::equals("version", head.version - 1);
        transaction.put(label, &self.applications, item, unchanged)
    }

    pub(crate) fn ask_for_review(
        &self,
        transaction: &mut Transaction,
        ready: &Application,
        returning: Returning,
    ) -> Result<(), StoreError> {
        let head = &ready.head;
        let Some(review) = head.review() else {
            return Err(StoreError::corrupt("an application without a task is not ready"));
        };
        let message = OpenReview {
            review,
            applicant: head.applicant,
            application: head.id,
            round: head.round,
            occasion: returning.occasion,
            kept_for: returning.kept_for,
        };
        self.outbox.send(transaction, message)
    }
}

/// Why an application comes before staff, and who had it before.
pub(crate) struct Returning {
    pub(crate) occasion: ReviewOccasion,
    pub(crate) kept_for: Option<Colleague>,
}

impl Returning {
    /// It comes for the first time.
    pub(crate) const fn first() -> Self {
        Self { occasion: ReviewOccasion::Submitted, kept_for: None }
    }

    /// What is submitted comes for the first time, or back to who asked for a revision.
    pub(crate) fn of(before: &ApplicationHead) -> Self {
        match before.revision() {
            Some(revision) => Self {
                occasion: ReviewOccasion::Resubmitted,
                kept_for: Some(revision.requested_by.clone()),
            },
            None => Self::first(),
        }
    }
}

pub(crate) fn active_key(applicant: AccountId, intake: &Slug) -> Key {
    Key::new(applicant_partition(applicant), format!("ACTIVE#{intake}"))
}
