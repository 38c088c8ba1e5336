//! `release_review`.

use shared_domain::ids::ReviewId;
use shared_kit::{Caller, Reply, refuses_all_but};
use shared_platform::auth::StaffRole;

use crate::setting::Setting;

async fn release(setting: &Setting, by: &Caller, review: ReviewId) -> Reply {
    setting.client.delete(&format!("/api/reviews/{review}/claim")).by(by).send().await
}

#[tokio::test]
async fn a_task_given_back_is_free_for_others() {
    let setting = Setting::new().await;
    let review = setting.opened().await;
    let _ = setting.claim(&setting.reviewer, review).await.expect(200);
    setting.world.calls().reset();
    let _ = release(&setting, &setting.reviewer, review).await.expect(204);
    assert_eq!(setting.world.calls().round_trips(), 2);
    let other = setting.world.staff(&[StaffRole::Reviewer]).await;
    let _ = setting.claim(&other, review).await.expect(200);
    let actions: Vec<_> = setting.world.audit(review).await;
    assert_eq!(actions[1]["action"], "release_review");
}

#[tokio::test]
async fn giving_back_twice_is_giving_back_once() {
    let setting = Setting::new().await;
    let review = setting.opened().await;
    let _ = setting.claim(&setting.reviewer, review).await.expect(200);
    for _ in 0..2 {
        let _ = release(&setting, &setting.reviewer, review).await.expect(204);
    }
    assert_eq!(setting.world.audit(review).await.len(), 2);
}

#[tokio::test]
async fn nobody_gives_back_what_a_colleague_holds() {
    let setting = Setting::new().await;
    let review = setting.opened().await;
    let _ = setting.claim(&setting.reviewer, review).await.expect(200);
    let other = setting.world.staff(&[StaffRole::Reviewer]).await;
    release(&setting, &other, review).await.expect_problem(409, "claimed_by_another");
    assert_eq!(setting.list("").await["items"][0]["state"], "claimed");
}

#[tokio::test]
async fn an_unknown_task_is_not_found() {
    let setting = Setting::new().await;
    let reply = release(&setting, &setting.reviewer, ReviewId::new()).await;
    reply.expect_problem(404, "not_found");
}

#[tokio::test]
async fn only_reviewers_give_back() {
    let setting = Setting::new().await;
    let review = setting.opened().await;
    let path = format!("/api/reviews/{review}/claim");
    refuses_all_but(&setting.world, StaffRole::Reviewer, || setting.client.delete(&path)).await;
}
