//! `list_revisions`.

use serde_json::{Value, json};
use shared_domain::ids::ApplicationId;
use shared_kit::{Caller, Reply, refuses_all_but_applicants};

use crate::revision_case::{Case, DUE_AT};
use crate::setting::text;

async fn list(case: &Case, by: &Caller) -> Reply {
    let path = format!("/api/applications/{}/revisions", text(&case.application["id"]));
    case.setting.client.get(&path).by(by).send().await
}

#[tokio::test]
async fn the_owner_sees_what_was_asked_and_what_became_of_it() {
    let case = Case::reopened(&["basic_information/passportNo"], &["photo"]).await;
    let _ = case.submit().await.expect(200);
    let calls = case.setting.world.calls();
    calls.reset();
    let reply = list(&case, &case.applicant).await.expect(200);
    assert_eq!(calls.round_trips(), 1);
    let [revision] = reply.body["items"].as_array().unwrap().as_slice() else {
        panic!("{reply:?}")
    };
    assert_eq!((&revision["number"], &revision["round"]), (&json!(1), &json!(1)));
    assert_eq!((&revision["state"], &revision["dueAt"]), (&json!("answered"), &json!(DUE_AT)));
    assert_eq!(revision["endedAt"], "2027-03-01T02:00:00Z");
    assert_eq!(revision["items"][1]["slot"], "photo");
    assert_eq!(revision["items"][1]["reasonText"]["zh"], "无法辨认");
    // No names of staff.
    assert!(!reply.body.to_string().contains("staff.member"));
    assert_eq!(reply.body["next"], Value::Null);
}

#[tokio::test]
async fn another_persons_requests_are_not_found() {
    let case = Case::reopened(&["basic_information/passportNo"], &[]).await;
    let other = case.setting.world.applicant();
    list(&case, &other).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn only_applicants_list_them() {
    let case = Case::claimed().await;
    let path = format!("/api/applications/{}/revisions", ApplicationId::new());
    refuses_all_but_applicants(&case.setting.world, || case.setting.client.get(&path)).await;
}
