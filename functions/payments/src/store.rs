//! Every DynamoDB call of the payments area. docs/DATA.md lists the keys.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared_domain::application::{ApplicationHead, applicant_partition, application_key};
use shared_domain::ids::{ApplicationId, OrderId};
use shared_domain::payment::FeeSettled;
use shared_platform::audit::{AuditLog, Entry, Occasion};
use shared_platform::auth::Actor;
use shared_platform::environment::{Environment, InitError};
use shared_platform::ids::AccountId;
use shared_platform::money::Money;
use shared_platform::outbox::Outbox;
use shared_platform::store::{
    Change, CommitError, Condition, Item, Key, StoreError, Table, Transaction, get_two,
};

use crate::attempt::{Attempt, OutTradeNo};
use crate::event::{Event, EventId, Outcome, SettlePayment, WECHAT_PAY};
use crate::order::{Order, Payment};

/// How often a change of an order is tried again when another came first.
const ROUNDS: u32 = 4;

/// Whose attempt a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttemptOwner {
    /// The applicant.
    pub applicant: AccountId,
    /// The application.
    pub application: ApplicationId,
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
    /// For which application.
    pub application: ApplicationId,
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
            (&self.payments, &order_key(applicant, application)),
        )
        .await?;
        Ok(head.map(|head| (head, order)))
    }

    /// The order for an application's fee, if one was made.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn order(
        &self,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<Option<Order>, StoreError> {
        self.payments.get(&order_key(applicant, application)).await
    }

    /// Whose attempt goes by a number.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn owner_of(&self, number: &OutTradeNo) -> Result<Option<AttemptOwner>, StoreError> {
        self.payments.get(&attempt_key(number)).await
    }

    /// Writes an order with its new, last attempt, before anybody outside is
    /// told of it.
    ///
    /// # Errors
    /// [`CommitError::Refused`] by `order` when it was changed meanwhile.
    pub async fn save_attempt(
        &self,
        order: Order,
        attempt: &Attempt,
        occasion: &Occasion,
    ) -> Result<Order, CommitError> {
        let order = order.written_again();
        let owner = AttemptOwner { applicant: order.applicant, application: order.application };
        let mut transaction = Transaction::new();
        self.put_order(&mut transaction, &order)?;
        let owner = Item::new(attempt_key(&attempt.out_trade_no()), &owner)?;
        transaction.create("attempt", &self.payments, owner)?;
        let entry = Entry {
            actor: Actor::Account(order.applicant),
            action: "start_payment",
            subject: order.id.to_string(),
            before: json!({ "attempts": order.attempts.len() - 1 }),
            after: json!({ "attempts": order.attempts.len(), "attempt": attempt.id, "amount": order.amount }),
        };
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await.map(|()| order)
    }

    /// Changes an order as it stands now; when another change came first, the
    /// order as that left it.
    ///
    /// # Errors
    /// [`CommitError`] when the table cannot be written, or others keep coming first.
    pub async fn change_order(
        &self,
        mut order: Order,
        change: impl Fn(&mut Order),
    ) -> Result<Order, CommitError> {
        let (applicant, application) = (order.applicant, order.application);
        let mut round = 1;
        loop {
            change(&mut order);
            order = order.written_again();
            let item = Item::new(order_key(applicant, application), &order)?;
            match self.payments.put(item, version_before(&order)).await {
                Err(CommitError::Refused(refused)) if round < ROUNDS => {
                    let gone = || StoreError::corrupt("an order is gone");
                    order = refused.existing("item")?.ok_or_else(gone)?;
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
    pub async fn record(&self, event: &Event) -> Result<bool, CommitError> {
        let mut transaction = Transaction::new();
        let item = Item::new(event_key(&event.id), event)?;
        transaction.create("event", &self.payments, item)?;
        if event.transaction.is_some() {
            let provider = WECHAT_PAY.to_owned();
            let event = event.id.as_str().to_owned();
            let message = SettlePayment { provider, event };
            self.outbox.send(&mut transaction, message)?;
        }
        match transaction.commit().await {
            Ok(()) => Ok(true),
            Err(CommitError::Refused(refused)) if refused.by("event") => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// A recorded report.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn event(&self, id: &EventId) -> Result<Option<Event>, StoreError> {
        self.payments.get(&event_key(id)).await
    }

    /// Notes what came of a report that changes nothing else. Judged once, a
    /// report stays as it was judged.
    ///
    /// # Errors
    /// [`CommitError::Refused`] when it was judged meanwhile.
    pub async fn note(
        &self,
        event: &EventId,
        outcome: Outcome,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        self.set_outcome(&mut transaction, event, outcome)?;
        let entry = Entry {
            actor: Actor::Service("settle_payment"),
            action: "settle_payment",
            subject: format!("{WECHAT_PAY}#{}", event.as_str()),
            before: json!({}),
            after: json!({ "outcome": outcome }),
        };
        self.audit.record(&mut transaction, occasion, &entry)?;
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
        event: &EventId,
        order: Order,
        payment: &Payment,
        kind: LedgerKind,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let order = order.written_again();
        let mut transaction = Transaction::new();
        self.put_order(&mut transaction, &order)?;
        let entry = LedgerEntry {
            kind,
            order: order.id,
            applicant: order.applicant,
            application: order.application,
            amount: order.amount,
            payment: payment.clone(),
            booked_at: occasion.now,
        };
        let item = Item::new(ledger_key(&payment.transaction_id), &entry)?;
        transaction.create("ledger", &self.payments, item)?;
        let outcome = match kind {
            LedgerKind::Settlement => Outcome::Settled,
            LedgerKind::Overpayment => Outcome::Overpaid,
        };
        self.set_outcome(&mut transaction, event, outcome)?;
        if kind == LedgerKind::Settlement {
            let news = FeeSettled {
                applicant: order.applicant,
                application: order.application,
                amount: order.amount,
                settled_at: payment.paid_at,
            };
            self.outbox.send(&mut transaction, news)?;
        }
        let entry = Entry {
            actor: Actor::Service("settle_payment"),
            action: "settle_payment",
            subject: order.id.to_string(),
            before: json!({ "payments": order.payments.len() - 1 }),
            after: json!({ "outcome": outcome, "payment": payment }),
        };
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }

    fn put_order(&self, transaction: &mut Transaction, order: &Order) -> Result<(), StoreError> {
        let item = Item::new(order_key(order.applicant, order.application), order)?;
        transaction.put("order", &self.payments, item, version_before(order))
    }

    fn set_outcome(
        &self,
        transaction: &mut Transaction,
        event: &EventId,
        outcome: Outcome,
    ) -> Result<(), StoreError> {
        let change = Change::new().set("outcome", outcome);
        let not_judged = Condition::item_exists().and(Condition::Missing("outcome"));
        transaction.update("event", &self.payments, event_key(event), change, not_judged)
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

fn order_key(applicant: AccountId, application: ApplicationId) -> Key {
    Key::new(applicant_partition(applicant), format!("ORDER#{application}"))
}

fn attempt_key(number: &OutTradeNo) -> Key {
    Key::new(format!("ATTEMPT#{number}"), "ATTEMPT")
}

fn event_key(id: &EventId) -> Key {
    Key::new(format!("EVENT#{WECHAT_PAY}#{}", id.as_str()), "EVENT")
}

fn ledger_key(transaction_id: &str) -> Key {
    Key::new(format!("LEDGER#{WECHAT_PAY}#{transaction_id}"), "ENTRY")
}
