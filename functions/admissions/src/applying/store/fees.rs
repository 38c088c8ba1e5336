//! Credits of fees in the Applications table: `APPLICANT#<account>` /
//! `FEE#<intake>`, there while there is money of an intake that no application
//! holds.

use serde_json::json;
use shared_domain::application::news::{ApplicationWithdrawn, FeeSettled};
use shared_domain::application::{ApplicationState, applicant_partition, application_key};
use shared_domain::ids::ApplicationId;
use shared_domain::notices;
use shared_platform::audit::{Deed, Told};
use shared_platform::ids::AccountId;
use shared_platform::slug::Slug;
use shared_platform::store::{
    Change, CommitError, Condition, Key, Label, StoreError, Transaction, get_two,
};

use crate::application::{Application, FeeCredit};
use crate::store::{ACTIVE, Active, ApplicationStore, Returning, active_key};

const CREDIT: Label<FeeCredit> = Label::new("credit");
/// The application that money was paid for which needs none any more.
const PAID: Label<Application> = Label::new("paid_application");

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
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let head = &paid.head;
        let mut transaction = self.book(deed, paid, credit)?;
        self.add_credit(&mut transaction, head.applicant, &head.intake, credit)?;
        // Were another application begun now, it would not know of the credit.
        let unchanged = match active {
            Some(active) => Condition::equals("application", active),
            None => Condition::item_missing(),
        };
        let key = active_key(head.applicant, &head.intake);
        transaction.check(ACTIVE, &self.applications, key, unchanged)?;
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
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let head = &next.head;
        let mut transaction = self.book(deed, paid, credit)?;
        self.replace(&mut transaction, next)?;
        self.use_credit(&mut transaction, head.applicant, &head.intake, used)?;
        if head.state() == ApplicationState::ReadyForReview {
            self.ask_for_review(&mut transaction, next, Returning::first())?;
            let (application, programme) = (head.id, head.programme.name.clone());
            let news = FeeSettled { application, programme };
            notices::tell(&self.outbox, &mut transaction, head.applicant, &news)?;
        }
        let before = json!({ "version": head.version - 1 });
        let after = json!({
            "state": head.state(),
            "feeState": head.fee().state(),
            "carriedFee": next.carried_fee,
        });
        self.audit.also(&mut transaction, deed, Told::changed(head.id, before, after))?;
        transaction.commit().await
    }

    /// Begins with the payment on its own application, and its owner told.
    fn book(
        &self,
        deed: &Deed,
        paid: &Application,
        credit: &FeeCredit,
    ) -> Result<Transaction, StoreError> {
        let head = &paid.head;
        let state = head.state();
        let before = json!({ "state": state });
        let after = json!({ "state": state, "paidFee": head.paid_fee, "credit": credit.amount });
        let mut transaction = self.audit.begin(deed, Told::changed(head.id, before, after))?;
        self.replace_as(PAID, &mut transaction, paid)?;
        if state == ApplicationState::Withdrawn {
            let news = ApplicationWithdrawn {
                application: head.id,
                programme: head.programme.name.clone(),
                credit: Some(credit.amount),
            };
            notices::tell(&self.outbox, &mut transaction, head.applicant, &news)?;
        }
        Ok(transaction)
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
        transaction.update(CREDIT, &self.applications, key, change, any)
    }

    /// Uses the credit of an intake up, if it is still as it was read.
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
                transaction.delete(CREDIT, &self.applications, key, as_read)
            }
            None => transaction.check(CREDIT, &self.applications, key, Condition::item_missing()),
        }
    }
}

fn credit_key(applicant: AccountId, intake: &Slug) -> Key {
    Key::new(applicant_partition(applicant), format!("FEE#{intake}"))
}
