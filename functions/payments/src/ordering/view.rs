//! A payment as its applicant sees it.

use jiff::Timestamp;
use serde::Serialize;
use shared_domain::application::{ApplicationHead, FeeState};
use shared_domain::ids::AttemptId;
use shared_domain::payment::attempt::{Attempt, AttemptState, Method};
use shared_domain::payment::order::Order;
use shared_platform::money::Money;
use utoipa::ToSchema;

/// One attempt to pay.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AttemptView {
    /// The attempt.
    id: AttemptId,
    /// The way to pay.
    method: Method,
    /// How far it has come. An attempt whose time is over is closed.
    state: AttemptState,
    /// What is to be paid.
    amount: Money,
    /// The text of the code to scan with WeChat, while it can be paid.
    code_url: Option<String>,
    /// After this it cannot be paid any more.
    expires_at: Timestamp,
}

impl AttemptView {
    pub(crate) fn of(attempt: &Attempt, amount: Money, now: Timestamp) -> Self {
        let over = attempt.is_open() && attempt.is_expired(now);
        Self {
            id: attempt.id,
            method: attempt.method,
            state: if over { AttemptState::Closed } else { attempt.state },
            amount,
            code_url: attempt.code_url.clone().filter(|_| !over),
            expires_at: attempt.expires_at,
        }
    }
}

/// Where the fee of an application is, with every attempt to pay it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PaymentView {
    /// Where the fee is.
    state: FeeState,
    /// The fee; none where it is waived.
    amount: Option<Money>,
    /// When it was paid.
    settled_at: Option<Timestamp>,
    /// All attempts, the oldest first.
    attempts: Vec<AttemptView>,
}

impl PaymentView {
    /// What the application says, and what the order knows better: a payment
    /// that came a moment ago, and the price the order was made for.
    pub(crate) fn of(head: &ApplicationHead, order: Option<&Order>, now: Timestamp) -> Self {
        let settlement = order.and_then(Order::settlement);
        let view = |order: &Order| {
            let attempts = order.attempts.iter();
            attempts.map(|attempt| AttemptView::of(attempt, order.amount, now)).collect()
        };
        Self {
            state: if settlement.is_some() { FeeState::Settled } else { head.fee().state() },
            amount: order.map(|order| order.amount).or(head.fee().amount()),
            settled_at: settlement.map(|payment| payment.paid_at),
            attempts: order.map(view).unwrap_or_default(),
        }
    }
}
