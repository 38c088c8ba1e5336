//! Looking how a payment stands.

use serde_json::{Value, json};
use shared_domain::application::Stage;
use shared_domain::ids::{ApplicationId, ReviewId};
use shared_kit::refuses_all_but_applicants;
use shared_platform::money::Money;

use crate::setting::{FEE_FEN, Setting};

fn fee() -> Value {
    json!({ "amountFen": FEE_FEN, "currency": "CNY" })
}

#[tokio::test]
async fn a_fee_that_is_due_has_no_attempts_at_first() {
    let setting = Setting::new().await;
    let expected = json!({ "state": "due", "amount": fee(), "settledAt": null, "attempts": [] });
    assert_eq!(setting.view().await, expected);
}

#[tokio::test]
async fn a_draft_shows_what_will_be_due() {
    let setting = Setting::new().await;
    setting.put_application(Stage::Draft { fee: Some(Money::fen(FEE_FEN)) }).await;
    let view = setting.view().await;
    assert_eq!((&view["state"], &view["amount"]), (&json!("not_due"), &fee()));
}

#[tokio::test]
async fn a_waived_fee_shows_as_waived() {
    let setting = Setting::new().await;
    setting.put_application(Stage::ReadyForReview { fee: None, review: ReviewId::new() }).await;
    let view = setting.view().await;
    assert_eq!((&view["state"], &view["amount"]), (&json!("waived"), &Value::Null));
}

#[tokio::test]
async fn an_open_attempt_shows_its_code_until_its_time_is_over() {
    let mut setting = Setting::new().await;
    let started = setting.start().send().await.expect(201);
    assert_eq!(setting.view().await["attempts"], json!([started.body["attempt"]]));

    setting.advance(120);
    let view = setting.view().await;
    assert_eq!(view["attempts"][0]["state"], "closed");
    assert_eq!(view["attempts"][0]["codeUrl"], Value::Null);
    assert_eq!(view["state"], "due");
}

#[tokio::test]
async fn a_settled_fee_shows_at_once_and_hides_the_code() {
    let setting = Setting::new().await;
    let number = setting.started().await;
    setting.pay(&number).await;
    setting.settle().await;
    let view = setting.view().await;
    assert_eq!(view["state"], "settled");
    assert_eq!(view["settledAt"], "2027-03-01T02:00:00Z");
    assert_eq!(view["attempts"][0]["state"], "paid");
    assert_eq!(view["attempts"][0]["codeUrl"], Value::Null);
}

#[tokio::test]
async fn another_persons_payment_is_not_found() {
    let setting = Setting::new().await;
    setting.started().await;
    let stranger = setting.world.applicant();
    for application in [setting.application, ApplicationId::new()] {
        let path = format!("/api/applications/{application}/payment");
        let call = setting.client.get(&path).by(&stranger);
        call.send().await.expect_problem(404, "not_found");
    }
}

#[tokio::test]
async fn only_an_applicant_looks() {
    let setting = Setting::new().await;
    let path = format!("/api/applications/{}/payment", setting.application);
    refuses_all_but_applicants(&setting.world, || setting.client.get(&path)).await;
}

#[tokio::test]
async fn a_look_takes_one_round_trip() {
    let setting = Setting::new().await;
    setting.started().await;
    let calls = setting.world.calls();
    calls.reset();
    setting.view().await;
    assert_eq!(calls.round_trips(), 1, "{:?}", calls.operations());
}
