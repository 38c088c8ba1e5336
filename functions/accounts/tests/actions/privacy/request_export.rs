use std::time::Duration;

use accounts::privacy::export::BuildExport;
use serde_json::json;
use shared_kit::Call;

use crate::holder::Holder;
use crate::setting::{PASSWORD, Setting};

fn ask(setting: &Setting, holder: &Holder, key: &str) -> Call {
    let call = setting.client.post("/api/account/exports").bearer(&holder.token);
    call.idempotency_key(key).json(&json!({ "password": PASSWORD }))
}

/// How many builds were asked for.
async fn builds(setting: &Setting) -> usize {
    setting.world.sent::<BuildExport>().await.len()
}

#[tokio::test]
async fn an_export_that_is_asked_for_is_built() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let reply = ask(&setting, &anna, "export-1").send().await.expect(202);
    assert_eq!(reply.body["state"], "building");
    assert_eq!(builds(&setting).await, 1);
    let entry = setting.world.audit(&anna.account).await.pop().unwrap();
    assert_eq!(entry["action"], "request_export");
    assert_eq!(entry["after"]["export"], reply.body["id"]);
}

#[tokio::test]
async fn the_same_request_again_gets_the_same_reply() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let first = ask(&setting, &anna, "export-1").send().await.expect(202);
    let again = ask(&setting, &anna, "export-1").send().await.expect(202);
    assert_eq!(first.body, again.body);
    assert_eq!(builds(&setting).await, 1);
}

#[tokio::test]
async fn one_export_is_under_way_at_a_time() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let _ = ask(&setting, &anna, "export-1").send().await.expect(202);
    ask(&setting, &anna, "export-2").send().await.expect_problem(409, "export_under_way");
}

#[tokio::test]
async fn of_requests_at_once_one_is_taken() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..4 {
        tasks.spawn(ask(&setting, &anna, &format!("export-{number}")).send());
    }
    let replies = tasks.join_all().await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 202).count(), 1);
    assert_eq!(builds(&setting).await, 1);
}

#[tokio::test]
async fn three_exports_can_be_asked_for_in_a_week() {
    let setting = Setting::new().await;
    let mut anna = setting.holder("anna.tester").await;
    for number in 0..3 {
        let _ = ask(&setting, &anna, &format!("export-{number}")).send().await.expect(202);
        // Nobody builds them here: they fail.
        setting.world.advance(Duration::from_secs(9 * 60 * 60));
        anna = setting.refreshed(&anna).await;
    }
    let fourth = ask(&setting, &anna, "export-3").send().await;
    fourth.expect_problem(429, "too_many_requests");
}

#[tokio::test]
async fn the_password_is_asked_for_again() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let call = setting.client.post("/api/account/exports").bearer(&anna.token);
    let call = call.idempotency_key("export-1").json(&json!({ "password": "Not-the-password-1" }));
    let reply = call.send().await.expect_problem(422, "invalid_input");
    assert_eq!(reply.errors(), [("/password".to_owned(), "password_wrong".to_owned())]);
    assert_eq!(builds(&setting).await, 0);
}

#[tokio::test]
async fn asking_takes_one_round_trip_to_read_and_one_to_write() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    assert_eq!(setting.round_trips(ask(&setting, &anna, "export-1")).await, 2);
}
