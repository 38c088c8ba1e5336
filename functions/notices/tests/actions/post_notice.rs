use serde_json::Value;
use shared_platform::ids::AccountId;

use crate::setting::{Setting, delivery, notice_for};

/// The notices of an account, and how many are counted as unread.
async fn stored(setting: &Setting, account: AccountId) -> (Vec<Value>, Option<u64>) {
    let mut items: Vec<Value> = setting.world.list("NOTICES", &format!("ACCOUNT#{account}")).await;
    let unread = items.iter().find_map(|item| item["unread"].as_u64());
    items.retain(|item| item["notice"].is_object());
    (items, unread)
}

#[tokio::test]
async fn a_notice_is_put_into_the_account_once() {
    let setting = Setting::new().await;
    let account = AccountId::new();
    let message = delivery(notice_for(account));
    setting.deliver("post_notice", &message).await.unwrap();
    let first = stored(&setting, account).await;
    setting.world.advance(std::time::Duration::from_secs(60));
    setting.deliver("post_notice", &message).await.unwrap();
    assert_eq!((first.0.len(), first.1), (1, Some(1)));
    assert_eq!(stored(&setting, account).await, first);
}

#[tokio::test]
async fn two_notices_of_one_kind_are_two() {
    let setting = Setting::new().await;
    let account = AccountId::new();
    for _ in 0..2 {
        setting.deliver("post_notice", &delivery(notice_for(account))).await.unwrap();
    }
    let (notices, unread) = stored(&setting, account).await;
    assert_eq!((notices.len(), unread), (2, Some(2)));
}

#[tokio::test]
async fn the_sample_event_posts_a_notice() {
    let setting = Setting::new().await;
    let reply = setting.invoke("post_notice", crate::sample("post_notice")).await.unwrap();
    assert_eq!(reply, serde_json::json!({ "batchItemFailures": [] }));
    assert!(setting.world.dump("NOTICES").await.contains("fee_settled"));
}
