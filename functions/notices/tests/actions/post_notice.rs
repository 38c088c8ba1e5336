use shared::ids::AccountId;

use crate::setting::{Setting, delivery, notice_for};

#[tokio::test]
async fn a_notice_is_put_into_the_account_once() {
    let setting = Setting::new().await;
    let account = AccountId::new();
    let message = delivery(notice_for(account));
    setting.deliver("post_notice", &message).await.unwrap();
    let partition = format!("ACCOUNT#{account}");
    let first: Vec<serde_json::Value> = setting.world.list("NOTICES", &partition).await;
    setting.world.advance(std::time::Duration::from_secs(60));
    setting.deliver("post_notice", &message).await.unwrap();
    let again: Vec<serde_json::Value> = setting.world.list("NOTICES", &partition).await;
    assert_eq!(first.len(), 1);
    assert_eq!(first, again);
}

#[tokio::test]
async fn two_notices_of_one_kind_are_two() {
    let setting = Setting::new().await;
    let account = AccountId::new();
    for _ in 0..2 {
        setting.deliver("post_notice", &delivery(notice_for(account))).await.unwrap();
    }
    let notices: Vec<serde_json::Value> =
        setting.world.list("NOTICES", &format!("ACCOUNT#{account}")).await;
    assert_eq!(notices.len(), 2);
}

#[tokio::test]
async fn the_sample_event_posts_a_notice() {
    let setting = Setting::new().await;
    let reply = setting.invoke("post_notice", crate::sample("post_notice")).await.unwrap();
    assert_eq!(reply, serde_json::json!({ "batchItemFailures": [] }));
    assert!(setting.world.dump("NOTICES").await.contains("fee_settled"));
}
