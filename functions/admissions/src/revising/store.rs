//! Requests for revision in the Applications table, and the rows by which the
//! clock finds those that it has to look at. The rows of a request are written
//! with it and follow from it: whoever ends it deletes them without reading them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared_domain::application::news::{RevisionOverdue, RevisionReminder, RevisionRequested};
use shared_domain::application::revision::{Revision, RevisionState, revision_key, revisions_of};
use shared_domain::application::{
    ApplicationHead, ApplicationState, OpenRevision, application_key,
};
use shared_domain::ids::ApplicationId;
use shared_domain::notices;
use shared_domain::review::{self, Moved, ReviewOccasion};
use shared_platform::audit::{Deed, Told};
use shared_platform::clock::{seconds_after, whole_second};
use shared_platform::ids::AccountId;
use shared_platform::store::{
    Change, CommitError, Condition, Cursor, Item, Key, Label, Page, Query, StoreError, Transaction,
    get_two,
};

use super::reminders::wake_ups;
use crate::application::Application;
use crate::examining::ApplicationMatter;
use crate::store::{ApplicationStore, Returning};

/// The partition of the rows that the clock reads.
const CLOCK: &str = "REVISIONS";

const REVISION: Label<Revision> = Label::new("revision");
const ROW: Label<WakeUp> = Label::of_series("row");

/// Tells the clock when to look at which request.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct WakeUp {
    at: Timestamp,
    pub(crate) applicant: AccountId,
    pub(crate) application: ApplicationId,
    number: u32,
}

impl WakeUp {
    fn key(&self) -> Key {
        Key::new(CLOCK, format!("{}#{}", self.at, self.application))
    }
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

    /// All requests for revision of an application, the latest first.
    pub(crate) async fn revisions(
        &self,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<Vec<Revision>, StoreError> {
        revisions_of(&self.applications, applicant, application, None).await
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
    /// Refused under [`review::TASK`] when the task changed meanwhile, and under
    /// [`APPLICATION`](super::APPLICATION) when that did.
    pub(crate) async fn request_revision(
        &self,
        deed: &Deed,
        closed: &Moved<ApplicationMatter>,
        reopened: &Application,
        revision: &Revision,
    ) -> Result<(), CommitError> {
        let head = &reopened.head;
        let Some(open) = head.revision() else {
            return Err(StoreError::corrupt("a request that opens nothing").into());
        };
        let before = json!({ "state": "ready_for_review", "review": closed.id() });
        let after = json!({
            "state": head.state(),
            "revision": revision.number,
            "fields": open.fields,
            "slots": open.slots,
            "dueAt": open.due_at,
        });
        let mut transaction = self.audit.begin(deed, Told::changed(head.id, before, after))?;
        review::save(&mut transaction, &self.reviews, closed)?;
        self.replace(&mut transaction, reopened)?;
        let key = revision_key(head.applicant, head.id, revision.number);
        transaction.create(REVISION, &self.applications, Item::new(key, revision)?)?;
        for row in rows_of(head, open) {
            transaction.create(ROW, &self.applications, Item::new(row.key(), &row)?)?;
        }
        let news = RevisionRequested {
            application: head.id,
            programme: head.programme.name.clone(),
            due_at: revision.due_at,
        };
        notices::tell(&self.outbox, &mut transaction, head.applicant, &news)?;
        transaction.commit().await
    }

    /// Ends the revision of an application that was open as it was read, in the
    /// transaction of what ends it.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the request cannot be built.
    pub(crate) fn end_revision(
        &self,
        transaction: &mut Transaction,
        head: &ApplicationHead,
        open: &OpenRevision,
        state: RevisionState,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        transaction.update(
            REVISION,
            &self.applications,
            revision_key(head.applicant, head.id, open.number),
            Change::new().set("state", state).set("endedAt", at),
            Condition::equals("state", RevisionState::Open),
        )?;
        rows_of(head, open).try_for_each(|row| self.delete_row(transaction, &row))
    }

    /// A page of the rows whose time has come, the earliest first.
    pub(crate) async fn due_wake_ups(
        &self,
        now: Timestamp,
        after: Option<Cursor>,
    ) -> Result<Page<WakeUp>, StoreError> {
        let next_second = seconds_after(whole_second(now), 1);
        let query = Query::partition(CLOCK).before(next_second.to_string()).after(after);
        self.applications.list(query).await
    }

    /// The application and the request that a row is about.
    pub(crate) async fn awakened(
        &self,
        row: &WakeUp,
    ) -> Result<(Option<Application>, Option<Revision>), StoreError> {
        let &WakeUp { applicant, application, number, .. } = row;
        get_two(
            (&self.applications, &application_key(applicant, application)),
            (&self.applications, &revision_key(applicant, application, number)),
        )
        .await
    }

    /// Deletes a row that wakes nobody any more.
    #[expect(
        clippy::disallowed_methods,
        reason = "bookkeeping of the clock: nothing was done to anybody's application"
    )]
    pub(crate) async fn forget(&self, row: &WakeUp) -> Result<(), CommitError> {
        // Bookkeeping of the clock: nothing was done to anybody's application.
        let mut transaction = Transaction::without_author();
        self.delete_row(&mut transaction, row)?;
        transaction.commit().await
    }

    /// Reminds the applicant once for all reminders that are due, if nobody else
    /// has since the request was read.
    ///
    /// # Errors
    /// Refused when it is not as it was read.
    pub(crate) async fn remind(
        &self,
        head: &ApplicationHead,
        revision: &Revision,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let sent = revision.reminders_sent;
        let told = Told::changed(
            head.id,
            json!({ "remindersSent": sent }),
            json!({ "revision": revision.number, "remindersSent": sent + 1 }),
        );
        let mut transaction = self.audit.begin(deed, told)?;
        transaction.update(
            REVISION,
            &self.applications,
            revision_key(head.applicant, head.id, revision.number),
            Change::new().add("remindersSent", 1).set("remindedAt", deed.now()),
            Condition::equals("state", RevisionState::Open)
                .and(Condition::equals("remindersSent", sent)),
        )?;
        let rows = head.revision().into_iter().flat_map(|open| rows_of(head, open));
        for row in rows.filter(|row| row.at <= deed.now()) {
            self.delete_row(&mut transaction, &row)?;
        }
        let news = RevisionReminder {
            application: head.id,
            programme: head.programme.name.clone(),
            due_at: revision.due_at,
        };
        notices::tell(&self.outbox, &mut transaction, head.applicant, &news)?;
        transaction.commit().await
    }

    /// Puts an application that was not answered in time before staff again.
    ///
    /// # Errors
    /// Refused when it or the request changed meanwhile.
    pub(crate) async fn take_back(
        &self,
        open: &OpenRevision,
        back: &Application,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let head = &back.head;
        let before = json!({ "state": ApplicationState::RevisionRequested });
        let after = json!({ "state": head.state(), "revision": open.number });
        let told = Told::changed(head.id, before, after);
        let mut transaction = self.audit.begin(deed, told)?;
        self.replace(&mut transaction, back)?;
        self.end_revision(&mut transaction, head, open, RevisionState::Overdue, deed.now())?;
        let returning = Returning {
            occasion: ReviewOccasion::RevisionOverdue,
            kept_for: Some(open.requested_by.clone()),
        };
        self.ask_for_review(&mut transaction, back, returning)?;
        let news = RevisionOverdue { application: head.id, programme: head.programme.name.clone() };
        notices::tell(&self.outbox, &mut transaction, head.applicant, &news)?;
        transaction.commit().await
    }

    fn delete_row(&self, transaction: &mut Transaction, row: &WakeUp) -> Result<(), StoreError> {
        let maybe = Condition::item_exists().or(Condition::item_missing());
        transaction.delete(ROW, &self.applications, row.key(), maybe)
    }
}

/// The rows by which the clock finds an open revision.
fn rows_of(head: &ApplicationHead, open: &OpenRevision) -> impl Iterator<Item = WakeUp> + use<> {
    let (applicant, application, number) = (head.applicant, head.id, open.number);
    let row = move |at| WakeUp { at, applicant, application, number };
    wake_ups(open).into_iter().map(row)
}
