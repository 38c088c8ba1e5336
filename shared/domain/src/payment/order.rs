//! An order: what somebody owes for a purpose; any number of attempts, one settlement.
//!
//! What has been paid is a list that only grows. The first payment in it
//! settles the order; every further one is money too much. So no order of
//! events, however late, repeated or shuffled, can settle an order twice or
//! take a settlement back.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::clock::seconds_after;
use shared_platform::ids::AccountId;
use shared_platform::money::Money;

use super::attempt::{Attempt, AttemptNumber};
use super::{PaymentId, Purpose};
use crate::ids::OrderId;

/// How long after its end an attempt to pay may still turn out to be paid, in
/// seconds: the provider tells of payments for a day.
const NEWS_OF_PAYMENT_SECONDS: i64 = 24 * 60 * 60;

/// The most attempts an order keeps. Each is a real order at the provider;
/// who needs more has another trouble than a lost code.
pub const MOST_ATTEMPTS: usize = 100;

/// A payment that a provider has vouched for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Payment {
    /// The payment.
    pub id: PaymentId,
    /// The attempt that was paid.
    pub attempt: AttemptNumber,
    /// When the provider took the money.
    pub paid_at: Timestamp,
}

/// What a payment meant to an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It settled the order.
    Settled,
    /// The order was settled by another one: this money must go back.
    Overpaid,
    /// It was known already.
    Known,
}

/// Why an order takes no further attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StartRefused {
    /// It is paid.
    #[error("the order is settled")]
    Settled,
    /// An attempt is open; there is one at a time.
    #[error("an attempt is open")]
    AttemptOpen,
    /// There have been too many.
    #[error("the order has had too many attempts")]
    TooManyAttempts,
}

/// An order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// The order.
    pub id: OrderId,
    /// Who owes it.
    pub applicant: AccountId,
    /// What it is for.
    pub purpose: Purpose,
    /// The sum, fixed when the order was made.
    pub amount: Money,
    /// All attempts, the oldest first.
    pub attempts: Vec<Attempt>,
    /// All payments, in the order we learnt of them.
    pub payments: Vec<Payment>,
    /// Counts the writes of this order.
    pub version: u64,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Order {
    /// A new order without an attempt.
    #[must_use]
    pub fn new(
        id: OrderId,
        applicant: AccountId,
        purpose: Purpose,
        amount: Money,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            applicant,
            purpose,
            amount,
            attempts: Vec::new(),
            payments: Vec::new(),
            version: 0,
            created_at: now,
        }
    }

    /// The order as it is to be written: one version further.
    #[must_use]
    pub fn written_again(self) -> Self {
        Self { version: self.version + 1, ..self }
    }

    /// The payment that settled the order.
    #[must_use]
    pub fn settlement(&self) -> Option<&Payment> {
        self.payments.first()
    }

    /// The attempt that is neither paid nor given up.
    pub fn open_attempt(&mut self) -> Option<&mut Attempt> {
        self.attempts.iter_mut().find(|attempt| attempt.is_open())
    }

    /// The attempt with a number.
    pub fn attempt(&mut self, number: &AttemptNumber) -> Option<&mut Attempt> {
        self.attempts.iter_mut().find(|attempt| attempt.number() == *number)
    }

    /// Begins an attempt.
    ///
    /// # Errors
    /// [`StartRefused`] when the order takes none; it is unchanged then.
    pub fn start(&mut self, attempt: Attempt) -> Result<(), StartRefused> {
        if self.settlement().is_some() {
            return Err(StartRefused::Settled);
        }
        if self.open_attempt().is_some() {
            return Err(StartRefused::AttemptOpen);
        }
        if self.attempts.len() >= MOST_ATTEMPTS {
            return Err(StartRefused::TooManyAttempts);
        }
        self.attempts.push(attempt);
        Ok(())
    }

    /// Whether money may be on the way to us.
    #[must_use]
    pub fn may_be_paid(&self, now: Timestamp) -> bool {
        let may_be_told = |attempt: &Attempt| {
            attempt.is_open() && now < seconds_after(attempt.expires_at, NEWS_OF_PAYMENT_SECONDS)
        };
        self.attempts.iter().any(may_be_told)
    }

    /// Takes note of a payment. Its amount has been found to be the order's.
    pub fn receive(&mut self, payment: &Payment) -> Effect {
        let known = |seen: &Payment| seen.id == payment.id;
        if self.payments.iter().any(known) {
            return Effect::Known;
        }
        // Whatever else is still open is not to be paid as well.
        self.attempts.iter_mut().for_each(Attempt::close);
        if let Some(attempt) = self.attempt(&payment.attempt) {
            attempt.receive_payment();
        }
        self.payments.push(payment.clone());
        match self.payments.len() {
            1 => Effect::Settled,
            _ => Effect::Overpaid,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ids::{ApplicationId, AttemptId};
    use crate::payment::Provider;
    use crate::payment::attempt::{AttemptState, Method};
    use crate::samples;

    fn order() -> Order {
        samples::order(AccountId::new(), ApplicationId::new())
    }

    fn start(order: &mut Order) -> Result<AttemptNumber, StartRefused> {
        let attempt = Attempt::new(AttemptId::new(), Method::WechatPay, Timestamp::UNIX_EPOCH);
        let number = attempt.number();
        order.start(attempt).map(|()| number)
    }

    fn payment(transaction: u8, number: &AttemptNumber) -> Payment {
        Payment {
            id: PaymentId::new(Provider::WechatPay, &format!("42000000{transaction}")),
            attempt: number.clone(),
            paid_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn an_order_has_one_open_attempt_at_a_time() {
        let mut order = order();
        start(&mut order).unwrap();
        assert_eq!(start(&mut order), Err(StartRefused::AttemptOpen));
        order.open_attempt().unwrap().close();
        start(&mut order).unwrap();
    }

    #[test]
    fn a_settled_order_takes_no_further_attempt() {
        let mut order = order();
        let number = start(&mut order).unwrap();
        assert_eq!(order.receive(&payment(1, &number)), Effect::Settled);
        assert_eq!(start(&mut order), Err(StartRefused::Settled));
    }

    #[test]
    fn a_payment_after_the_attempt_was_closed_settles() {
        let mut order = order();
        let number = start(&mut order).unwrap();
        order.open_attempt().unwrap().close();
        assert_eq!(order.receive(&payment(1, &number)), Effect::Settled);
        assert_eq!(order.attempt(&number).unwrap().state, AttemptState::Paid);
    }

    #[test]
    fn a_second_payment_is_money_too_much() {
        let mut order = order();
        let first = start(&mut order).unwrap();
        order.open_attempt().unwrap().close();
        let second = start(&mut order).unwrap();
        assert_eq!(order.receive(&payment(2, &second)), Effect::Settled);
        assert_eq!(order.receive(&payment(1, &first)), Effect::Overpaid);
        assert_eq!(order.receive(&payment(3, &second)), Effect::Overpaid);
        assert_eq!(order.settlement(), Some(&payment(2, &second)));
    }

    #[test]
    fn an_order_does_not_collect_attempts_without_end() {
        let mut order = order();
        for _ in 0..100 {
            start(&mut order).unwrap();
            order.open_attempt().unwrap().close();
        }
        assert_eq!(start(&mut order), Err(StartRefused::TooManyAttempts));
    }

    /// What can happen to an order, in any sequence; the numbers choose among
    /// its attempts and among a few transactions, so that repeats are common.
    #[derive(Debug, Clone)]
    enum Happening {
        Start,
        Code { attempt: usize },
        Close { attempt: usize },
        Pay { attempt: usize, transaction: u8 },
    }

    fn happening() -> impl Strategy<Value = Happening> {
        prop_oneof![
            Just(Happening::Start),
            (0..4usize).prop_map(|attempt| Happening::Code { attempt }),
            (0..4usize).prop_map(|attempt| Happening::Close { attempt }),
            (0..4usize, 0..5u8)
                .prop_map(|(attempt, transaction)| Happening::Pay { attempt, transaction }),
        ]
    }

    fn happen(order: &mut Order, happening: &Happening) -> Option<Effect> {
        let count = order.attempts.len().max(1);
        match happening {
            Happening::Start => drop(start(order)),
            Happening::Code { attempt } => {
                if let Some(attempt) = order.attempts.get_mut(attempt % count) {
                    attempt.receive_code("weixin://wxpay/bizpayurl?pr=EXAMPLE");
                }
            }
            Happening::Close { attempt } => {
                if let Some(attempt) = order.attempts.get_mut(attempt % count) {
                    attempt.close();
                }
            }
            Happening::Pay { attempt, transaction } => {
                let number = order.attempts.get(attempt % count)?.number();
                return Some(order.receive(&payment(*transaction, &number)));
            }
        }
        None
    }

    proptest! {
        /// S63: whatever comes, however often and in whatever order, leaves at
        /// most one settlement, and what is paid stays paid.
        #[test]
        fn any_sequence_of_events_leaves_one_settlement_and_never_undoes_a_payment(
            happenings in prop::collection::vec(happening(), 0..60)
        ) {
            let mut order = order();
            let mut settled = 0;
            for happening in &happenings {
                let before = order.clone();
                let effect = happen(&mut order, happening);

                settled += usize::from(effect == Some(Effect::Settled));
                prop_assert!(order.payments.starts_with(&before.payments));
                for (was, is) in before.attempts.iter().zip(&order.attempts) {
                    if was.state == AttemptState::Paid {
                        prop_assert_eq!(is.state, AttemptState::Paid);
                    }
                }
                let open = order.attempts.iter().filter(|attempt| attempt.is_open()).count();
                prop_assert!(open <= usize::from(order.settlement().is_none()));
            }
            prop_assert_eq!(settled, usize::from(order.settlement().is_some()));
            let mut seen: Vec<_> = order.payments.iter().map(|one| &one.id).collect();
            seen.sort();
            seen.dedup();
            prop_assert_eq!(seen.len(), order.payments.len());
        }

        /// The same payments in another order, some of them twice, come to the
        /// same: all are known, one of them settles.
        #[test]
        fn payments_can_come_in_any_order_and_twice(
            transactions in Just((0..5u8).collect::<Vec<_>>()).prop_shuffle(),
            repeats in prop::collection::vec(0..5u8, 0..10)
        ) {
            let mut order = order();
            let number = start(&mut order).unwrap();
            let effects: Vec<_> = transactions
                .iter()
                .chain(&repeats)
                .map(|transaction| order.receive(&payment(*transaction, &number)))
                .collect();
            let count = |effect| effects.iter().filter(|one| **one == effect).count();
            prop_assert_eq!(count(Effect::Settled), 1);
            prop_assert_eq!(count(Effect::Overpaid), 4);
            prop_assert_eq!(count(Effect::Known), repeats.len());
        }
    }

    #[test]
    fn money_may_be_on_the_way_until_news_of_the_last_attempt_would_be_late() {
        let mut order = order();
        assert!(!order.may_be_paid(Timestamp::UNIX_EPOCH));
        start(&mut order).unwrap();
        let late = seconds_after(order.attempts[0].expires_at, NEWS_OF_PAYMENT_SECONDS);
        assert!(order.may_be_paid(seconds_after(late, -1)));
        assert!(!order.may_be_paid(late));
    }
}
