//! An order as WeChat Pay keeps it.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::platform::Settings;

/// What the merchant asked for. Asked again under the same number, it must be
/// the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    /// What is sold.
    pub description: String,
    /// The price in fen.
    pub amount_fen: i64,
    /// `CNY`.
    pub currency: String,
    /// Whom to tell of the payment.
    pub notify_url: String,
    /// After this no payment is taken.
    pub expires_at: Timestamp,
}

/// How far an order has come, in WeChat's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum OrderState {
    /// Not paid.
    NotPay,
    /// Paid.
    Success,
    /// Its time has passed without a payment.
    Closed,
}

/// An order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// The merchant's number.
    pub out_trade_no: String,
    /// How far it has come.
    pub state: OrderState,
    /// What the merchant asked for.
    #[serde(flatten)]
    pub asked: Asked,
    /// What a phone would scan.
    pub code_url: String,
    /// WeChat's number of the payment.
    pub transaction_id: Option<String>,
    /// When it was paid.
    pub paid_at: Option<Timestamp>,
    /// Every try to tell the merchant.
    pub deliveries: Vec<Delivery>,
}

/// One try to tell the merchant of a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Delivery {
    /// When.
    pub at: Timestamp,
    /// The HTTP status the merchant answered with.
    pub status: Option<u16>,
    /// Why there was no answer.
    pub error: Option<String>,
}

impl Delivery {
    /// The merchant has taken it: WeChat accepts 200 and 204.
    #[must_use]
    pub fn was_taken(&self) -> bool {
        matches!(self.status, Some(200 | 204))
    }
}

impl Order {
    pub(crate) fn new(out_trade_no: String, asked: Asked, code_url: String) -> Self {
        Self {
            out_trade_no,
            state: OrderState::NotPay,
            asked,
            code_url,
            transaction_id: None,
            paid_at: None,
            deliveries: Vec::new(),
        }
    }

    /// The payer pays, unless it is too late; paid once, it stays so.
    pub(crate) fn pay(&mut self, now: Timestamp) {
        self.lapse(now);
        if self.state == OrderState::NotPay {
            self.state = OrderState::Success;
            self.paid_at = Some(now);
            // 28 digits that begin as WeChat's do.
            let digits = format!("{:024}", Uuid::now_v7().as_u128() % 10_u128.pow(24));
            self.transaction_id = Some(format!("4200{digits}"));
        }
    }

    /// An order whose time has passed cannot be paid any more.
    pub(crate) fn lapse(&mut self, now: Timestamp) {
        if self.state == OrderState::NotPay && now >= self.asked.expires_at {
            self.state = OrderState::Closed;
        }
    }

    /// What the notification of this order's payment is called: one payment, one id.
    pub(crate) fn notification_id(&self) -> Option<String> {
        self.transaction_id.as_ref().map(|transaction| format!("EV-{transaction}"))
    }

    /// The order as the query answers it and as the notification holds it. An
    /// unpaid one has no transaction id, payer or time of success.
    pub(crate) fn transaction(&self, settings: &Settings) -> Value {
        let (state, description) = match self.state {
            OrderState::NotPay => ("NOTPAY", "订单未支付"),
            OrderState::Success => ("SUCCESS", "支付成功"),
            OrderState::Closed => ("CLOSED", "订单已关闭"),
        };
        let mut transaction = json!({
            "appid": settings.app_id,
            "mchid": settings.merchant_id,
            "out_trade_no": self.out_trade_no,
            "trade_state": state,
            "trade_state_desc": description,
            "attach": "",
            "amount": { "total": self.asked.amount_fen, "currency": self.asked.currency },
        });
        if let (Some(transaction_id), Some(paid_at)) = (&self.transaction_id, self.paid_at) {
            let paid = json!({
                "transaction_id": transaction_id,
                "trade_type": "NATIVE",
                "bank_type": "OTHERS",
                "success_time": format!("{:.0}", paid_at.display_with_offset(jiff::tz::offset(8))),
                "payer": { "openid": "oMADEUPMADEUPMADEUPMADEUP000" },
                "amount": {
                    "total": self.asked.amount_fen,
                    "payer_total": self.asked.amount_fen,
                    "currency": self.asked.currency,
                    "payer_currency": self.asked.currency,
                },
            });
            if let (Value::Object(transaction), Value::Object(paid)) = (&mut transaction, paid) {
                transaction.extend(paid);
            }
        }
        transaction
    }
}
