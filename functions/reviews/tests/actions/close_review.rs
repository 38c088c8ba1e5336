//! `close_review`.

use serde_json::{Value, json};
use shared_domain::ids::ReviewId;
use shared_domain::review::CloseReview;
use shared_platform::ids::OutboxId;
use shared_platform::outbox::Delivery;

use crate::setting::Setting;

async fn close(setting: &Setting, review: ReviewId) {
    let withdrawn_at = setting.world.clock().now();
    let delivery = Delivery { id: OutboxId::new(), message: CloseReview { review, withdrawn_at } };
    setting.world.deliver(&reviews::actions(), "close_review", &delivery).await.unwrap();
}

#[tokio::test]
async fn the_task_of_a_withdrawn_application_leaves_the_queue() {
    let setting = Setting::new().await;
    let (review, _) = setting.opened().await;
    close(&setting, review).await;
    assert_eq!(setting.list("").await["items"], json!([]));
    let entries = setting.world.audit(review).await;
    assert_eq!(entries.last().unwrap()["action"], "close_review");
    assert_eq!(entries.last().unwrap()["after"], json!({ "outcome": "withdrawn" }));
}

#[tokio::test]
async fn who_held_the_task_sees_that_it_is_closed() {
    let setting = Setting::new().await;
    let (review, _) = setting.opened().await;
    let _ = setting.claim(&setting.reviewer, review).await.expect(200);
    close(&setting, review).await;
    setting.claim(&setting.reviewer, review).await.expect_problem(409, "review_closed");
    let path = format!("/api/reviews/{review}");
    let seen = setting.client.get(&path).by(&setting.reviewer).send().await.expect(200).body;
    assert_eq!((&seen["state"], &seen["claim"]), (&json!("closed"), &Value::Null));
    assert_eq!(seen["closing"]["outcome"], "withdrawn");
    assert_eq!(seen["closing"]["by"], Value::Null);
}

#[tokio::test]
async fn closing_twice_or_what_is_not_there_changes_nothing() {
    let setting = Setting::new().await;
    let (review, _) = setting.opened().await;
    close(&setting, review).await;
    let before = setting.world.dump("REVIEWS").await;
    close(&setting, review).await;
    close(&setting, ReviewId::new()).await;
    assert_eq!(setting.world.dump("REVIEWS").await, before);
    assert_eq!(setting.world.audit(review).await.len(), 2);
}
