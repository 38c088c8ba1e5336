use std::time::Duration;

use serde_json::Value;
use shared_kit::Call;

use crate::holder::Holder;
use crate::privacy::delete_due_accounts::run;
use crate::privacy::request_deletion::ask;
use crate::setting::{PASSWORD, Setting};

fn cancel(setting: &Setting, holder: &Holder) -> Call {
    setting.client.delete("/api/account/deletion").bearer(&holder.token)
}

#[tokio::test]
async fn a_deletion_that_was_taken_back_does_not_come() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let _ = ask(&setting, &anna).send().await.expect(202);
    let anna = setting.refreshed(&anna).await;
    let _ = cancel(&setting, &anna).send().await.expect(204);
    let seen = setting.client.get("/api/account").bearer(&anna.token).send().await.expect(200);
    assert_eq!(seen.body["deletion"], Value::Null);
    setting.world.advance(Duration::from_secs(8 * 24 * 60 * 60));
    run(&setting).await.unwrap();
    let _ = setting.sign_in("anna.tester", PASSWORD).await.expect(201);
}

#[tokio::test]
async fn one_may_ask_again_after_taking_it_back() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let _ = ask(&setting, &anna).send().await.expect(202);
    let anna = setting.refreshed(&anna).await;
    let _ = cancel(&setting, &anna).send().await.expect(204);
    let _ = ask(&setting, &anna).send().await.expect(202);
}

#[tokio::test]
async fn where_no_deletion_was_asked_for_nothing_changes() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let before = setting.world.dump("ACCOUNTS").await;
    let _ = cancel(&setting, &anna).send().await.expect(204);
    assert_eq!(setting.world.dump("ACCOUNTS").await, before);
}

#[tokio::test]
async fn taking_back_takes_one_round_trip_to_read_and_one_to_write() {
    let setting = Setting::new().await;
    let anna = setting.holder("anna.tester").await;
    let _ = ask(&setting, &anna).send().await.expect(202);
    let anna = setting.refreshed(&anna).await;
    assert_eq!(setting.round_trips(cancel(&setting, &anna)).await, 2);
}
