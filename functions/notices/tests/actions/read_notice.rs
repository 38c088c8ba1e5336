use std::time::Duration;

use serde_json::Value;
use shared_kit::{Caller, Client, World, refuses_all_but_applicants};

use crate::setting::{Setting, delivery, notice_for};

/// Puts notices into a caller's account; answers the ids, newest first.
async fn with_notices(setting: &Setting, caller: &Caller, count: usize) -> (Client, Vec<String>) {
    for _ in 0..count {
        setting.deliver("post_notice", &delivery(notice_for(caller.account))).await.unwrap();
    }
    let client = setting.world.client(&notices::actions()).await;
    let list = list(&client, caller).await;
    let id = |notice: &Value| notice["id"].as_str().unwrap().to_owned();
    let ids = list["items"].as_array().unwrap().iter().map(id).collect();
    (client, ids)
}

async fn list(client: &Client, caller: &Caller) -> Value {
    client.get("/api/notices").by(caller).send().await.expect(200).body
}

async fn read(client: &Client, caller: &Caller, id: &str) -> shared_kit::Reply {
    client.post(&format!("/api/notices/{id}/reading")).by(caller).send().await
}

#[tokio::test]
async fn a_notice_that_was_read_says_when_and_is_counted_no_more() {
    let setting = Setting::new().await;
    let anna = setting.world.applicant();
    let (client, ids) = with_notices(&setting, &anna, 3).await;
    assert_eq!(list(&client, &anna).await["unread"], 3);
    let _ = read(&client, &anna, &ids[1]).await.expect(204);
    let after = list(&client, &anna).await;
    assert_eq!(after["unread"], 2);
    let read_at = |at: usize| after["items"][at]["readAt"].clone();
    assert_eq!(read_at(1), "2027-03-01T02:00:00Z");
    assert_eq!((read_at(0), read_at(2)), (Value::Null, Value::Null));
}

#[tokio::test]
async fn reading_again_changes_nothing() {
    let setting = Setting::new().await;
    let anna = setting.world.applicant();
    let (client, ids) = with_notices(&setting, &anna, 2).await;
    let _ = read(&client, &anna, &ids[0]).await.expect(204);
    let before = setting.world.dump("NOTICES").await;
    setting.world.advance(Duration::from_secs(60));
    let _ = read(&client, &anna, &ids[0]).await.expect(204);
    assert_eq!(setting.world.dump("NOTICES").await, before);
}

#[tokio::test]
async fn twenty_readings_at_once_are_one() {
    let setting = Setting::new().await;
    let anna = setting.world.applicant();
    let (client, ids) = with_notices(&setting, &anna, 2).await;
    let readings = (0..20).map(|_| read(&client, &anna, &ids[0]));
    for reply in futures_util::future::join_all(readings).await {
        let _ = reply.expect(204);
    }
    assert_eq!(list(&client, &anna).await["unread"], 1);
}

#[tokio::test]
async fn nobody_reads_another_persons_notice() {
    let setting = Setting::new().await;
    let (anna, other) = (setting.world.applicant(), setting.world.applicant());
    let (client, ids) = with_notices(&setting, &anna, 1).await;
    let before = setting.world.dump("NOTICES").await;
    let _ = read(&client, &other, &ids[0]).await.expect_problem(404, "not_found");
    let nowhere = "ntc_01a1f0000000700080000000000000ff";
    let _ = read(&client, &anna, nowhere).await.expect_problem(404, "not_found");
    let _ = read(&client, &anna, "nonsense").await.expect_problem(404, "not_found");
    assert_eq!(setting.world.dump("NOTICES").await, before);
}

#[tokio::test]
async fn only_a_signed_in_applicant_reads_notices() {
    let setting = Setting::new().await;
    let world: &World = &setting.world;
    let client = world.client(&notices::actions()).await;
    let path = "/api/notices/ntc_01a1f0000000700080000000000000ff/reading";
    refuses_all_but_applicants(world, || client.post(path)).await;
}

#[tokio::test]
async fn reading_takes_one_round_trip() {
    let setting = Setting::new().await;
    let anna = setting.world.applicant();
    let (client, ids) = with_notices(&setting, &anna, 1).await;
    let calls = setting.world.calls();
    calls.reset();
    let _ = read(&client, &anna, &ids[0]).await.expect(204);
    assert_eq!(calls.round_trips(), 1, "{:?}", calls.operations());
}
