//! Whether a transaction that WeChat has vouched for pays an order of ours.
//!
//! The signature says that WeChat sent it; these checks say that it is ours,
//! that it is money, and that it is the right sum ("Payment notification",
//! what a merchant must check).

use serde::{Deserialize, Serialize};
use shared_platform::money::{Currency, Money};

use crate::attempt::OutTradeNo;
use crate::order::{Order, Payment};
use crate::wechat::{TradeState, Transaction};

/// Who we are at WeChat Pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merchant {
    /// The app id that orders are made with.
    pub app_id: String,
    /// The merchant number.
    pub merchant_id: String,
}

/// Why a transaction settles nothing. A person looks into each.
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
    /// It is not in the state SUCCESS.
    #[error("not in the state SUCCESS")]
    NotPaid,
    /// The order asked for another sum than ours.
    #[error("another sum")]
    AnotherSum,
    /// Not in our currency.
    #[error("another currency")]
    AnotherCurrency,
    /// It lacks what a paid transaction has.
    #[error("incomplete")]
    Incomplete,
    /// The same transaction has paid another order.
    #[error("the transaction belongs to another order")]
    TransactionOfAnotherOrder,
}

impl Merchant {
    /// Whether a transaction is a payment to us.
    ///
    /// # Errors
    /// [`Refusal`] for what is not.
    pub fn check(&self, transaction: &Transaction) -> Result<OutTradeNo, Refusal> {
        if transaction.merchant_id != self.merchant_id {
            return Err(Refusal::AnotherMerchant);
        }
        if transaction.app_id != self.app_id {
            return Err(Refusal::AnotherApp);
        }
        if transaction.trade_state != TradeState::Success {
            return Err(Refusal::NotPaid);
        }
        OutTradeNo::parse(&transaction.out_trade_no).map_err(|_| Refusal::UnknownOrder)
    }
}

impl Order {
    /// The payment that a transaction is, if it pays this order in full.
    ///
    /// # Errors
    /// [`Refusal`] when it does not.
    pub fn payment_of(
        &self,
        number: OutTradeNo,
        transaction: &Transaction,
    ) -> Result<Payment, Refusal> {
        let Transaction {
            transaction_id: Some(transaction_id),
            success_time: Some(paid_at),
            amount: Some(amount),
            ..
        } = transaction
        else {
            return Err(Refusal::Incomplete);
        };
        if transaction_id.is_empty() {
            return Err(Refusal::Incomplete);
        }
        if amount.currency.as_deref() != Some("CNY") {
            return Err(Refusal::AnotherCurrency);
        }
        let paid = Money { amount_fen: amount.total, currency: Currency::Cny };
        if paid != self.amount {
            return Err(Refusal::AnotherSum);
        }
        let transaction_id = transaction_id.clone();
        Ok(Payment { transaction_id, out_trade_no: number, paid_at: *paid_at })
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use shared_domain::ids::{ApplicationId, AttemptId, OrderId};
    use shared_platform::ids::AccountId;

    use super::*;
    use crate::wechat::Amount;

    fn merchant() -> Merchant {
        Merchant { app_id: "wx0000000000000001".into(), merchant_id: "1900000001".into() }
    }

    fn transaction() -> Transaction {
        Transaction {
            app_id: merchant().app_id,
            merchant_id: merchant().merchant_id,
            out_trade_no: OutTradeNo::from(AttemptId::new()).to_string(),
            transaction_id: Some("4200000000000000000000000001".into()),
            trade_state: TradeState::Success,
            success_time: Some(Timestamp::UNIX_EPOCH),
            amount: Some(Amount { total: 40_000, currency: Some("CNY".into()) }),
        }
    }

    fn outcome(transaction: &Transaction) -> Result<Payment, Refusal> {
        let now = Timestamp::UNIX_EPOCH;
        let fee = Money::fen(40_000);
        let order = Order::new(OrderId::new(), AccountId::new(), ApplicationId::new(), fee, now);
        order.payment_of(merchant().check(transaction)?, transaction)
    }

    #[test]
    fn a_successful_transaction_of_the_right_sum_is_a_payment() {
        let transaction = transaction();
        let payment = outcome(&transaction).unwrap();
        assert_eq!(Some(payment.transaction_id), transaction.transaction_id);
    }

    #[test]
    fn a_transaction_that_differs_in_one_thing_is_refused() {
        let amount = |total, currency: Option<&str>| {
            Some(Amount { total, currency: currency.map(str::to_owned) })
        };
        let whole = transaction;
        let cases = [
            (Refusal::AnotherMerchant, Transaction { merchant_id: "1900000002".into(), ..whole() }),
            (Refusal::AnotherApp, Transaction { app_id: "wx0000000000000002".into(), ..whole() }),
            (Refusal::UnknownOrder, Transaction { out_trade_no: "x".into(), ..whole() }),
            (Refusal::NotPaid, Transaction { trade_state: TradeState::NotPay, ..whole() }),
            (Refusal::NotPaid, Transaction { trade_state: TradeState::Refund, ..whole() }),
            (Refusal::NotPaid, Transaction { trade_state: TradeState::Other, ..whole() }),
            (Refusal::AnotherSum, Transaction { amount: amount(39_999, Some("CNY")), ..whole() }),
            (Refusal::AnotherSum, Transaction { amount: amount(400, Some("CNY")), ..whole() }),
            (
                Refusal::AnotherCurrency,
                Transaction { amount: amount(40_000, Some("USD")), ..whole() },
            ),
            (Refusal::AnotherCurrency, Transaction { amount: amount(40_000, None), ..whole() }),
            (Refusal::Incomplete, Transaction { amount: None, ..whole() }),
            (Refusal::Incomplete, Transaction { transaction_id: None, ..whole() }),
            (Refusal::Incomplete, Transaction { transaction_id: Some(String::new()), ..whole() }),
            (Refusal::Incomplete, Transaction { success_time: None, ..whole() }),
        ];
        for (refusal, transaction) in cases {
            assert_eq!(outcome(&transaction), Err(refusal), "{transaction:?}");
        }
    }
}
