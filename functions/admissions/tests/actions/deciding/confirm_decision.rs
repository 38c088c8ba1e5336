//! `confirm_decision`.

use futures_util::future::join_all;
use serde_json::{Value, json};
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::case::{Case, claimed};
use crate::setting::text;

/// An acceptance that waits for a second person.
async fn proposed() -> Case {
    let case = claimed().await;
    let body = json!({ "outcome": "accept", "justification": "An agreement of both faculties." });
    let _ = case.decide(&body).await.expect(200);
    case
}

#[tokio::test]
async fn a_second_person_decides_what_the_first_proposed() {
    let case = proposed().await;
    case.setting.claim(case.review, &case.second).await;
    case.setting.world.calls().reset();
    let reply = case.say(&case.second, "confirmation", &Value::Null).await.expect(200);
    assert_eq!(case.setting.world.calls().round_trips(), 2);
    let closing = &reply.body["closing"];
    assert_eq!(closing["outcome"], "accept");
    assert_eq!(closing["by"]["id"], json!(case.second.account));
    assert_eq!(closing["proposedBy"]["id"], json!(case.reviewer.account));
    assert_eq!(reply.body["proposal"], Value::Null);
    assert_eq!(case.seen().await["state"], "accepted");
    assert_eq!(case.decisions_told().await.len(), 1);
    let entries = case.setting.world.audit(text(&case.application["id"])).await;
    let entry = entries.last().unwrap();
    assert_eq!(entry["action"], "confirm_decision");
    assert_eq!(entry["actor"], case.second.account.to_string());
}

#[tokio::test]
async fn nobody_confirms_their_own_proposal() {
    let case = proposed().await;
    case.setting.claim(case.review, &case.reviewer).await;
    for (what, body) in [("confirmation", Value::Null), ("rejection", json!({ "note": "No." }))] {
        let reply = case.say(&case.reviewer, what, &body).await;
        reply.expect_problem(409, "own_proposal");
    }
    assert_eq!(case.seen().await["state"], "ready_for_review");
}

#[tokio::test]
async fn who_confirms_holds_the_task() {
    let case = proposed().await;
    let reply = case.say(&case.second, "confirmation", &Value::Null).await;
    reply.expect_problem(409, "claim_lost");
    assert_eq!(case.seen().await["state"], "ready_for_review");
}

#[tokio::test]
async fn what_waits_for_confirmation_is_not_decided_anew() {
    let case = proposed().await;
    case.setting.claim(case.review, &case.second).await;
    let body = json!({ "outcome": "decline", "reasons": ["no_place_left"] });
    let reply = case.say(&case.second, "decision", &body).await;
    reply.expect_problem(409, "waits_for_confirmation");
}

#[tokio::test]
async fn ten_confirmations_at_once_decide_once() {
    let case = proposed().await;
    case.setting.claim(case.review, &case.second).await;
    let confirmations = (0..10).map(|_| case.say(&case.second, "confirmation", &Value::Null));
    for reply in join_all(confirmations).await {
        assert_eq!(reply.expect(200).body["state"], "closed");
    }
    assert_eq!(case.decisions_told().await.len(), 1);
    assert_eq!(case.setting.taken().await, 1);
    // The proposer's own request, sent again, is no mistake either.
    let body = json!({ "outcome": "accept", "justification": "An agreement of both faculties." });
    let _ = case.decide(&body).await.expect(200);
}

#[tokio::test]
async fn where_nothing_is_proposed_there_is_nothing_to_confirm() {
    let case = claimed().await;
    let reply = case.say(&case.reviewer, "confirmation", &Value::Null).await;
    reply.expect_problem(409, "nothing_proposed");
    let _ = case.decide(&json!({ "outcome": "accept" })).await.expect(200);
    let reply = case.say(&case.second, "confirmation", &Value::Null).await;
    reply.expect_problem(409, "already_decided");
}

#[tokio::test]
async fn only_reviewers_confirm() {
    let case = proposed().await;
    let path = format!("/api/reviews/{}/confirmation", case.review);
    let call = || case.setting.client.post(&path);
    refuses_all_but(&case.setting.world, StaffRole::Reviewer, call).await;
    assert_eq!(case.seen().await["state"], "ready_for_review");
}
