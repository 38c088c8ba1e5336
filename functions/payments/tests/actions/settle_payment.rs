//! Settling what was reported.

use payments::settling::event::{EventId, SettlePayment};
use serde_json::{Value, json};
use shared_domain::application::Stage;
use shared_domain::ids::ApplicationId;
use shared_domain::payment::attempt::AttemptState;
use shared_domain::payment::{FeeSettled, PaymentId, Provider};
use shared_platform::ids::OutboxId;
use shared_platform::money::Money;
use shared_platform::outbox::Delivery;

use crate::setting::{FEE_FEN, Fault, Setting, instant};

fn message(event: &str) -> SettlePayment {
    SettlePayment { provider: Provider::WechatPay, event: EventId::of_notification(event).unwrap() }
}

#[tokio::test]
async fn a_fee_paid_at_wechat_is_settled() {
    let setting = Setting::new().await;
    let number = setting.started().await;
    let paid = setting.pay(&number).await;
    assert_eq!(setting.view().await["state"], "due");
    setting.settle().await;

    assert_eq!(setting.view().await["state"], "settled");
    let order = setting.order().await.unwrap();
    let settlement = order.settlement().unwrap();
    let transaction = paid["transactionId"].as_str().unwrap();
    assert_eq!(settlement.id, PaymentId::new(Provider::WechatPay, transaction));
    assert_eq!(instant(&paid["paidAt"]), settlement.paid_at);
    assert_eq!(order.attempts[0].state, AttemptState::Paid);

    let entry = setting.ledger(transaction).await.unwrap();
    assert_eq!(entry["kind"], "settlement");
    assert_eq!(entry["order"], order.id.to_string());
    assert_eq!(entry["amount"], json!({ "amountFen": FEE_FEN, "currency": "CNY" }));

    let news = FeeSettled {
        applicant: setting.applicant.account,
        application: setting.application,
        amount: Money::fen(FEE_FEN),
        settled_at: settlement.paid_at,
    };
    assert_eq!(setting.world.sent::<FeeSettled>().await, [news]);
    let entries = setting.world.audit(order.id).await;
    assert_eq!(entries.last().unwrap()["actor"], "service:settle_payment");
    assert_eq!(entries.last().unwrap()["after"]["outcome"], "settled");
}

#[tokio::test]
async fn a_message_that_comes_again_does_nothing() {
    let setting = Setting::new().await;
    let number = setting.started().await;
    setting.report("EV-1", &setting.transaction(&number, "4200001")).await;
    setting.settle().await;
    let before = setting.everything().await;
    setting.deliver(message("EV-1")).await;
    assert_eq!(setting.everything().await, before);
}

#[tokio::test]
async fn one_report_delivered_many_times_at_once_settles_once() {
    let setting = Setting::new().await;
    let number = setting.started().await;
    setting.report("EV-1", &setting.transaction(&number, "4200001")).await;
    tokio::join!(
        setting.deliver(message("EV-1")),
        setting.deliver(message("EV-1")),
        setting.deliver(message("EV-1")),
    );
    assert_eq!(setting.announcements().await, 1);
    assert_eq!(setting.order().await.unwrap().payments.len(), 1);
    assert_eq!(setting.event("EV-1").await.unwrap()["outcome"], "settled");
}

#[tokio::test]
async fn one_payment_reported_twice_at_once_settles_once() {
    let setting = Setting::new().await;
    let number = setting.started().await;
    let transaction = setting.transaction(&number, "4200001");
    setting.report("EV-1", &transaction).await;
    setting.report("EV-2", &transaction).await;
    tokio::join!(setting.deliver(message("EV-1")), setting.deliver(message("EV-2")));

    assert_eq!(setting.announcements().await, 1);
    assert_eq!(setting.order().await.unwrap().payments.len(), 1);
    let outcome = async |id| setting.event(id).await.unwrap()["outcome"].clone();
    let outcomes = [outcome("EV-1").await, outcome("EV-2").await];
    assert!(outcomes.contains(&json!("settled")), "{outcomes:?}");
    assert!(outcomes.contains(&json!("duplicate")), "{outcomes:?}");
}

#[tokio::test]
async fn a_report_that_does_not_fit_is_refused_with_its_reason_and_settles_nothing() {
    let cases: [(&str, &str, Value); 11] = [
        ("/amount/total", "another_sum", json!(FEE_FEN - 1)),
        ("/amount/total", "another_sum", json!(FEE_FEN / 100)),
        ("/amount/total", "another_sum", json!(0)),
        ("/amount/currency", "another_currency", json!("USD")),
        ("/amount", "incomplete", Value::Null),
        ("/mchid", "another_merchant", json!("1900000002")),
        ("/appid", "another_app", json!("wx0000000000000002")),
        ("/out_trade_no", "unknown_order", json!("000000061")),
        ("/trade_state", "not_paid", json!("NOTPAY")),
        ("/trade_state", "not_paid", json!("REFUND")),
        ("/transaction_id", "incomplete", Value::Null),
    ];
    let setting = Setting::new().await;
    let number = setting.started().await;
    for (at, (pointer, reason, value)) in cases.into_iter().enumerate() {
        let id = format!("EV-{at}");
        let mut transaction = setting.transaction(&number, "4200001");
        *transaction.pointer_mut(pointer).unwrap() = value;
        setting.report(&id, &transaction).await;
        // Handled, so that it does not come again for ever.
        setting.deliver(message(&id)).await;

        let event = setting.event(&id).await.unwrap();
        assert_eq!(event["outcome"], json!({ "refused": reason }), "{pointer}");
        let entries = setting.world.audit(format!("wechat_pay#{id}")).await;
        assert_eq!(entries[0]["after"]["outcome"], json!({ "refused": reason }), "{pointer}");
    }
    assert_eq!(setting.view().await["state"], "due");
    assert_eq!(setting.announcements().await, 0);
    assert!(setting.ledger("4200001").await.is_none());

    // The attempt itself is as good as before.
    setting.report("EV-OK", &setting.transaction(&number, "4200001")).await;
    setting.settle().await;
    assert_eq!(setting.view().await["state"], "settled");
}

#[tokio::test]
async fn what_the_payer_paid_after_a_coupon_does_not_matter() {
    let setting = Setting::new().await;
    let number = setting.started().await;
    let transaction = setting.transaction(&number, "4200001");
    assert_ne!(transaction["amount"]["payer_total"], transaction["amount"]["total"]);
    setting.report("EV-1", &transaction).await;
    setting.settle().await;
    assert_eq!(setting.view().await["state"], "settled");
}

#[tokio::test]
async fn a_second_payment_of_a_settled_order_is_booked_as_too_much() {
    let setting = Setting::new().await;
    let number = setting.started().await;
    setting.report("EV-1", &setting.transaction(&number, "4200001")).await;
    setting.settle().await;
    setting.report("EV-2", &setting.transaction(&number, "4200002")).await;
    setting.settle().await;

    assert_eq!(setting.announcements().await, 1);
    assert_eq!(setting.event("EV-2").await.unwrap()["outcome"], "overpaid");
    assert_eq!(setting.ledger("4200001").await.unwrap()["kind"], "settlement");
    assert_eq!(setting.ledger("4200002").await.unwrap()["kind"], "overpayment");
    let order = setting.order().await.unwrap();
    let paid = PaymentId::new(Provider::WechatPay, "4200001");
    assert_eq!(order.settlement().unwrap().id, paid);
    assert_eq!(order.payments.len(), 2);
}

#[tokio::test]
async fn two_attempts_paid_at_once_settle_one_and_book_the_other_as_too_much() {
    let mut setting = Setting::new().await;
    let first = setting.started().await;
    setting.advance(120);
    let second = setting.started().await;
    setting.report("EV-1", &setting.transaction(&first, "4200001")).await;
    setting.report("EV-2", &setting.transaction(&second, "4200002")).await;
    tokio::join!(setting.deliver(message("EV-1")), setting.deliver(message("EV-2")));

    assert_eq!(setting.announcements().await, 1);
    let kind = async |id| setting.ledger(id).await.unwrap()["kind"].clone();
    let kinds = [kind("4200001").await, kind("4200002").await];
    assert!(kinds.contains(&json!("settlement")), "{kinds:?}");
    assert!(kinds.contains(&json!("overpayment")), "{kinds:?}");
}

#[tokio::test]
async fn a_payment_that_comes_after_its_attempt_was_closed_settles() {
    let mut setting = Setting::new().await;
    let first = setting.started().await;
    setting.advance(120);
    setting.started().await;
    setting.report("EV-1", &setting.transaction(&first, "4200001")).await;
    setting.settle().await;

    assert_eq!(setting.view().await["state"], "settled");
    let order = setting.order().await.unwrap();
    let states: Vec<_> = order.attempts.iter().map(|attempt| attempt.state).collect();
    // The other one is not to be paid as well.
    assert_eq!(states, [AttemptState::Paid, AttemptState::Closed]);
}

#[tokio::test]
async fn one_transaction_cannot_pay_two_orders() {
    let mut setting = Setting::new().await;
    let first = setting.started().await;
    setting.report("EV-1", &setting.transaction(&first, "4200001")).await;
    setting.settle().await;

    setting.application = ApplicationId::new();
    setting.put_application(Stage::FeeDue { fee: Money::fen(FEE_FEN) }).await;
    let second = setting.started().await;
    setting.report("EV-2", &setting.transaction(&second, "4200001")).await;
    setting.settle().await;
    let outcome = setting.event("EV-2").await.unwrap()["outcome"].clone();
    assert_eq!(outcome, json!({ "refused": "transaction_of_another_order" }));
    assert_eq!(setting.view().await["state"], "due");
}

#[tokio::test]
async fn a_payment_that_the_cashier_tells_again_settles_once() {
    let setting = Setting::new().await;
    let number = setting.started().await;
    for _ in 0..3 {
        setting.pay(&number).await;
        setting.settle().await;
    }
    assert_eq!(setting.announcements().await, 1);
    assert_eq!(setting.order().await.unwrap().payments.len(), 1);
}

#[tokio::test]
async fn a_notification_that_was_lost_is_told_again() {
    let setting = Setting::new().await;
    let number = setting.started().await;
    setting.to_service.set(Fault::Lost);
    setting.pay(&number).await;
    setting.settle().await;
    assert_eq!(setting.view().await["state"], "due");
    setting.to_service.set(Fault::None);
    setting.pay(&number).await;
    setting.settle().await;
    assert_eq!(setting.view().await["state"], "settled");
}

#[tokio::test]
async fn a_report_that_was_never_recorded_comes_again() {
    let setting = Setting::new().await;
    let delivery = Delivery { id: OutboxId::new(), message: message("EV-0") };
    let outcome = setting.world.deliver(&payments::actions(), "settle_payment", &delivery).await;
    assert!(outcome.is_err());
}

#[tokio::test]
async fn a_settlement_takes_four_round_trips() {
    let setting = Setting::new().await;
    let number = setting.started().await;
    setting.report("EV-1", &setting.transaction(&number, "4200001")).await;
    let calls = setting.world.calls();
    calls.reset();
    setting.deliver(message("EV-1")).await;
    // The first warms the connection when the action starts.
    assert_eq!(
        calls.operations(),
        ["GetItem", "GetItem", "GetItem", "GetItem", "TransactWriteItems"]
    );
}
