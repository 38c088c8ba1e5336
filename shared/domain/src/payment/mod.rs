//! What several areas know of a payment: orders with the attempts to pay them, what
//! they are for, who takes the money, and under which keys it all lies. Only
//! payments changes it.

pub mod attempt;
pub mod order;
pub(crate) mod personal_data;
mod tuition;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::ids::AccountId;
use shared_platform::money::Money;
use shared_platform::outbox::Message;
use shared_platform::store::Key;

pub use self::tuition::tuition_of;
use crate::application::applicant_partition;
use crate::ids::ApplicationId;

/// Who takes money for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// WeChat Pay.
    WechatPay,
}

impl Provider {
    /// The name in keys and logs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WechatPay => "wechat_pay",
        }
    }
}

/// What an order is for. There is one order for each purpose of an applicant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Purpose {
    /// The fee of an application (S61).
    ApplicationFee {
        /// The application.
        application: ApplicationId,
    },
}

/// A payment, as the provider who took it numbers it: `wechat_pay#4200…`. No two
/// payments have the same, whoever took them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PaymentId(String);

impl PaymentId {
    /// The payment that a provider calls `transaction`.
    #[must_use]
    pub fn new(provider: Provider, transaction: &str) -> Self {
        Self(format!("{}#{transaction}", provider.name()))
    }

    /// The key of its entry in the ledger: one payment is booked once.
    #[must_use]
    pub fn ledger_key(&self) -> Key {
        Key::new(format!("LEDGER#{}", self.0), "ENTRY")
    }
}

impl From<String> for PaymentId {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// How the sort keys of all orders of an applicant begin, in the partition that
/// holds everything of one applicant.
pub const ORDERS: &str = "ORDER#";

/// The key of an order in the Payments table.
#[must_use]
pub fn order_key(applicant: AccountId, purpose: Purpose) -> Key {
    let sort = match purpose {
        Purpose::ApplicationFee { application } => format!("{ORDERS}{application}"),
    };
    Key::new(applicant_partition(applicant), sort)
}

/// The key that leads from the number of an attempt to its order.
#[must_use]
pub fn attempt_key(number: &str) -> Key {
    Key::new(format!("ATTEMPT#{number}"), "ATTEMPT")
}

/// An application's fee is settled: release the application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FeeSettled {
    /// The applicant.
    pub applicant: AccountId,
    /// The application.
    pub application: ApplicationId,
    /// What was paid.
    pub amount: Money,
    /// When the provider took the money.
    pub settled_at: Timestamp,
}

impl Message for FeeSettled {
    const ACTION: &'static str = "release_for_review";
}
