//! What WeChat tells: the envelope of a notification and the transaction that
//! is both the content of a payment notification and the answer to a query.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::EncryptedResource;

/// The body of a notification ("Payment notification").
#[derive(Debug, Clone, Deserialize)]
pub struct Notification {
    /// Names this notification; a retry carries the same.
    pub id: String,
    /// `TRANSACTION.SUCCESS` for a payment.
    pub event_type: String,
    /// The content, encrypted.
    pub resource: EncryptedResource,
}

impl Notification {
    /// Only a successful payment is announced under this event type.
    pub const PAID: &'static str = "TRANSACTION.SUCCESS";
}

/// A transaction ("Query an order"). An order that is not paid has neither
/// transaction id nor time of success.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transaction {
    /// The app the payment was made through.
    #[serde(rename = "appid")]
    pub app_id: String,
    /// The merchant who was paid.
    #[serde(rename = "mchid")]
    pub merchant_id: String,
    /// Our number of the attempt.
    pub out_trade_no: String,
    /// WeChat's number, unique to one payment.
    pub transaction_id: Option<String>,
    /// How far the order has come.
    pub trade_state: TradeState,
    /// When it was paid.
    pub success_time: Option<Timestamp>,
    /// What was to be paid.
    pub amount: Option<Amount>,
}

/// How far an order has come ("Order states").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TradeState {
    /// Paid.
    Success,
    /// Paid, and a refund was started.
    Refund,
    /// Not paid yet.
    NotPay,
    /// Closed without a payment.
    Closed,
    /// A state of another product, or one that came after this was written.
    #[serde(other)]
    Other,
}

impl TradeState {
    /// Whether money has changed hands: a refunded order was paid, too.
    pub fn was_paid(self) -> bool {
        matches!(self, Self::Success | Self::Refund)
    }
}

/// The amount of an order, in fen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// What the order asks for. This is what must equal our price:
    /// `payer_total` is smaller when a coupon pays part of it.
    pub total: i64,
    /// `CNY`.
    pub currency: Option<String>,
}
