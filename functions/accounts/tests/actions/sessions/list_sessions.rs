use std::time::Duration;

use serde_json::Value;

use crate::holder::Holder;
use crate::setting::Setting;

async fn sessions(setting: &Setting, holder: &Holder) -> Vec<Value> {
    let call = setting.client.get("/api/account/sessions").bearer(&holder.token);
    call.send().await.expect(200).body["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn every_session_is_listed_with_its_times_and_the_present_one_is_marked() {
    let setting = Setting::new().await;
    let first = setting.holder("anna.tester").await;
    setting.world.advance(Duration::from_secs(300));
    let second = setting.signed_in("anna.tester").await;
    setting.world.advance(Duration::from_secs(60));
    let second = setting.refreshed(&second).await;
    let seen = sessions(&setting, &second).await;
    let times = |session: &Value| [session["openedAt"].clone(), session["lastUsedAt"].clone()];
    assert_eq!(seen.len(), 2);
    assert_eq!(times(&seen[0]), ["2027-03-01T02:05:00Z", "2027-03-01T02:06:00Z"]);
    assert_eq!(times(&seen[1]), ["2027-03-01T02:00:00Z", "2027-03-01T02:00:00Z"]);
    assert_eq!([&seen[0]["current"], &seen[1]["current"]], [true, false]);
    let from_the_first = sessions(&setting, &first).await;
    assert_eq!([&from_the_first[0]["current"], &from_the_first[1]["current"]], [false, true]);
}

#[tokio::test]
async fn a_session_names_the_device_it_was_opened_on() {
    let setting = Setting::new().await;
    setting.activated("anna.tester").await;
    let form = serde_json::json!({ "name": "anna.tester", "password": crate::setting::PASSWORD });
    let agent = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";
    let call = setting.client.post("/api/sessions").header("user-agent", agent).json(&form);
    let reply = call.send().await.expect(201);
    let token = reply.body["accessToken"].as_str().unwrap();
    let list = setting.client.get("/api/account/sessions").bearer(token).send().await.expect(200);
    assert_eq!(list.body["items"][0]["device"], "Firefox, Android");
}

#[tokio::test]
async fn a_session_that_is_over_is_not_listed() {
    let setting = Setting::new().await;
    let _ = setting.holder("anna.tester").await;
    setting.world.advance(Duration::from_secs(14 * 24 * 60 * 60));
    let later = setting.signed_in("anna.tester").await;
    assert_eq!(sessions(&setting, &later).await.len(), 1);
}

#[tokio::test]
async fn the_sessions_of_others_are_not_listed() {
    let setting = Setting::new().await;
    let _ = setting.holder("anna.tester").await;
    let bert = setting.holder("bert.tester").await;
    assert_eq!(sessions(&setting, &bert).await.len(), 1);
}

#[tokio::test]
async fn a_list_takes_one_round_trip() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let call = setting.client.get("/api/account/sessions").bearer(&anna.token);
    assert_eq!(setting.round_trips(call).await, 1);
}
