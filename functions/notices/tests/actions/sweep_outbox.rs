use serde_json::json;
use shared_domain::notices::PostNotice;
use shared_platform::ids::AccountId;

use crate::setting::{Setting, notice_for};

fn message() -> PostNotice {
    notice_for(AccountId::new())
}

#[tokio::test]
async fn what_the_relay_left_is_sent() {
    let setting = Setting::new().await;
    for _ in 0..30 {
        setting.leave(message(), 6 * 60).await;
    }
    let swept = setting.invoke("sweep_outbox", json!({})).await.unwrap();
    assert_eq!(swept, json!({ "found": 30, "sent": 30 }));
    assert_eq!(setting.services.messages().len(), 30);
    assert_eq!(setting.left().await, []);
}

#[tokio::test]
async fn what_is_new_is_left_to_the_relay() {
    let setting = Setting::new().await;
    let new = setting.leave(message(), 4 * 60).await;
    let swept = setting.invoke("sweep_outbox", json!({})).await.unwrap();
    assert_eq!(swept, json!({ "found": 0, "sent": 0 }));
    assert_eq!(setting.left().await, [new]);
}

#[tokio::test]
async fn what_cannot_be_sent_even_now_raises_the_alarm_and_is_sent_later() {
    let setting = Setting::new().await;
    setting.leave(message(), 6 * 60).await;
    setting.services.close_queue(Some("post_notice"));
    assert!(setting.invoke("sweep_outbox", json!({})).await.is_err());
    assert_eq!(setting.left().await.len(), 1);
    setting.services.close_queue(None);
    setting.invoke("sweep_outbox", json!({})).await.unwrap();
    assert_eq!(setting.left().await, []);
}

#[tokio::test]
async fn the_sample_event_starts_a_sweep() {
    let setting = Setting::new().await;
    let swept = setting.invoke("sweep_outbox", crate::sample("sweep_outbox")).await.unwrap();
    assert_eq!(swept["found"], 0);
}
