//! Who we are at WeChat Pay, and what a transaction of theirs is to us.
//!
//! The signature says that WeChat sent it; these checks say that it is ours and
//! that it is money ("Payment notification", what a merchant must check). Whether
//! it is the right sum is for the order to say.

use shared_domain::payment::Provider;
use shared_platform::money::{Currency, Money};

use super::{TradeState, Transaction};
use crate::settling::report::{Refusal, Report};
use shared_domain::payment::attempt::AttemptNumber;

/// Who we are at WeChat Pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merchant {
    /// The app id that orders are made with.
    pub app_id: String,
    /// The merchant number.
    pub merchant_id: String,
}

impl Merchant {
    /// What a transaction reports, if it is a payment to us.
    ///
    /// # Errors
    /// [`Refusal`] for what is not.
    pub fn report(&self, transaction: &Transaction) -> Result<Report, Refusal> {
        if transaction.merchant_id != self.merchant_id {
            return Err(Refusal::AnotherMerchant);
        }
        if transaction.app_id != self.app_id {
            return Err(Refusal::AnotherApp);
        }
        if transaction.trade_state != TradeState::Success {
            return Err(Refusal::NotPaid);
        }
        let attempt = AttemptNumber::parse(&transaction.out_trade_no);
        let attempt = attempt.map_err(|_| Refusal::UnknownOrder)?;
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
        Ok(Report {
            provider: Provider::WechatPay,
            attempt,
            transaction: transaction_id.clone(),
            amount: Money { amount_fen: amount.total, currency: Currency::Cny },
            paid_at: *paid_at,
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use shared_domain::ids::{ApplicationId, AttemptId, OrderId};
    use shared_domain::payment::{PaymentId, Purpose};
    use shared_platform::ids::AccountId;

    use super::super::Amount;
    use super::*;
    use shared_domain::payment::order::{Order, Payment};

    fn merchant() -> Merchant {
        Merchant { app_id: "wx0000000000000001".into(), merchant_id: "1900000001".into() }
    }

    fn transaction() -> Transaction {
        Transaction {
            app_id: merchant().app_id,
            merchant_id: merchant().merchant_id,
            out_trade_no: AttemptNumber::from(AttemptId::new()).to_string(),
            transaction_id: Some("4200000000000000000000000001".into()),
            trade_state: TradeState::Success,
            success_time: Some(Timestamp::UNIX_EPOCH),
            amount: Some(Amount { total: 40_000, currency: Some("CNY".into()) }),
        }
    }

    fn outcome(transaction: &Transaction) -> Result<Payment, Refusal> {
        let now = Timestamp::UNIX_EPOCH;
        let fee = Money::fen(40_000);
        let purpose = Purpose::ApplicationFee { application: ApplicationId::new() };
        let order = Order::new(OrderId::new(), AccountId::new(), purpose, fee, now);
        merchant().report(transaction)?.payment_of(&order)
    }

    #[test]
    fn a_successful_transaction_of_the_right_sum_is_a_payment() {
        let transaction = transaction();
        let payment = outcome(&transaction).unwrap();
        let transaction = transaction.transaction_id.unwrap();
        assert_eq!(payment.id, PaymentId::new(Provider::WechatPay, &transaction));
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
