//! What a provider reported, as it is kept: first recorded, then judged once.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::payment::Provider;
use shared_platform::outbox::Message;

use super::report::{Refusal, Reported};

/// Settle what a provider reported: it is verified and recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SettlePayment {
    /// Who reported it.
    pub provider: Provider,
    /// The report.
    pub event: EventId,
}

impl Message for SettlePayment {
    const ACTION: &'static str = "settle_payment";
}

/// The longest name of an event that is taken.
const LONGEST_ID: usize = 64;

/// Names a report of a provider; a repeated report carries the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventId(String);

impl EventId {
    /// The id of a notification: what the provider calls it.
    #[must_use]
    pub fn of_notification(id: &str) -> Option<Self> {
        let well_formed =
            (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic());
        well_formed.then(|| Self(id.to_owned()))
    }

    /// The id of a payment that we found by asking: one per transaction.
    #[must_use]
    pub fn of_query(transaction_id: &str) -> Self {
        Self(format!("query#{transaction_id}"))
    }

    /// The id as it stands in a key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What came of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It settled an order.
    Settled,
    /// Its transaction was known.
    Duplicate,
    /// Its order was settled by another transaction: this money must go back.
    Overpaid,
    /// It settles nothing. A person looks into it.
    Refused(Refusal),
}

/// A verified report of a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// The report.
    pub id: EventId,
    /// Who reported it.
    pub provider: Provider,
    /// When we learnt of it.
    pub received_at: Timestamp,
    /// The body of the notification as it came, its resource still encrypted;
    /// `None` for what we found by asking.
    pub body: Option<String>,
    /// What it says of a payment; `None` when it is about something else.
    pub reported: Option<Reported>,
    /// What came of it; `None` until it has been judged.
    pub outcome: Option<Outcome>,
}
