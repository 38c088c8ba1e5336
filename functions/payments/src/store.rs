//! Every DynamoDB call of the payments area. docs/DATA.md lists the keys.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared_domain::application::{ApplicationHead, application_key};
use shared_domain::ids::{ApplicationId, OrderId};
use shared_domain::payment::attempt::{Attempt, AttemptNumber};
use shared_domain::payment::order::{Order, Payment};
use shared_domain::payment::{FeeSettled, Provider, Purpose, attempt_key, order_key};
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::environment::{Environment, InitError};
use shared_platform::ids::AccountId;
use shared_platform::money::Money;
use shared_platform::outbox::Outbox;
use shared_platform::store::{
    Change, CommitError, Condition, Item, Key, Label, StoreError, Table, Transaction, get_two,
};

use crate::settling::event::{Event, EventId, Outcome, SettlePayment};

/// An order.
pub const ORDER: Label<Order> = Label::new("order");
/// A report of a provider.
pub const EVENT: Label<Event> = Label::new("event");
/// The entry of a payment.
pub const LEDGER: Label<LedgerEntry> = Label::new("ledger");
const ATTEMPT: Label<AttemptOwner> = Label::new("attempt");

/// How often a change of an order is tried again when another came first.
const ROUNDS: u32 = 4;

/// Whose attempt a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttemptOwner {
    /// The applicant.
    pub applicant: AccountId,
    /// What the order is for.
    pub purpose: Purpose,
}

/// What a ledger entry stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LedgerKind {
    /// The payment of a fee.
    Settlement,
    /// A payment of a fee that was settled already.
    Overpayment,
}

/// One payment, booked once: the entry of a provider's transaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LedgerEntry {
    /// What it stands for.
    pub kind: LedgerKind,
    /// The order it was paid for.
    pub order: OrderId,
    /// Who paid.
    pub applicant: AccountId,
    /// For what.
    pub purpose: Purpose,
    /// The sum.
    pub amount: Money,
    /// The payment.
    pub payment: Payment,
    /// When it was booked.
    pub booked_at: Timestamp,
}

/// The Payments table, with what is written together with it.
#[derive(Debug, Clone)]
pub struct Store {
    payments: Table,
    applications: Table,
    outbox: Outbox,
    audit: AuditLog,
}

impl Store {
    /// The store of an environment.
    ///
    /// # Errors
    /// [`InitError`] when a table is not named.
    pub fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            payments: environment.table("PAYMENTS")?,
            applications: environment.table("APPLICATIONS")?,
            outbox: Outbox::of(environment)?,
            audit: AuditLog::of(environment)?,
        })
    }

    /// Opens the connection before the first request needs it.
    pub async fn warm(&self) {
        self.payments.warm().await;
    }

    /// An applicant's application and its order, in one call. Another
    /// person's application is not found.
    ///
    /// # Errors
    /// [`StoreError`] when a table cannot be read.
    pub async fn application_and_order(
        &self,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<Option<(ApplicationHead, Option<Order>)>, StoreError> {
        let (head, order): (Option<ApplicationHead>, _) = get_two(
            (&self.applications, &application_key(applicant, application)),
            (&self.payments, &order_key(applicant, Purpose::ApplicationFee { application })),
        )
        .await?;
        Ok(head.map(|head| (head, order)))
    }

    /// The order for a purpose, if one was made.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn order(
        &self,
        applicant: AccountId,
        purpose: Purpose,
    ) -> Result<Option<Order>, StoreError> {
        self.payments.get(&order_key(applicant, purpose)).await
    }

    /// Whose attempt goes by a number.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn owner_of(
        &self,
        number: &AttemptNumber,
    ) -> Result<Option<AttemptOwner>, StoreError> {
        self.payments.get(&attempt_key(number.as_str())).await
    }

    /// Writes an order with its new, last attempt, before anybody outside is
    /// told of it.
    ///
    /// # Errors
    /// [`CommitError::Refused`] by `order` when it was changed meanwhile.
    pub async fn save_attempt(
        &self,
        deed: &Deed,
        order: Order,
        attempt: &Attempt,
    ) -> Result<Order, CommitError> {
        let order = order.written_again();
        let before = json!({ "attempts": order.attempts.len() - 1 });
        let after = json!({ "attempts": order.attempts.len(), "attempt": attempt.id, "amount": order.amount });
        let told = Told::changed(order.id, before, after);
        let mut transaction = self.audit.begin(deed, told)?;
        self.put_order(&mut transaction, &order)?;
        let owner = AttemptOwner { applicant: order.applicant, purpose: order.purpose };
        let owner = Item::new(attempt_key(attempt.number().as_str()), &owner)?;
        transaction.create(ATTEMPT, &self.payments, owner)?;
        transaction.commit().await.map(|()| order)
    }

    /// Changes an order as it stands now; when another change came first, the
    /// order as that left it.
    ///
    /// # Errors
    /// [`CommitError`] when the table cannot be written, or others keep coming first.
    #[expect(
        clippy::disallowed_methods,
        reason = "what came of an attempt, as the provider says; nobody did it"
    )]
    pub async fn change_order(
        &self,
        mut order: Order,
        change: impl Fn(&mut Order),
    ) -> Result<Order, CommitError> {
        let (applicant, purpose) = (order.applicant, order.purpose);
        let mut round = 1;
        loop {
            change(&mut order);
            order = order.written_again();
            let item = Item::new(order_key(applicant, purpose), &order)?;
            match self.payments.put(item, version_before(&order)).await {
                Err(CommitError::Refused(refused)) if round < ROUNDS => {
                    let gone = || StoreError::corrupt("an order is gone");
                    order = refused.present()?.ok_or_else(gone)?;
                    round += 1;
                }
                outcome => return outcome.map(|()| order),
            }
        }
    }

    /// Records a report and has it settled, in one. `false` when it was
    /// recorded before: nothing is done then.
    ///
    /// # Errors
    /// [`CommitError`] when it could not be recorded.
    #[expect(
        clippy::disallowed_methods,
        reason = "a provider's report is nobody's deed; what settles it tells of it"
    )]
    pub async fn record(&self, event: &Event) -> Result<bool, CommitError> {
        let mut transaction = Transaction::without_author();
        let item = Item::new(event_key(event.provider, &event.id), event)?;
        transaction.create(EVENT, &self.payments, item)?;
        if event.reported.is_some() {
            let message = SettlePayment { provider: event.provider, event: event.id.clone() };
            self.outbox.send(&mut transaction, message)?;
        }
        match transaction.commit().await {
            Ok(()) => Ok(true),
            Err(CommitError::Refused(refused)) if refused.is_of(EVENT) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// A recorded report.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn event(
        &self,
        provider: Provider,
        id: &EventId,
    ) -> Result<Option<Event>, StoreError> {
        self.payments.get(&event_key(provider, id)).await
    }

    /// Notes what came of a report that changes nothing else. Judged once, a
    /// report stays as it was judged.
    ///
    /// # Errors
    /// [`CommitError::Refused`] when it was judged meanwhile.
    pub async fn note(
        &self,
        deed: &Deed,
        event: &Event,
        outcome: Outcome,
    ) -> Result<(), CommitError> {
        let subject = format!("{}#{}", event.provider.name(), event.id.as_str());
        let told = Told::changed(subject, json!({}), json!({ "outcome": outcome }));
        let mut transaction = self.audit.begin(deed, told)?;
        self.set_outcome(&mut transaction, event, outcome)?;
        transaction.commit().await
    }

    /// Books a payment that an order has taken in: the order, the ledger entry
    /// of the transaction, the report's outcome, the audit entry and, when it
    /// settles the order, the news of it, all or none.
    ///
    /// # Errors
    /// [`CommitError::Refused`] by `order`, `ledger` or `event` when one of
    /// them changed meanwhile.
    pub async fn book(
        &self,
        deed: &Deed,
        event: &Event,
        order: Order,
        payment: &Payment,
        kind: LedgerKind,
    ) -> Result<(), CommitError> {
        let order = order.written_again();
        let outcome = match kind {
            LedgerKind::Settlement => Outcome::Settled,
            LedgerKind::Overpayment => Outcome::Overpaid,
        };
        let before = json!({ "payments": order.payments.len() - 1 });
        let after = json!({ "outcome": outcome, "payment": payment });
        let told = Told::changed(order.id, before, after);
        let mut transaction = self.audit.begin(deed, told)?;
        self.put_order(&mut transaction, &order)?;
        let entry = LedgerEntry {
            kind,
            order: order.id,
            applicant: order.applicant,
            purpose: order.purpose,
            amount: order.amount,
            payment: payment.clone(),
            booked_at: deed.now(),
        };
        let item = Item::new(payment.id.ledger_key(), &entry)?;
        transaction.create(LEDGER, &self.payments, item)?;
        self.set_outcome(&mut transaction, event, outcome)?;
        if kind == LedgerKind::Settlement {
            self.tell(&mut transaction, &order, payment)?;
        }
        transaction.commit().await
    }

    /// Tells those who wait for an order that it is settled.
    fn tell(
        &self,
        transaction: &mut Transaction,
        order: &Order,
        payment: &Payment,
    ) -> Result<(), StoreError> {
        match order.purpose {
            Purpose::ApplicationFee { application } => {
                let news = FeeSettled {
                    applicant: order.applicant,
                    application,
                    amount: order.amount,
                    settled_at: payment.paid_at,
                };
                self.outbox.send(transaction, news)
            }
        }
    }

    fn put_order(&self, transaction: &mut Transaction, order: &Order) -> Result<(), StoreError> {
        let item = Item::new(order_key(order.applicant, order.purpose), order)?;
        transaction.put(ORDER, &self.payments, item, version_before(order))
    }

    fn set_outcome(
        &self,
        transaction: &mut Transaction,
        event: &Event,
        outcome: Outcome,
    ) -> Result<(), StoreError> {
        let change = Change::new().set("outcome", outcome);
        let not_judged = Condition::item_exists().and(Condition::Missing("outcome"));
        let key = event_key(event.provider, &event.id);
        transaction.update(EVENT, &self.payments, key, change, not_judged)
    }
}

/// What must stand there for an order to be written: the version before its
/// own, or nothing before the first.
fn version_before(order: &Order) -> Condition {
    match order.version {
        0 | 1 => Condition::item_missing(),
        version => Condition::equals("version", version - 1),
    }
}

fn event_key(provider: Provider, id: &EventId) -> Key {
    Key::new(format!("EVENT#{}#{}", provider.name(), id.as_str()), "EVENT")
}
