//! Credits of fees in the Applications table: `APPLICANT#<account>` /
//! `FEE#<intake>`, there while there is money of an intake that no application
//! holds.

use serde_json::json;
use shared_domain::application::{ApplicationState, applicant_partition, application_key};
use shared_domain::ids::ApplicationId;
use shared_domain::notices::{self, Notice};
use shared_platform::audit::{Entry, Occasion};
use shared_platform::auth::Actor;
use shared_platform::ids::AccountId;
use shared_platform::slug::Slug;
use shared_platform::store::{
    Change, CommitError, Condition, Key, StoreError, Transaction, get_two,
};

use super::ApplicationStore;
use super::applications::{Active, Returning, active_key};
use crate::application::{Application, FeeCredit};

/// Who books a payment.
const BOOKED_BY: &str = "release_for_review";

/// What an applicant has in an intake.
#[derive(Debug)]
pub(crate) struct Holdings {
    pub(crate) active: Option<ApplicationId>,
    pub(crate) credit: Option<FeeCredit>,
}

impl ApplicationStore {
    /// The active application of an intake and the credit, in one call.
    pub(crate) async fn holdings(
        &self,
        applicant: AccountId,
        intake: &Slug,
    ) -> Result<Holdings, StoreError> {
        let (active, credit): (Option<Active>, _) = get_two(
            (&self.applications, &active_key(applicant, intake)),
            (&self.applications, &credit_key(applicant, intake)),
        )
        .await?;
        Ok(Holdings { active: active.map(|active| active.application), credit })
    }

    /// The credit of an intake, and an application of the same person, in one call.
    pub(crate) async fn credit_and(
        &self,
        applicant: AccountId,
        intake: &Slug,
        application: Option<ApplicationId>,
    ) -> Result<(Option<FeeCredit>, Option<Application>), StoreError> {
        let credit = credit_key(applicant, intake);
        match application {
            None => Ok((self.applications.get(&credit).await?, None)),
            Some(application) => {
                let application = application_key(applicant, application);
                get_two((&self.applications, &credit), (&self.applications, &application)).await
            }
        }
    }

    /// Enters a payment that nothing is due for any more, as a credit of the
    /// applicant.
    ///
    /// # Errors
    /// Refused when something of it changed meanwhile: look again.
    pub(crate) async fn book_credit(
        &self,
        paid: &Application,
        credit: &FeeCredit,
        active: Option<ApplicationId>,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let head = &paid.head;
        let mut transaction = Transaction::new();
        self.book(&mut transaction, paid, credit, occasion)?;
        self.add_credit(&mut transaction, head.applicant, &head.intake, credit)?;
        // Were another application begun now, it would not know of the credit.
        let unchanged = match active {
            Some(active) => Condition::equals("application", active),
            None => Condition::item_missing(),
        };
        let key = active_key(head.applicant, &head.intake);
        transaction.check("active", &self.applications, key, unchanged)?;
        transaction.commit().await
    }

    /// Enters a payment that nothing is due for any more, and hands it on to
    /// `next` with what else was credited before.
    ///
    /// # Errors
    /// Refused when something of it changed meanwhile: look again.
    pub(crate) async fn hand_on(
        &self,
        paid: &Application,
        credit: &FeeCredit,
        next: &Application,
        used: Option<&FeeCredit>,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let head = &next.head;
        let mut transaction = Transaction::new();
        self.book(&mut transaction, paid, credit, occasion)?;
        self.replace(&mut transaction, next)?;
        self.use_credit(&mut transaction, head.applicant, &head.intake, used)?;
        if head.state == ApplicationState::ReadyForReview {
            self.ask_for_review(&mut transaction, next, Returning::first())?;
            let (application, programme) = (head.id, head.programme.name.clone());
            let notice = Notice::FeeSettled { application, programme };
            notices::tell(&self.outbox, &mut transaction, head.applicant, notice)?;
        }
        let entry = Entry {
            actor: Actor::Service(BOOKED_BY),
            action: BOOKED_BY,
            subject: head.id.to_string(),
            before: json!({ "version": head.version - 1 }),
            after: json!({
                "state": head.state,
                "feeState": head.fee_state,
                "carriedFee": next.carried_fee,
            }),
        };
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }

    /// The payment on its own application, and its owner told.
    fn book(
        &self,
        transaction: &mut Transaction,
        paid: &Application,
        credit: &FeeCredit,
        occasion: &Occasion,
    ) -> Result<(), StoreError> {
        let head = &paid.head;
        self.replace(transaction, paid)?;
        if head.state == ApplicationState::Withdrawn {
            let notice = Notice::ApplicationWithdrawn {
                application: head.id,
                programme: head.programme.name.clone(),
                credit: Some(credit.amount),
            };
            notices::tell(&self.outbox, transaction, head.applicant, notice)?;
        }
        let entry = Entry {
            actor: Actor::Service(BOOKED_BY),
            action: BOOKED_BY,
            subject: head.id.to_string(),
            before: json!({ "state": head.state }),
            after: json!({ "state": head.state, "paidFee": paid.paid_fee, "credit": credit.amount }),
        };
        self.audit.record(transaction, occasion, &entry)
    }

    /// Adds to the credit of an intake, whatever it is.
    pub(super) fn add_credit(
        &self,
        transaction: &mut Transaction,
        applicant: AccountId,
        intake: &Slug,
        credit: &FeeCredit,
    ) -> Result<(), StoreError> {
        let change = Change::new()
            .add("amountFen", credit.amount.amount_fen)
            .set("currency", credit.amount.currency)
            .set("from", credit.from)
            .set("since", credit.since);
        let any = Condition::item_exists().or(Condition::item_missing());
        let key = credit_key(applicant, intake);
        transaction.update("credit", &self.applications, key, change, any)
    }

    /// Uses the credit of an intake up, if it is still as it was read. Refused
    /// under `credit`.
    pub(super) fn use_credit(
        &self,
        transaction: &mut Transaction,
        applicant: AccountId,
        intake: &Slug,
        read: Option<&FeeCredit>,
    ) -> Result<(), StoreError> {
        let key = credit_key(applicant, intake);
        match read {
            Some(credit) => {
                let as_read = Condition::equals("amountFen", credit.amount.amount_fen);
                transaction.delete("credit", &self.applications, key, as_read)
            }
            None => transaction.check("credit", &self.applications, key, Condition::item_missing()),
        }
    }
}

pub(super) fn credit_key(applicant: AccountId, intake: &Slug) -> Key {
    Key::new(applicant_partition(applicant), format!("FEE#{intake}"))
}
