//! `settle_payment`: judges what a provider has told, once per report.
//!
//! The first payment of an order settles it and releases the application (S63);
//! a further one is booked as paid too much; what is no payment of ours is
//! refused with a reason and not tried again. A message may come twice, late or
//! beside another: conditions on the order, the transaction's ledger entry and
//! the report let one of them through.

use shared_platform::actions::Failure;
use shared_platform::audit::Deed;
use shared_platform::outbox::Delivery;
use shared_platform::store::{CommitError, StoreError};
use shared_platform::{Clock, Environment, InitError, MessageAction};

use crate::settling::event::{self, Event, Outcome};
use crate::settling::report::{Refusal, Report, Reported};
use crate::store::{EVENT, LEDGER, LedgerKind, ORDER, Store};
use shared_domain::payment::attempt::AttemptNumber;
use shared_domain::payment::order::{Effect, Order, Payment};

/// How often a payment is judged anew when its order changed meanwhile.
const ROUNDS: u32 = 4;

/// The action.
pub struct SettlePayment {
    store: Store,
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
        Ok(Self { store, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let deed = Deed::of_message::<Self>(delivery.id, self.clock.now());
        let event::SettlePayment { provider, event } = delivery.message;
        let event = self.store.event(provider, &event).await?.ok_or(NotRecorded)?;
        if event.outcome.is_some() {
            return Ok(());
        }
        for _ in 0..ROUNDS {
            let judgement = self.judge(&event).await?;
            if self.write(&deed, &event, judgement).await? {
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
        let report = match &event.reported {
            Some(Reported::Paid(report)) => report,
            Some(Reported::Refused(refusal)) => return Ok((*refusal).into()),
            None => return Ok(Refusal::Incomplete.into()),
        };
        match self.order(&report.attempt).await? {
            Some(order) => Ok(judge_for(order, report)),
            None => Ok(Refusal::UnknownOrder.into()),
        }
    }

    async fn order(&self, number: &AttemptNumber) -> Result<Option<Order>, StoreError> {
        match self.store.owner_of(number).await? {
            Some(owner) => self.store.order(owner.applicant, owner.purpose).await,
            None => Ok(None),
        }
    }

    /// Writes a judgement down; `false` when the order changed meanwhile and the
    /// report has to be judged anew.
    async fn write(
        &self,
        deed: &Deed,
        event: &Event,
        judgement: Judgement,
    ) -> Result<bool, CommitError> {
        let written = match judgement {
            Judgement::Note(outcome) => self.note(deed, event, outcome).await,
            Judgement::Book(kind, order, payment) => {
                self.store.book(deed, event, order, &payment, kind).await
            }
        };
        match written {
            Ok(()) => Ok(true),
            // Another copy of the message came first.
            Err(CommitError::Refused(refused)) if refused.is_of(EVENT) => Ok(true),
            Err(CommitError::Refused(refused)) if refused.is_of(ORDER) => Ok(false),
            // The order is as it was, so the entry is not of this order.
            Err(CommitError::Refused(refused)) if refused.is_of(LEDGER) => {
                let refusal = Outcome::Refused(Refusal::TransactionOfAnotherOrder);
                self.note(deed, event, refusal).await.map(|()| true)
            }
            Err(error) => Err(error),
        }
    }

    async fn note(&self, deed: &Deed, event: &Event, outcome: Outcome) -> Result<(), CommitError> {
        if let Outcome::Refused(refusal) = outcome {
            tracing::warn!(event = event.id.as_str(), %refusal, "a payment report was refused");
        }
        self.store.note(deed, event, outcome).await
    }
}

fn judge_for(mut order: Order, report: &Report) -> Judgement {
    let payment = match report.payment_of(&order) {
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
