//! What a withdrawal writes.

use serde_json::json;
use shared_domain::application::ApplicationState;
use shared_domain::application::revision::RevisionState;
use shared_domain::document::CopyDocuments;
use shared_domain::notices::{self, Notice};
use shared_domain::review::CloseReview;
use shared_platform::audit::{Entry, Occasion};
use shared_platform::auth::Actor;
use shared_platform::store::{CommitError, Condition, Item, StoreError, Transaction};

use super::ApplicationStore;
use super::applications::{Active, active_key};
use crate::application::{Beginning, Withdrawal};

impl ApplicationStore {
    /// Withdraws an application: the applicant may begin another one for the
    /// intake, with the fee that this one held.
    ///
    /// # Errors
    /// Refused under `application` when it changed meanwhile.
    pub(crate) async fn withdraw(
        &self,
        withdrawal: &Withdrawal,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let head = &withdrawal.application.head;
        let mut transaction = Transaction::new();
        self.put_withdrawn(&mut transaction, "withdraw_application", withdrawal, occasion)?;
        transaction.delete(
            "active",
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
    /// where it is withdrawn by it, and the credit. Refused under `active` when
    /// there is another one, under `credit` when the money of the intake changed.
    pub(super) fn put_beginning(
        &self,
        transaction: &mut Transaction,
        beginning: &Beginning,
        occasion: &Occasion,
    ) -> Result<(), StoreError> {
        let head = &beginning.application.head;
        let key = active_key(head.applicant, &head.intake);
        let active = Item::new(key, &Active { application: head.id })?;
        let free = match &beginning.withdrawn {
            Some(withdrawn) => Condition::equals("application", withdrawn.application.head.id),
            None => Condition::item_missing(),
        };
        transaction.put("active", &self.applications, active, free)?;
        if let Some(withdrawn) = &beginning.withdrawn {
            self.put_withdrawn(transaction, "start_application", withdrawn, occasion)?;
        }
        if let Some(from) = beginning.from {
            let copy = CopyDocuments { applicant: head.applicant, from, to: head.id };
            self.outbox.send(transaction, copy)?;
        }
        let credit = beginning.credit.as_ref();
        self.use_credit(transaction, head.applicant, &head.intake, credit)
    }

    /// The withdrawn application, its task closed, its owner told. What becomes
    /// of the intake and of the fee is for the caller to add.
    pub(super) fn put_withdrawn(
        &self,
        transaction: &mut Transaction,
        action: &'static str,
        withdrawal: &Withdrawal,
        occasion: &Occasion,
    ) -> Result<(), StoreError> {
        let head = &withdrawal.application.head;
        self.replace(transaction, &withdrawal.application)?;
        let revision = withdrawal.revision.as_ref();
        self.end_revision(transaction, head, revision, RevisionState::Withdrawn, occasion.now)?;
        if withdrawal.from == ApplicationState::Accepted {
            self.end_acceptance(transaction, head)?;
        }
        if let Some(review) = withdrawal.review {
            let close = CloseReview { review, withdrawn_at: occasion.now };
            self.outbox.send(transaction, close)?;
        }
        let credit = withdrawal.credit.as_ref().map(|credit| credit.amount);
        let notice = Notice::ApplicationWithdrawn {
            application: head.id,
            programme: head.programme.name.clone(),
            credit,
        };
        notices::tell(&self.outbox, transaction, head.applicant, notice)?;
        let entry = Entry {
            actor: Actor::Account(head.applicant),
            action,
            subject: head.id.to_string(),
            before: json!({ "state": withdrawal.from }),
            after: json!({ "state": head.state, "credit": credit }),
        };
        self.audit.record(transaction, occasion, &entry)
    }
}
