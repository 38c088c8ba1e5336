//! `reopen_application`.

use futures_util::future::join_all;
use serde_json::{Value, json};
use shared_domain::application::news::ApplicationReopened;
use shared_domain::application::review::OpenReview;
use shared_domain::review::ReviewOccasion;
use shared_kit::{Reply, is_notice, refuses_all_but};
use shared_platform::auth::StaffRole;
use shared_platform::ids::AccountId;

use crate::case::{Case, claimed};
use crate::setting::text;

/// An application that was accepted.
async fn accepted() -> Case {
    let case = claimed().await;
    case.setting.limit_seats(1).await;
    let _ = case.decide(&json!({ "outcome": "accept" })).await.expect(200);
    case
}

fn path(case: &Case, applicant: AccountId) -> String {
    let application = text(&case.application["id"]);
    format!("/api/staff/applicants/{applicant}/applications/{application}/reopening")
}

async fn reopen(case: &Case) -> Reply {
    let path = path(case, case.applicant.account);
    let body = json!({ "reason": "A certificate came late." });
    case.setting.client.post(&path).by(&case.second).json(&body).send().await
}

#[tokio::test]
async fn an_acceptance_is_taken_up_again_and_gives_its_place_back() {
    let case = accepted().await;
    assert_eq!(case.setting.taken().await, 1);
    case.setting.world.calls().reset();
    let reply = reopen(&case).await.expect(200);
    assert_eq!(case.setting.world.calls().round_trips(), 2);
    assert_eq!(reply.body["state"], "ready_for_review");
    assert_eq!(case.setting.taken().await, 0);
    let seen = case.seen().await;
    assert_eq!((&seen["state"], &seen["decision"]), (&json!("ready_for_review"), &Value::Null));
    let world = &case.setting.world;
    let asked = world.sent().await.into_iter().any(|open: OpenReview| {
        open.occasion == ReviewOccasion::Reopened && reply.body["reviewId"] == json!(open.review)
    });
    assert!(asked && world.sent().await.iter().any(is_notice::<ApplicationReopened>));
    let entries = case.setting.world.audit(text(&case.application["id"])).await;
    let entry = entries.last().unwrap();
    assert_eq!(entry["action"], "reopen_application");
    assert_eq!(entry["actor"], case.second.account.to_string());
    assert!(!entry.to_string().contains("certificate"), "{entry}");
}

#[tokio::test]
async fn whatever_is_decided_then_two_people_decide() {
    let case = accepted().await;
    let _ = reopen(&case).await.expect(200);
    let review =
        case.setting.claimed_task(&case.applicant, &case.application, &case.reviewer).await;
    let case = Case { review, ..case };
    let reply = case.decide(&json!({ "outcome": "accept" })).await.expect(200);
    assert_eq!(reply.body["state"], "proposed");
    assert_eq!(case.seen().await["state"], "ready_for_review");
    let _ = case.confirm().await.expect(200);
    assert_eq!(
        (case.seen().await["state"].clone(), case.setting.taken().await),
        (json!("accepted"), 1)
    );
}

#[tokio::test]
async fn a_declined_application_is_the_active_one_of_its_intake_again() {
    let case = claimed().await;
    let body = json!({ "outcome": "decline", "reasons": ["no_place_left"] });
    let _ = case.decide(&body).await.expect(200);
    let _ = reopen(&case).await.expect(200);
    let start = case.setting.client.post("/api/applications").by(&case.applicant);
    let start = start.json(&crate::setting::start_request()).idempotency_key("another-one");
    start.send().await.expect_problem(409, "active_application_exists");
}

#[tokio::test]
async fn beside_another_active_application_nothing_is_reopened() {
    let case = claimed().await;
    let body = json!({ "outcome": "decline", "reasons": ["no_place_left"] });
    let _ = case.decide(&body).await.expect(200);
    let _ = case.setting.started(&case.applicant).await;
    reopen(&case).await.expect_problem(409, "active_application_exists");
    assert_eq!(case.seen().await["state"], "declined");
}

#[tokio::test]
async fn the_same_reopening_twice_gives_one_place_back() {
    let case = accepted().await;
    for reply in join_all((0..10).map(|_| reopen(&case))).await {
        assert_eq!(reply.expect(200).body["state"], "ready_for_review");
    }
    assert_eq!(case.setting.taken().await, 0);
}

#[tokio::test]
async fn what_is_not_decided_or_not_there_is_not_reopened() {
    let case = claimed().await;
    reopen(&case).await.expect_problem(409, "not_decided");
    let body = json!({ "reason": "A certificate came late." });
    let elsewhere = path(&case, AccountId::new());
    let reply = case.setting.client.post(&elsewhere).by(&case.second).json(&body).send().await;
    reply.expect_problem(404, "not_found");
    let body = json!({ "reason": " " });
    let there = path(&case, case.applicant.account);
    let reply = case.setting.client.post(&there).by(&case.second).json(&body).send().await;
    assert_eq!(reply.expect(422).errors(), [("/reason".to_owned(), "required".to_owned())]);
}

#[tokio::test]
async fn only_reviewers_reopen() {
    let case = accepted().await;
    let path = path(&case, case.applicant.account);
    let body = json!({ "reason": "A certificate came late." });
    let call = || case.setting.client.post(&path).json(&body);
    refuses_all_but(&case.setting.world, StaffRole::Reviewer, call).await;
}
