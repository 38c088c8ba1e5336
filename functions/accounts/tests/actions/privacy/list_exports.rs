use std::time::Duration;

use accounts::privacy::export::BuildExport;
use serde_json::{Value, json};

use crate::holder::Holder;
use crate::setting::{PASSWORD, Setting};

async fn ask(setting: &Setting, holder: &Holder) {
    let call = setting.client.post("/api/account/exports").bearer(&holder.token);
    let call = call.idempotency_key("export-1").json(&json!({ "password": PASSWORD }));
    let _ = call.send().await.expect(202);
}

async fn build(setting: &Setting) {
    for message in setting.world.sent::<BuildExport>().await {
        setting.world.consume(&accounts::actions(), message).await.unwrap();
    }
}

async fn list(setting: &Setting, holder: &Holder) -> Vec<Value> {
    let call = setting.client.get("/api/account/exports").bearer(&holder.token);
    call.send().await.expect(200).body["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_finished_export_can_be_fetched_by_a_short_link() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    ask(&setting, &anna).await;
    let [export] = list(&setting, &anna).await.try_into().unwrap();
    assert_eq!(export["state"], "building");
    assert_eq!(export["url"], Value::Null);
    build(&setting).await;
    let [export] = list(&setting, &anna).await.try_into().unwrap();
    assert_eq!(export["state"], "ready");
    assert_eq!(export["expiresAt"], "2027-03-08T02:00:00Z");
    let url = export["url"].as_str().unwrap();
    assert!(url.contains(&format!("exports/{}/", anna.account)), "{url}");
    assert!(url.contains("X-Amz-Expires=300") && url.contains("attachment"), "{url}");
}

#[tokio::test]
async fn the_link_ends_after_a_week() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    ask(&setting, &anna).await;
    build(&setting).await;
    for (seconds, ended) in [(604_799, false), (1, true)] {
        setting.world.advance(Duration::from_secs(seconds));
        let anna = setting.signed_in("anna.tester").await;
        let [export] = list(&setting, &anna).await.try_into().unwrap();
        assert_eq!(export["url"].is_null(), ended);
    }
}

#[tokio::test]
async fn an_export_that_nobody_could_build_is_shown_as_failed() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    ask(&setting, &anna).await;
    for (seconds, failed) in [(14_399, false), (1, true)] {
        setting.world.advance(Duration::from_secs(seconds));
        let anna = setting.signed_in("anna.tester").await;
        let [export] = list(&setting, &anna).await.try_into().unwrap();
        assert_eq!(export["state"] == "failed", failed);
    }
}

#[tokio::test]
async fn the_exports_of_others_are_not_listed() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    ask(&setting, &anna).await;
    let bert = setting.holder("bert.tester").await;
    assert_eq!(list(&setting, &bert).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_list_takes_one_round_trip() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    ask(&setting, &anna).await;
    build(&setting).await;
    let call = setting.client.get("/api/account/exports").bearer(&anna.token);
    assert_eq!(setting.round_trips(call).await, 1);
}
