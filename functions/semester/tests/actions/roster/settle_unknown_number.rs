//! `settle_unknown_number`.

use serde_json::json;
use shared_domain::ids::ReviewId;
use shared_domain::student::unknown_number::{LookedAt, looked_at_key};
use shared_kit::{Reply, refuses_all_but};
use shared_platform::auth::StaffRole;

use crate::setting::Setting;

impl Setting {
    async fn settle(&self, review: ReviewId, remark: &str) -> Reply {
        let path = format!("/api/reviews/{review}/student-number/settlement");
        let call = self.client.post(&path).by(&self.registrar);
        call.json(&json!({ "remark": remark })).send().await
    }
}

#[tokio::test]
async fn the_registrar_settles_a_number_with_a_remark() {
    let setting = Setting::with_roster().await;
    setting.try_number("2025LX9999").await;
    let review = setting.claimed_number().await;
    let path = format!("/api/reviews/{review}/student-number/settlement");
    refuses_all_but(&setting.world, StaffRole::Registrar, || {
        setting.client.post(&path).json(&json!({ "remark": "x" }))
    })
    .await;
    let refused = setting.settle(review, " ").await.expect_problem(422, "invalid_input");
    assert_eq!(refused.errors(), [("/remark".to_owned(), "required".to_owned())]);
    setting.world.calls().reset();
    let settled = setting.settle(review, "A home student.").await.expect(200).body;
    assert_eq!(setting.world.calls().round_trips(), 2);
    assert_eq!(settled["closing"]["outcome"], "settle");
    assert_eq!(settled["closing"]["remark"], "A home student.");
    assert!(setting.waiting_numbers().await.is_empty());
    let again = setting.settle(review, "A home student.").await.expect(200).body;
    assert_eq!(again["closing"], settled["closing"]);
    setting.settle(review, "Another word.").await.expect_problem(409, "already_decided");
    // The sign-in does not say any more that the registrar will look.
    let number = "2025LX9999".parse().unwrap();
    let key = looked_at_key(&number);
    let looked_at: LookedAt = setting.world.get("REGISTRATIONS", &key).await.unwrap();
    assert!(looked_at.settled && looked_at.review == review);
    // It was said: trying the number again is no work.
    setting.try_number("2025LX9999").await;
    assert!(setting.waiting_numbers().await.is_empty());
}

#[tokio::test]
async fn who_has_not_taken_the_task_settles_nothing() {
    let setting = Setting::with_roster().await;
    setting.try_number("2025LX9999").await;
    let review = setting.waiting_number().await;
    setting.settle(review, "x").await.expect_problem(409, "claim_lost");
}
