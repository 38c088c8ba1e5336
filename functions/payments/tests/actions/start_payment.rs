//! Starting to pay.

use payments::settling::event::SettlePayment;
use serde_json::json;
use shared_domain::application::Stage;
use shared_domain::ids::{ApplicationId, ReviewId};
use shared_domain::payment::attempt::AttemptState;
use shared_kit::refuses_all_but_applicants;
use shared_platform::money::Money;
use shared_platform::{Locale, texts};

use crate::setting::{FEE_FEN, Fault, Setting, instant, number_of};

#[tokio::test]
async fn a_start_gives_a_code_for_the_fee_of_the_application() {
    let setting = Setting::new().await;
    let reply = setting.start().send().await.expect(201);

    let attempt = &reply.body["attempt"];
    assert_eq!(attempt["method"], "wechat_pay");
    assert_eq!(attempt["state"], "pending");
    assert_eq!(attempt["amount"], json!({ "amountFen": FEE_FEN, "currency": "CNY" }));
    let orders = setting.orders_at_wechat().await;
    assert_eq!(orders.len(), 1);
    assert_eq!(orders[0]["outTradeNo"], number_of(&reply));
    assert_eq!(orders[0]["amountFen"], FEE_FEN);
    assert_eq!(orders[0]["codeUrl"], attempt["codeUrl"]);
    let expires_at = instant(&attempt["expiresAt"]);
    assert_eq!(instant(&orders[0]["expiresAt"]), expires_at);
    assert_eq!(
        expires_at,
        shared_platform::clock::seconds_after(setting.world.clock().now(), 7200)
    );
}

#[tokio::test]
async fn the_client_has_no_say_in_the_price() {
    let setting = Setting::new().await;
    let body = json!({ "method": "wechat_pay", "amount": { "amountFen": 1, "currency": "CNY" } });
    setting.start().json(&body).send().await.expect_problem(400, "malformed_body");
    assert!(setting.orders_at_wechat().await.is_empty());
}

#[tokio::test]
async fn a_start_is_in_the_audit_log() {
    let setting = Setting::new().await;
    setting.started().await;
    let order = setting.order().await.unwrap();
    let entries = setting.world.audit(order.id).await;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0]["actor"], setting.applicant.account.to_string());
    assert_eq!(entries[0]["after"]["attempt"], order.attempts[0].id.to_string());
}

#[tokio::test]
async fn an_attempt_is_kept_before_wechat_hears_of_it() {
    let setting = Setting::new().await;
    setting.to_wechat.set(Fault::Unavailable);
    setting.start().send().await.expect_problem(503, "payment_provider_unavailable");

    assert!(setting.orders_at_wechat().await.is_empty());
    let order = setting.order().await.unwrap();
    assert_eq!(order.attempts.len(), 1);
    assert_eq!(order.attempts[0].state, AttemptState::Created);
}

#[tokio::test]
async fn a_start_that_failed_goes_on_with_the_same_number() {
    let setting = Setting::new().await;
    setting.to_wechat.set(Fault::Unavailable);
    setting.start().send().await.expect_problem(503, "payment_provider_unavailable");
    let number = setting.order().await.unwrap().attempts[0].number().to_string();
    setting.to_wechat.set(Fault::None);

    let reply = setting.start().send().await.expect(200);
    assert_eq!(number_of(&reply), number);
    assert_eq!(setting.orders_at_wechat().await[0]["outTradeNo"], number);
}

#[tokio::test]
async fn an_answer_that_is_not_signed_by_wechat_is_not_believed() {
    for fault in [Fault::Unsigned, Fault::Altered] {
        let setting = Setting::new().await;
        setting.to_wechat.set(fault);
        setting.start().send().await.expect_problem(503, "payment_provider_unavailable");
        let attempt = setting.order().await.unwrap().attempts[0].clone();
        assert_eq!((attempt.state, attempt.code_url), (AttemptState::Created, None), "{fault:?}");

        // WeChat does know the order; asked again, it gives another code for it.
        setting.to_wechat.set(Fault::None);
        let _ = setting.start().send().await.expect(200);
        assert_eq!(setting.orders_at_wechat().await.len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_refusal_that_is_not_about_the_order_costs_no_number() {
    for fault in [Fault::Refused, Fault::TooMany] {
        let setting = Setting::new().await;
        setting.to_wechat.set(fault);
        for _ in 0..3 {
            setting.start().send().await.expect_problem(502, "payment_provider_refused");
        }
        setting.to_wechat.set(Fault::None);
        let _ = setting.start().send().await.expect(200);
        assert_eq!(setting.order().await.unwrap().attempts.len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn after_a_number_was_refused_the_next_start_takes_another() {
    let setting = Setting::new().await;
    setting.to_wechat.set(Fault::NumberUsed);
    setting.start().send().await.expect_problem(502, "payment_provider_refused");
    let refused = setting.order().await.unwrap().attempts[0].clone();
    assert_eq!(refused.state, AttemptState::Closed);
    setting.to_wechat.set(Fault::None);

    assert_ne!(setting.started().await, refused.number().to_string());
}

#[tokio::test]
async fn an_order_that_wechat_says_is_paid_is_settled_and_not_begun_again() {
    let setting = Setting::new().await;
    // WeChat knows the order, we have no code for it, and yet it is paid.
    setting.to_wechat.set(Fault::Unsigned);
    setting.start().send().await.expect_problem(503, "payment_provider_unavailable");
    setting.to_wechat.set(Fault::None);
    setting.to_service.set(Fault::Lost);
    let number = setting.order().await.unwrap().attempts[0].number();
    setting.pay(number.as_str()).await;

    setting.start().send().await.expect_problem(409, "payment_being_settled");
    setting.settle().await;
    assert_eq!(setting.view().await["state"], "settled");
    assert_eq!(setting.orders_at_wechat().await.len(), 1);
}

#[tokio::test]
async fn a_repeated_start_gives_the_same_attempt() {
    let setting = Setting::new().await;
    let first = setting.start().send().await.expect(201);
    let again = setting.start().send().await.expect(200);
    assert_eq!(again.body, first.body);
    assert_eq!(setting.orders_at_wechat().await.len(), 1);
    assert_eq!(setting.order().await.unwrap().attempts.len(), 1);
}

#[tokio::test]
async fn two_starts_at_once_give_one_attempt() {
    let setting = Setting::new().await;
    let (one, other) = tokio::join!(setting.start().send(), setting.start().send());
    assert!(one.status.is_success(), "{one:?}");
    assert!(other.status.is_success(), "{other:?}");
    assert_eq!(number_of(&one), number_of(&other));
    assert_eq!(setting.orders_at_wechat().await.len(), 1);
    assert_eq!(setting.order().await.unwrap().attempts.len(), 1);
}

#[tokio::test]
async fn an_application_that_is_not_submitted_has_nothing_to_pay() {
    let setting = Setting::new().await;
    setting.put_application(Stage::Draft { fee: Some(Money::fen(FEE_FEN)) }).await;
    setting.start().send().await.expect_problem(409, "fee_not_due");
    assert!(setting.order().await.is_none());
    assert!(setting.orders_at_wechat().await.is_empty());
}

#[tokio::test]
async fn a_waived_fee_never_becomes_an_order() {
    let setting = Setting::new().await;
    setting.put_application(Stage::ReadyForReview { fee: None, review: ReviewId::new() }).await;
    setting.start().send().await.expect_problem(409, "fee_waived");
    assert!(setting.order().await.is_none());
    assert!(setting.orders_at_wechat().await.is_empty());
}

#[tokio::test]
async fn a_settled_fee_is_not_paid_again() {
    let setting = Setting::new().await;
    let (fee, review) = (Some(Money::fen(FEE_FEN)), ReviewId::new());
    setting.put_application(Stage::ReadyForReview { fee, review }).await;
    setting.start().send().await.expect_problem(409, "fee_settled");
    assert!(setting.orders_at_wechat().await.is_empty());
}

#[tokio::test]
async fn a_fee_that_was_settled_a_moment_ago_is_not_paid_again() {
    let setting = Setting::new().await;
    let number = setting.started().await;
    setting.pay(&number).await;
    setting.settle().await;
    // Admissions has not heard of it yet: the application still says due.
    setting.start().send().await.expect_problem(409, "fee_settled");
    assert_eq!(setting.orders_at_wechat().await.len(), 1);
}

#[tokio::test]
async fn another_persons_application_is_not_found() {
    let setting = Setting::new().await;
    let path = format!("/api/applications/{}/payments", setting.application);
    let body = json!({ "method": "wechat_pay" });
    let stranger = setting.world.applicant();
    let call = setting.client.post(&path).by(&stranger).json(&body);
    call.send().await.expect_problem(404, "not_found");
    assert!(setting.orders_at_wechat().await.is_empty());
}

#[tokio::test]
async fn an_unknown_application_is_not_found() {
    let setting = Setting::new().await;
    for id in [ApplicationId::new().to_string(), "app_1".to_owned(), "%00".to_owned()] {
        let path = format!("/api/applications/{id}/payments");
        let call = setting.client.post(&path).by(&setting.applicant);
        let reply = call.json(&json!({ "method": "wechat_pay" })).send().await;
        reply.expect_problem(404, "not_found");
    }
}

#[tokio::test]
async fn only_an_applicant_pays() {
    let setting = Setting::new().await;
    let path = format!("/api/applications/{}/payments", setting.application);
    let body = json!({ "method": "wechat_pay" });
    refuses_all_but_applicants(&setting.world, || setting.client.post(&path).json(&body)).await;
    assert!(setting.order().await.is_none());
}

#[tokio::test]
async fn a_body_that_asks_for_nothing_known_is_refused() {
    let setting = Setting::new().await;
    let path = format!("/api/applications/{}/payments", setting.application);
    for body in ["", "{", "{}", "[]", r#"{"method":1}"#, r#"{"method":"cash"}"#] {
        let call = setting.client.post(&path).by(&setting.applicant);
        let call = call.header("content-type", "application/json").raw(body);
        call.send().await.expect_problem(400, "malformed_body");
    }
    assert!(setting.order().await.is_none());
}

#[tokio::test]
async fn an_attempt_whose_time_is_over_makes_place_for_another() {
    let mut setting = Setting::new().await;
    let first = setting.started().await;
    setting.advance(120);
    let second = setting.started().await;

    assert_ne!(first, second);
    let states: Vec<_> =
        setting.order().await.unwrap().attempts.iter().map(|attempt| attempt.state).collect();
    assert_eq!(states, [AttemptState::Closed, AttemptState::Pending]);
}

#[tokio::test]
async fn a_payment_we_were_not_told_of_is_found_before_another_is_asked_for() {
    let mut setting = Setting::new().await;
    let number = setting.started().await;
    setting.to_service.set(Fault::Lost);
    setting.pay(&number).await;
    setting.advance(120);

    setting.start().send().await.expect_problem(409, "payment_being_settled");
    setting.start().send().await.expect_problem(409, "payment_being_settled");
    setting.settle().await;
    assert_eq!(setting.orders_at_wechat().await.len(), 1);
    assert_eq!(setting.view().await["state"], "settled");
    assert_eq!(setting.announcements().await, 1);
    assert_eq!(setting.world.sent::<SettlePayment>().await.len(), 1);
}

#[tokio::test]
async fn while_wechat_cannot_say_whether_it_was_paid_no_other_attempt_begins() {
    let mut setting = Setting::new().await;
    setting.started().await;
    setting.advance(120);
    for fault in [Fault::Unavailable, Fault::Unsigned, Fault::Altered] {
        setting.to_wechat.set(fault);
        setting.start().send().await.expect_problem(503, "payment_provider_unavailable");
    }
    setting.to_wechat.set(Fault::Refused);
    setting.start().send().await.expect_problem(502, "payment_provider_refused");
    assert_eq!(setting.order().await.unwrap().attempts.len(), 1);
}

#[tokio::test]
async fn an_attempt_that_wechat_never_heard_of_makes_place_for_another() {
    let mut setting = Setting::new().await;
    setting.to_wechat.set(Fault::Unavailable);
    setting.start().send().await.expect_problem(503, "payment_provider_unavailable");
    setting.to_wechat.set(Fault::None);
    setting.advance(120);
    setting.started().await;
    assert_eq!(setting.order().await.unwrap().attempts.len(), 2);
}

#[test]
fn every_refusal_says_what_to_do_in_both_languages() {
    for code in [
        "fee-not-due",
        "fee-waived",
        "fee-settled",
        "payment-being-settled",
        "too-many-payment-attempts",
        "payment-provider-refused",
        "payment-provider-unavailable",
    ] {
        for locale in [Locale::En, Locale::Zh] {
            assert!(texts::has(locale, &format!("problem-{code}.detail")), "{code}");
        }
    }
}

#[tokio::test]
async fn a_start_takes_three_round_trips_and_a_repeat_takes_one() {
    let setting = Setting::new().await;
    let calls = setting.world.calls();
    calls.reset();
    let _ = setting.start().send().await.expect(201);
    assert_eq!(calls.round_trips(), 3, "{:?}", calls.operations());
    calls.reset();
    let _ = setting.start().send().await.expect(200);
    assert_eq!(calls.round_trips(), 1, "{:?}", calls.operations());
}
