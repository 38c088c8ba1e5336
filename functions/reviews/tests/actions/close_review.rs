//! `close_review`.

use serde_json::json;
use shared_domain::ids::ReviewId;
use shared_domain::review::{CloseReview, Closing};
use shared_platform::ids::OutboxId;
use shared_platform::outbox::Delivery;

use crate::setting::{Answer, Setting};

async fn close(setting: &Setting, review: ReviewId) {
    let withdrawn_at = setting.world.clock().now();
    let delivery = Delivery { id: OutboxId::new(), message: CloseReview { review, withdrawn_at } };
    setting.world.deliver(&reviews::actions(), "close_review", &delivery).await.unwrap();
}

#[tokio::test]
async fn the_task_of_what_was_withdrawn_leaves_the_queue() {
    let setting = Setting::new().await;
    let review = setting.opened().await;
    close(&setting, review).await;
    assert_eq!(setting.list("").await["items"], json!([]));
    let entries = setting.world.audit(review).await;
    assert_eq!(entries.last().unwrap()["action"], "close_review");
    assert_eq!(entries.last().unwrap()["after"], json!({ "outcome": "withdrawn" }));
}

#[tokio::test]
async fn who_held_the_task_sees_that_it_is_closed() {
    let setting = Setting::new().await;
    let review = setting.opened().await;
    let _ = setting.claim(&setting.reviewer, review).await.expect(200);
    close(&setting, review).await;
    setting.claim(&setting.reviewer, review).await.expect_problem(409, "review_closed");
    let withdrawn_at = setting.world.clock().now();
    let task = setting.task(review).await;
    assert_eq!(task.closing(), Some(&Closing::Withdrawn { at: withdrawn_at }));
    assert_eq!(task.claim(), None);
}

#[tokio::test]
async fn what_waits_for_a_second_person_or_a_place_can_be_withdrawn_and_what_is_decided_cannot() {
    let setting = Setting::new().await;
    for outcome in [Answer::Refused, Answer::WhenOneIsFree] {
        let review = setting.opened().await;
        setting.decided(review, outcome).await;
        close(&setting, review).await;
        assert!(matches!(setting.task(review).await.closing(), Some(Closing::Withdrawn { .. })));
    }
    let review = setting.opened().await;
    setting.decided(review, Answer::Granted).await;
    let before = setting.world.dump("REVIEWS").await;
    close(&setting, review).await;
    assert_eq!(setting.world.dump("REVIEWS").await, before);
}

#[tokio::test]
async fn closing_twice_or_what_is_not_there_changes_nothing() {
    let setting = Setting::new().await;
    let review = setting.opened().await;
    close(&setting, review).await;
    let before = setting.world.dump("REVIEWS").await;
    close(&setting, review).await;
    close(&setting, ReviewId::new()).await;
    assert_eq!(setting.world.dump("REVIEWS").await, before);
    assert_eq!(setting.world.audit(review).await.len(), 1);
}
