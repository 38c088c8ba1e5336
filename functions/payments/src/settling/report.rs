//! What a provider has vouched for, in our words, whoever the provider is.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::payment::attempt::AttemptNumber;
use shared_domain::payment::order::{Order, Payment};
use shared_domain::payment::{PaymentId, Provider};
use shared_platform::money::Money;

/// Money that a provider took for us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Who took it.
    pub provider: Provider,
    /// The attempt it was paid for.
    pub attempt: AttemptNumber,
    /// The provider's number, unique to one payment.
    pub transaction: String,
    /// How much it was.
    pub amount: Money,
    /// When the provider took it.
    pub paid_at: Timestamp,
}

impl Report {
    /// The payment that it tells of, if it pays the order in full.
    ///
    /// # Errors
    /// [`Refusal::AnotherSum`] when it does not.
    pub fn payment_of(&self, order: &Order) -> Result<Payment, Refusal> {
        match self.amount == order.amount {
            true => Ok(Payment {
                id: PaymentId::new(self.provider, &self.transaction),
                attempt: self.attempt.clone(),
                paid_at: self.paid_at,
            }),
            false => Err(Refusal::AnotherSum),
        }
    }
}

/// What a provider told of a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reported {
    /// It was paid.
    Paid(Report),
    /// What it tells of is no payment to us.
    Refused(Refusal),
}

impl From<Result<Report, Refusal>> for Reported {
    fn from(report: Result<Report, Refusal>) -> Self {
        report.map_or_else(Self::Refused, Self::Paid)
    }
}

/// Why a report settles nothing. A person looks into each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The money went to another merchant.
    #[error("another merchant's")]
    AnotherMerchant,
    /// It was paid through another app.
    #[error("another app's")]
    AnotherApp,
    /// No attempt of ours has this number.
    #[error("no attempt has this number")]
    UnknownOrder,
    /// It is not paid.
    #[error("not paid")]
    NotPaid,
    /// The order asked for another sum than ours.
    #[error("another sum")]
    AnotherSum,
    /// Not in our currency.
    #[error("another currency")]
    AnotherCurrency,
    /// It lacks what a payment has.
    #[error("incomplete")]
    Incomplete,
    /// The same transaction has paid another order.
    #[error("the transaction belongs to another order")]
    TransactionOfAnotherOrder,
}
