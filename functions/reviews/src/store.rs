//! Every DynamoDB call of the reviews area. How a task lies in the Reviews table
//! is told in [`shared_domain::review`].

use jiff::Timestamp;
use serde_json::json;
use shared_domain::ids::ReviewId;
use shared_domain::review::{self, Moved, ReviewQueue, Task, Unread, review_key};
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::ids::AccountId;
use shared_platform::store::{CommitError, Cursor, Page, Query, StoreError, Table};
use shared_platform::{Environment, InitError};

/// The tables of this area.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    reviews: Table,
    audit: AuditLog,
}

impl Store {
    pub(crate) async fn of(environment: &Environment) -> Result<Self, InitError> {
        let reviews = environment.table("REVIEWS")?;
        // The first request finds the connection open.
        reviews.warm().await;
        Ok(Self { reviews, audit: AuditLog::of(environment)? })
    }

    pub(crate) async fn task(&self, review: ReviewId) -> Result<Option<Task<Unread>>, StoreError> {
        self.reviews.get(&review_key(review)).await
    }

    /// A page of the tasks that wait in a queue, the longest waiting first.
    pub(crate) async fn waiting(
        &self,
        queue: ReviewQueue,
        after: Option<Cursor>,
    ) -> Result<Page<Task<Unread>>, StoreError> {
        let query = Query::index("Queue", "queue", "queuedAt", queue.partition());
        self.reviews.list(query.limit(25).after(after)).await
    }

    /// A page of the open tasks that a colleague was the last to take, the
    /// longest waiting first. The claim of one may be over.
    pub(crate) async fn taken_by(
        &self,
        colleague: AccountId,
        after: Option<Cursor>,
    ) -> Result<Page<Task<Unread>>, StoreError> {
        let query = Query::index("Holder", "holder", "queuedAt", colleague.to_string());
        self.reviews.list(query.limit(25).after(after)).await
    }

    /// Saves a claim, or the end of one, if the task is still as it was read.
    ///
    /// # Errors
    /// Refused under [`review::TASK`] when it changed meanwhile.
    pub(crate) async fn save_claim(
        &self,
        deed: &Deed,
        before: &Task<Unread>,
        after: &Moved<Unread>,
    ) -> Result<(), CommitError> {
        let (was, is) = (json!({ "claim": before.claim() }), json!({ "claim": after.claim() }));
        let mut transaction = self.audit.begin(deed, Told::changed(before.id(), was, is))?;
        review::save(&mut transaction, &self.reviews, after)?;
        transaction.commit().await
    }

    /// Takes the task of a matter that was withdrawn out of the queue.
    ///
    /// # Errors
    /// Refused under [`review::TASK`] when it is closed, or was never there.
    pub(crate) async fn close_withdrawn(
        &self,
        deed: &Deed,
        review: ReviewId,
        withdrawn_at: Timestamp,
    ) -> Result<(), CommitError> {
        let told = Told::new(review, json!({ "outcome": "withdrawn" }));
        let mut transaction = self.audit.begin(deed, told)?;
        review::close_withdrawn(&mut transaction, &self.reviews, review, withdrawn_at)?;
        transaction.commit().await
    }
}
