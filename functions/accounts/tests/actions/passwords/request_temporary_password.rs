use std::time::Duration;

use accounts::mail_request::IssueTemporaryPassword;
use serde_json::json;

use crate::setting::Setting;

#[tokio::test]
async fn what_is_asked_is_handed_on_and_nobodys_account_is_looked_at() {
    let setting = Setting::with_cheap_work().await;
    let form = json!({ "name": "anna.tester", "challenge": setting.solution(0).await });
    let calls = setting.world.calls();
    calls.reset();
    let reply = setting.client.post("/api/passwords/requests").json(&form).send().await;
    assert_eq!(reply.expect(202).body, json!({}));
    assert_eq!(calls.operations(), ["UpdateItem", "UpdateItem", "TransactWriteItems"]);
    let messages = setting.world.sent::<IssueTemporaryPassword>().await;
    assert!(matches!(&messages[..], [IssueTemporaryPassword(name)] if name.name == "anna.tester"));
}

#[tokio::test]
async fn a_challenge_is_good_for_one_request() {
    let setting = Setting::with_cheap_work().await;
    let form = json!({ "name": "anna.tester", "challenge": setting.solution(0).await });
    let send = || setting.client.post("/api/passwords/requests").json(&form).send();
    let _ = send().await.expect(202);
    let reply = send().await.expect_problem(422, "invalid_input");
    assert_eq!(reply.errors(), [("/challenge".to_owned(), "challenge_used".to_owned())]);
    assert_eq!(setting.world.outbox().await.len(), 1);
}

#[tokio::test]
async fn requests_for_one_name_are_slowed_down() {
    let setting = Setting::with_cheap_work().await;
    for _ in 0..5 {
        let _ = setting.ask("passwords", "anna.tester").await.expect(202);
    }
    setting.ask("passwords", "ANNA.tester").await.expect_problem(429, "too_many_requests");
    let _ = setting.ask("passwords", "bert.tester").await.expect(202);
    setting.world.advance(Duration::from_secs(60));
    let _ = setting.ask("passwords", "anna.tester").await.expect(202);
}
