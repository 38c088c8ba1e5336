//! Requests for revision in the Applications table, and the rows by which the
//! clock finds those that it has to look at. The rows of a request are written
//! with it and follow from it: whoever ends it deletes them without reading them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::application::{ApplicationHead, OpenRevision};
use shared::audit::{Entry, Occasion};
use shared::auth::Actor;
use shared::ids::{AccountId, ApplicationId, ReviewId};
use shared::outbox::Notice;
use shared::review_queue::{self, Closing};
use shared::revision::{Revision, RevisionState, revision_key, revisions_of};
use shared::store::{Change, CommitError, Condition, Item, Key, StoreError, Transaction};

use super::ApplicationStore;
use crate::application::Application;
use crate::reminders::wake_ups;

/// The partition of the rows that the clock reads.
const CLOCK: &str = "REVISIONS";

/// Tells the clock which request to look at.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct WakeUp {
    applicant: AccountId,
    application: ApplicationId,
    number: u32,
}

impl ApplicationStore {
    /// A request for revision of this applicant.
    pub(crate) async fn revision(
        &self,
        applicant: AccountId,
        application: ApplicationId,
        number: u32,
    ) -> Result<Option<Revision>, StoreError> {
        self.applications.get(&revision_key(applicant, application, number)).await
    }

    /// The latest request for revision of an application, if there is one.
    pub(crate) async fn latest_revision(
        &self,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<Option<Revision>, StoreError> {
        Ok(revisions_of(&self.applications, applicant, application, Some(1)).await?.pop())
    }

    /// Closes the task and opens the application again, both or neither (S64, S65).
    ///
    /// # Errors
    /// Refused under [`review_queue::REVIEW_LABEL`] when the claim is lost, and
    /// under `application` when it changed meanwhile.
    pub(crate) async fn request_revision(
        &self,
        review: ReviewId,
        closing: &Closing,
        reopened: &Application,
        revision: &Revision,
        actor: Actor,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let head = &reopened.head;
        let Some(open) = &head.revision else {
            return Err(StoreError::corrupt("a request that opens nothing").into());
        };
        let mut transaction = Transaction::new();
        review_queue::close(&mut transaction, &self.reviews, review, closing)?;
        self.replace(&mut transaction, reopened)?;
        let key = revision_key(head.applicant, head.id, revision.number);
        transaction.create("revision", &self.applications, Item::new(key, revision)?)?;
        let wake_up =
            WakeUp { applicant: head.applicant, application: head.id, number: revision.number };
        for key in rows_of(head.id, open) {
            transaction.create("row", &self.applications, Item::new(key, &wake_up)?)?;
        }
        let notice = Notice::RevisionRequested {
            application: head.id,
            programme: head.programme.name.clone(),
            due_at: revision.due_at,
        };
        self.outbox.tell(&mut transaction, head.applicant, notice)?;
        let entry = Entry {
            actor,
            action: "request_revision",
            subject: head.id.to_string(),
            before: json!({ "state": "ready_for_review", "review": review }),
            after: json!({
                "state": head.state,
                "revision": revision.number,
                "fields": open.fields,
                "slots": open.slots,
                "dueAt": open.due_at,
            }),
        };
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }

    /// Ends the revision of an application that was open as it was read, in the
    /// transaction of what ends it; nothing where none was.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the request cannot be built.
    pub(crate) fn end_revision(
        &self,
        transaction: &mut Transaction,
        head: &ApplicationHead,
        open: Option<&OpenRevision>,
        state: RevisionState,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(open) = open else { return Ok(()) };
        transaction.update(
            "revision",
            &self.applications,
            revision_key(head.applicant, head.id, open.number),
            Change::new().set("state", state).set("endedAt", at),
            Condition::equals("state", RevisionState::Open),
        )?;
        let maybe = Condition::item_exists().or(Condition::item_missing());
        for key in rows_of(head.id, open) {
            transaction.delete("row", &self.applications, key, maybe.clone())?;
        }
        Ok(())
    }
}

/// The keys of the rows by which the clock finds an open revision.
fn rows_of(application: ApplicationId, open: &OpenRevision) -> impl Iterator<Item = Key> {
    wake_ups(open).into_iter().map(move |at| Key::new(CLOCK, format!("{at}#{application}")))
}
