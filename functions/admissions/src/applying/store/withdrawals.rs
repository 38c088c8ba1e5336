//! What a withdrawal writes.

use jiff::Timestamp;
use serde_json::json;
use shared_domain::application::news::ApplicationWithdrawn;
use shared_domain::application::revision::RevisionState;
use shared_domain::application::{Stage, folder_of};
use shared_domain::document::CopyDocuments;
use shared_domain::notices;
use shared_domain::review::CloseReview;
use shared_platform::audit::{Deed, Told};
use shared_platform::store::{CommitError, Condition, Item, StoreError, Transaction};

use crate::application::{Beginning, Withdrawal};
use crate::store::{ACTIVE, Active, ApplicationStore, active_key};

impl ApplicationStore {
    /// Withdraws an application: the applicant may begin another one for the
    /// intake, with the fee that this one held.
    ///
    /// # Errors
    /// Refused under [`APPLICATION`](crate::store::APPLICATION) when it changed meanwhile.
    pub(crate) async fn withdraw(
        &self,
        withdrawal: &Withdrawal,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let head = &withdrawal.application.head;
        let mut transaction = self.audit.begin(deed, told(withdrawal))?;
        self.put_withdrawn(&mut transaction, withdrawal, deed.now())?;
        transaction.delete(
            ACTIVE,
            &self.applications,
            active_key(head.applicant, &head.intake),
            Condition::equals("application", head.id),
        )?;
        if let Some(credit) = &withdrawal.credit {
            self.add_credit(&mut transaction, head.applicant, &head.intake, credit)?;
        }
        transaction.commit().await
    }

    /// What a new application takes the place of: the active one of its intake,
    /// where it is withdrawn by it, and the credit. Refused under
    /// [`ACTIVE`] when there is another one, and when the money of the intake changed.
    pub(super) fn put_beginning(
        &self,
        transaction: &mut Transaction,
        deed: &Deed,
        beginning: &Beginning,
    ) -> Result<(), StoreError> {
        let head = &beginning.application.head;
        let key = active_key(head.applicant, &head.intake);
        let active = Item::new(key, &Active { application: head.id })?;
        let free = match &beginning.withdrawn {
            Some(withdrawn) => Condition::equals("application", withdrawn.application.head.id),
            None => Condition::item_missing(),
        };
        transaction.put(ACTIVE, &self.applications, active, free)?;
        if let Some(withdrawn) = &beginning.withdrawn {
            self.audit.also(transaction, deed, told(withdrawn))?;
            self.put_withdrawn(transaction, withdrawn, deed.now())?;
        }
        if let Some(from) = beginning.from {
            let [from, to] = [from, head.id].map(|id| folder_of(head.applicant, id));
            self.outbox.send(transaction, CopyDocuments { from, to })?;
        }
        let credit = beginning.credit.as_ref();
        self.use_credit(transaction, head.applicant, &head.intake, credit)
    }

    /// The withdrawn application, what it had where it was, its owner told. What becomes
    /// of the intake and of the fee is for the caller to add.
    fn put_withdrawn(
        &self,
        transaction: &mut Transaction,
        withdrawal: &Withdrawal,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let head = &withdrawal.application.head;
        self.replace(transaction, &withdrawal.application)?;
        match &withdrawal.from {
            Stage::RevisionRequested { revision, .. } => {
                self.end_revision(transaction, head, revision, RevisionState::Withdrawn, now)?;
            }
            Stage::ReadyForReview { review, .. } | Stage::Waitlisted { review, .. } => {
                let close = CloseReview { review: *review, withdrawn_at: now };
                self.outbox.send(transaction, close)?;
            }
            Stage::Accepted { .. } => self.end_acceptance(transaction, head)?,
            Stage::Draft { .. }
            | Stage::FeeDue { .. }
            | Stage::Declined { .. }
            | Stage::Withdrawn { .. } => {}
        }
        let news = ApplicationWithdrawn {
            application: head.id,
            programme: head.programme.name.clone(),
            credit: withdrawal.credit.as_ref().map(|credit| credit.amount),
        };
        notices::tell(&self.outbox, transaction, head.applicant, &news)
    }
}

fn told(withdrawal: &Withdrawal) -> Told {
    let head = &withdrawal.application.head;
    let credit = withdrawal.credit.as_ref().map(|credit| credit.amount);
    Told::changed(
        head.id,
        json!({ "state": withdrawal.from.state() }),
        json!({ "state": head.state(), "credit": credit }),
    )
}
