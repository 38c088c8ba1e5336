//! `claim_review`.

use std::time::Duration;

use serde_json::json;
use shared_domain::ids::ReviewId;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::setting::{Answer, Setting};

#[tokio::test]
async fn a_reviewer_takes_a_task_for_half_an_hour() {
    let setting = Setting::new().await;
    let review = setting.opened().await;
    setting.world.calls().reset();
    let reply = setting.claim(&setting.reviewer, review).await.expect(200);
    assert_eq!(setting.world.calls().round_trips(), 2);
    assert_eq!(reply.body["state"], "claimed");
    assert_eq!(reply.body["claim"]["until"], "2027-03-01T02:30:00Z");
    let entries = setting.world.audit(review).await;
    assert_eq!(entries[0]["action"], "claim_review");
    assert_eq!(entries[0]["actor"], setting.reviewer.account.to_string());
}

#[tokio::test]
async fn of_two_reviewers_at_once_one_gets_the_task() {
    let setting = Setting::new().await;
    let other = setting.world.staff(&[StaffRole::Reviewer]).await;
    for _ in 0..10 {
        let review = setting.opened().await;
        let (one, two) =
            tokio::join!(setting.claim(&setting.reviewer, review), setting.claim(&other, review));
        let (_, loser) = if one.status == 200 { (one, two) } else { (two, one) };
        loser.expect_problem(409, "claimed_by_another");
    }
}

#[tokio::test]
async fn a_claim_that_is_over_can_be_taken_by_another() {
    let setting = Setting::new().await;
    let review = setting.opened().await;
    let _ = setting.claim(&setting.reviewer, review).await.expect(200);
    let other = setting.world.staff(&[StaffRole::Reviewer]).await;
    setting.world.advance(Duration::from_secs(1799));
    let early = setting.claim(&setting.world.renewed(&other), review).await;
    early.expect_problem(409, "claimed_by_another");
    setting.world.advance(Duration::from_secs(1));
    let reply = setting.claim(&setting.world.renewed(&other), review).await.expect(200);
    assert_eq!(reply.body["claim"]["by"]["id"], json!(other.account));
}

#[tokio::test]
async fn claiming_again_begins_the_half_hour_anew() {
    let setting = Setting::new().await;
    let review = setting.opened().await;
    let _ = setting.claim(&setting.reviewer, review).await.expect(200);
    setting.world.advance(Duration::from_secs(60));
    let reply = setting.claim(&setting.reviewer, review).await.expect(200);
    assert_eq!(reply.body["claim"]["until"], "2027-03-01T02:31:00Z");
}

#[tokio::test]
async fn a_closed_task_cannot_be_taken() {
    let setting = Setting::new().await;
    let review = setting.opened().await;
    setting.decided(review, Answer::Granted).await;
    let reply = setting.claim(&setting.reviewer, review).await;
    reply.expect_problem(409, "review_closed");
}

#[tokio::test]
async fn an_unknown_task_is_not_found() {
    let setting = Setting::new().await;
    setting.claim(&setting.reviewer, ReviewId::new()).await.expect_problem(404, "not_found");
    let call = setting.client.post("/api/reviews/rev_1/claim").by(&setting.reviewer);
    call.send().await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn only_reviewers_claim() {
    let setting = Setting::new().await;
    let review = setting.opened().await;
    let path = format!("/api/reviews/{review}/claim");
    refuses_all_but(&setting.world, StaffRole::Reviewer, || setting.client.post(&path)).await;
    assert_eq!(setting.list("").await["items"][0]["state"], "open");
}

#[tokio::test]
async fn a_task_is_taken_by_who_has_the_role_that_it_asks_for() {
    let setting = Setting::new().await;
    let (general, visa) = (setting.opened().await, setting.opened_for_officers().await);
    let officer = setting.world.staff(&[StaffRole::VisaOfficer]).await;
    setting.claim(&officer, general).await.expect_problem(403, "not_permitted");
    setting.claim(&setting.reviewer, visa).await.expect_problem(403, "not_permitted");
    let both = setting.world.staff(&[StaffRole::Reviewer, StaffRole::VisaOfficer]).await;
    let _ = setting.claim(&both, visa).await.expect(200);
    // A role that is taken away counts at once, also where the other one is left.
    setting.world.set_roles(&both, &[StaffRole::Reviewer]).await;
    setting.claim(&both, visa).await.expect_problem(403, "not_permitted");
    let _ = setting.claim(&both, general).await.expect(200);
    let path = format!("/api/reviews/{visa}/claim");
    let release = setting.client.delete(&path).by(&officer);
    release.send().await.expect_problem(409, "claimed_by_another");
}
