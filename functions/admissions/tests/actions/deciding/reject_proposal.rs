//! `reject_proposal`.

use serde_json::{Value, json};
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::case::{Case, claimed};
use crate::setting::text;

/// An acceptance that waits for a second person, who has taken the task.
async fn proposed() -> Case {
    let case = claimed().await;
    let body = json!({ "outcome": "accept", "justification": "An agreement of both faculties." });
    let _ = case.decide(&body).await.expect(200);
    case.setting.claim(case.review, &case.second).await;
    case
}

#[tokio::test]
async fn a_rejected_proposal_goes_back_to_its_author_for_three_days() {
    let case = proposed().await;
    case.setting.world.calls().reset();
    let body = json!({ "note": " Page 3 is of another person. " });
    let reply = case.say(&case.second, "rejection", &body).await.expect(200);
    assert_eq!(case.setting.world.calls().round_trips(), 2);
    assert_eq!(reply.body["proposal"], Value::Null);
    assert_eq!(reply.body["rejection"]["note"], "Page 3 is of another person.");
    assert_eq!(reply.body["claim"]["by"]["id"], json!(case.reviewer.account));
    assert_eq!(reply.body["claim"]["until"], "2027-03-04T02:00:00Z");
    assert_eq!(case.table_only("queue").await, "GENERAL");
    assert_eq!(case.table_only("holder").await, json!(case.reviewer.account));
    assert_eq!(case.seen().await["state"], "ready_for_review");
    let entries = case.setting.world.audit(text(&case.application["id"])).await;
    let entry = entries.last().unwrap();
    assert_eq!(entry["action"], "reject_proposal");
    assert!(!entry.to_string().contains("Page 3"), "{entry}");
    // Sent again, it is the same rejection.
    let _ = case.say(&case.second, "rejection", &body).await.expect(200);
    // The author decides anew.
    let body = json!({ "outcome": "decline", "reasons": ["documents_not_sufficient"] });
    let reply = case.decide(&body).await.expect(200);
    assert_eq!((&reply.body["state"], &reply.body["rejection"]), (&json!("closed"), &Value::Null));
}

#[tokio::test]
async fn a_rejection_says_why() {
    let case = proposed().await;
    for (note, code) in [(" ".to_owned(), "required"), ("a".repeat(2001), "too_long")] {
        let reply = case.say(&case.second, "rejection", &json!({ "note": note })).await.expect(422);
        assert_eq!(reply.errors(), [("/note".to_owned(), code.to_owned())]);
    }
    assert!(case.task().await.proposal().is_some());
}

#[tokio::test]
async fn where_nothing_is_proposed_there_is_nothing_to_reject() {
    let case = claimed().await;
    let reply = case.say(&case.reviewer, "rejection", &json!({ "note": "No." })).await;
    reply.expect_problem(409, "nothing_proposed");
}

#[tokio::test]
async fn only_reviewers_reject() {
    let case = proposed().await;
    let path = format!("/api/reviews/{}/rejection", case.review);
    let body = json!({ "note": "No." });
    let call = || case.setting.client.post(&path).json(&body);
    refuses_all_but(&case.setting.world, StaffRole::Reviewer, call).await;
    assert!(case.task().await.proposal().is_some());
}
