//! `compare_rounds`.

use serde_json::json;
use shared_domain::ids::ReviewId;
use shared_kit::{Reply, refuses_all_but};
use shared_platform::auth::StaffRole;

use super::setting::Setting;

async fn compare(setting: &Setting, review: ReviewId, query: &str) -> Reply {
    let path = format!("/api/reviews/{review}/comparison{query}");
    setting.client.get(&path).by(&setting.reviewer).send().await
}

#[tokio::test]
async fn a_reviewer_sees_what_the_applicant_changed() {
    let setting = Setting::new().await;
    let (review, submitted) = setting.opened().await;
    let second = setting.resubmitted(&submitted).await;
    let calls = setting.world.calls();
    calls.reset();
    let reply = compare(&setting, review, "?from=1&to=2").await.expect(200);
    assert_eq!(calls.round_trips(), 2);
    assert_eq!((&reply.body["from"], &reply.body["to"]), (&json!(1), &json!(2)));
    assert_eq!(
        reply.body["changes"],
        json!([{
            "section": "basic_information",
            "field": "passportNo",
            "before": "X1234567",
            "after": "X7654321",
        }])
    );
    let documents = &reply.body["documents"];
    assert_eq!(documents["added"][0]["id"], json!(second.documents[1].id));
    assert_eq!(documents["removed"][0]["id"], json!(submitted.documents[1].id));
    assert_eq!(documents["kept"][0]["slot"], "passport_page");
    assert!(documents["removed"][0]["url"].as_str().unwrap().contains("/clean/"));
    // An applicant can be told who looked at the papers, and when.
    let entries = setting.world.audit(submitted.head.id).await;
    let entry = entries.last().unwrap();
    assert_eq!(entry["action"], "compare_rounds");
    assert_eq!(entry["actor"], setting.reviewer.account.to_string());
    assert_eq!(entry["after"], json!({ "review": review, "rounds": [1, 2] }));
    assert!(!entry.to_string().contains("X7654321"));
}

#[tokio::test]
async fn a_round_compared_with_itself_is_the_same() {
    let setting = Setting::new().await;
    let (review, _) = setting.opened().await;
    let reply = compare(&setting, review, "?from=1&to=1").await.expect(200);
    assert_eq!(reply.body["changes"], json!([]));
    assert_eq!(reply.body["documents"]["kept"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_round_that_never_was_is_not_found() {
    let setting = Setting::new().await;
    let (review, _) = setting.opened().await;
    for query in ["?from=1&to=2", "?from=0&to=1"] {
        compare(&setting, review, query).await.expect_problem(404, "not_found");
    }
    let unknown = compare(&setting, ReviewId::new(), "?from=1&to=1").await;
    unknown.expect_problem(404, "not_found");
    for query in ["", "?from=1", "?from=one&to=2"] {
        assert_eq!(compare(&setting, review, query).await.status, 400);
    }
}

#[tokio::test]
async fn only_reviewers_compare() {
    let setting = Setting::new().await;
    let (review, _) = setting.opened().await;
    let path = format!("/api/reviews/{review}/comparison?from=1&to=1");
    refuses_all_but(&setting.world, StaffRole::Reviewer, || setting.client.get(&path)).await;
}
