//! `settle_payment`: judges what WeChat Pay has told, once per report.
//!
//! The first payment of an order settles it and releases the application (S63);
//! a further one is booked as paid too much; what is no payment of ours is
//! refused with a reason and not tried again. A message may come twice, late or
//! beside another: conditions on the order, the transaction's ledger entry and
//! the report let one of them through.

use shared_platform::actions::Failure;
use shared_platform::audit::Occasion;
use shared_platform::outbox::Delivery;
use shared_platform::store::{CommitError, StoreError};
use shared_platform::{Clock, Environment, InitError, MessageAction};

use crate::attempt::OutTradeNo;
use crate::configuration;
use crate::event::{self, Event, EventId, Outcome};
use crate::order::{Effect, Order, Payment};
use crate::settlement::{Merchant, Refusal};
use crate::store::{LedgerKind, Store};
use crate::wechat::Transaction;

/// How often a payment is judged anew when its order changed meanwhile.
const ROUNDS: u32 = 4;

/// The action.
pub struct SettlePayment {
    store: Store,
    merchant: Merchant,
    clock: Clock,
}

/// A report is to be settled that was never recorded: a defect.
#[derive(Debug, thiserror::Error)]
#[error("the report is not recorded")]
struct NotRecorded;

/// The order kept changing while its payment was judged. Trying again helps.
#[derive(Debug, thiserror::Error)]
#[error("the order kept changing")]
struct KeptChanging;

impl MessageAction for SettlePayment {
    type Message = event::SettlePayment;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        store.warm().await;
        let merchant = configuration::merchant(environment)?;
        Ok(Self { store, merchant, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let occasion = Occasion::of_message(delivery.id, self.clock.now());
        let id = EventId::from(delivery.message.event);
        let event = self.store.event(&id).await?.ok_or(NotRecorded)?;
        if event.outcome.is_some() {
            return Ok(());
        }
        for _ in 0..ROUNDS {
            let judgement = self.judge(&event).await?;
            if self.write(&event.id, judgement, &occasion).await? {
                return Ok(());
            }
        }
        Err(KeptChanging.into())
    }
}

/// What is to be done about a report.
enum Judgement {
    /// Book a payment that the order has taken in.
    Book(LedgerKind, Order, Payment),
    /// Note what came of it, and nothing else.
    Note(Outcome),
}

impl From<Refusal> for Judgement {
    fn from(refusal: Refusal) -> Self {
        Self::Note(Outcome::Refused(refusal))
    }
}

impl SettlePayment {
    /// Judges a report by how things stand now.
    async fn judge(&self, event: &Event) -> Result<Judgement, StoreError> {
        let Some(transaction) = &event.transaction else {
            return Ok(Refusal::Incomplete.into());
        };
        let number = match self.merchant.check(transaction) {
            Ok(number) => number,
            Err(refusal) => return Ok(refusal.into()),
        };
        let Some(order) = self.order(&number).await? else {
            return Ok(Refusal::UnknownOrder.into());
        };
        Ok(judge_for(order, number, transaction))
    }

    async fn order(&self, number: &OutTradeNo) -> Result<Option<Order>, StoreError> {
        match self.store.owner_of(number).await? {
            Some(owner) => self.store.order(owner.applicant, owner.application).await,
            None => Ok(None),
        }
    }

    /// Writes a judgement down; `false` when the order changed meanwhile and the
    /// report has to be judged anew.
    async fn write(
        &self,
        event: &EventId,
        judgement: Judgement,
        occasion: &Occasion,
    ) -> Result<bool, CommitError> {
        let written = match judgement {
            Judgement::Note(outcome) => self.note(event, outcome, occasion).await,
            Judgement::Book(kind, order, payment) => {
                self.store.book(event, order, &payment, kind, occasion).await
            }
        };
        match written {
            Ok(()) => Ok(true),
            // Another copy of the message came first.
            Err(CommitError::Refused(refused)) if refused.by("event") => Ok(true),
            Err(CommitError::Refused(refused)) if refused.by("order") => Ok(false),
            // The order is as it was, so the entry is not of this order.
            Err(CommitError::Refused(refused)) if refused.by("ledger") => {
                let refusal = Outcome::Refused(Refusal::TransactionOfAnotherOrder);
                self.note(event, refusal, occasion).await.map(|()| true)
            }
            Err(error) => Err(error),
        }
    }

    async fn note(
        &self,
        event: &EventId,
        outcome: Outcome,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        if let Outcome::Refused(refusal) = outcome {
            tracing::warn!(event = event.as_str(), %refusal, "a payment report was refused");
        }
        self.store.note(event, outcome, occasion).await
    }
}

fn judge_for(mut order: Order, number: OutTradeNo, transaction: &Transaction) -> Judgement {
    let payment = match order.payment_of(number, transaction) {
        Ok(payment) => payment,
        Err(refusal) => return refusal.into(),
    };
    match order.receive(&payment) {
        Effect::Known => Judgement::Note(Outcome::Duplicate),
        Effect::Settled => Judgement::Book(LedgerKind::Settlement, order, payment),
        Effect::Overpaid => {
            tracing::warn!(order = %order.id, "an order was paid again: money to give back");
            Judgement::Book(LedgerKind::Overpayment, order, payment)
        }
    }
}
