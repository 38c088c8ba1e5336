//! `appeal_decision`.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use shared_domain::application::decision::DecisionOutcome;
use shared_domain::application::news::AppealReceived;
use shared_domain::application::review::OpenReview;
use shared_domain::review::ReviewOccasion;
use shared_kit::{Caller, Reply, is_notice};

use crate::case::{Case, claimed};
use crate::setting::text;

const OBJECTION: &str = " Please look at page 3. ";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The reviews that were asked for because of an objection.
async fn asked_for(case: &Case) -> Vec<OpenReview> {
    let mut asked = case.setting.world.sent::<OpenReview>().await;
    asked.retain(|open| open.occasion == ReviewOccasion::Appealed);
    asked
}

/// An application that was declined.
async fn declined() -> Case {
    let case = claimed().await;
    let body = json!({ "outcome": "decline", "reasons": ["documents_not_sufficient"] });
    let _ = case.decide(&body).await.expect(200);
    case
}

async fn appeal_by(case: &Case, caller: &Caller, body: &Value) -> Reply {
    let path = format!("/api/applications/{}/appeal", text(&case.application["id"]));
    case.setting.client.post(&path).by(caller).json(body).send().await
}

async fn appeal(case: &Case) -> Reply {
    let applicant = case.setting.world.renewed(&case.applicant);
    appeal_by(case, &applicant, &json!({ "text": OBJECTION })).await
}

#[tokio::test]
async fn a_declined_application_comes_before_staff_again() {
    let case = declined().await;
    assert_eq!(case.seen().await["appealUntil"], "2027-03-31T02:00:00Z");
    case.setting.world.calls().reset();
    let reply = appeal(&case).await.expect(200);
    assert_eq!(case.setting.world.calls().round_trips(), 2);
    assert_eq!(reply.body["state"], "ready_for_review");
    assert_eq!((&reply.body["decision"], &reply.body["appealUntil"]), (&Value::Null, &Value::Null));
    let asked = asked_for(&case).await.pop().unwrap();
    assert_ne!(asked.review, case.review);
    assert_eq!((asked.round, &asked.kept_for), (1, &None));
    assert!(case.setting.world.sent().await.iter().any(is_notice::<AppealReceived>));
    let entries = case.setting.world.audit(text(&case.application["id"])).await;
    let entry = entries.last().unwrap();
    assert_eq!(entry["action"], "appeal_decision");
    assert!(!entry.to_string().contains("page 3"), "{entry}");
}

#[tokio::test]
async fn to_decline_it_again_takes_two_people() {
    let case = declined().await;
    let _ = appeal(&case).await.expect(200);
    let (applicant, reviewer) = (&case.applicant, &case.second);
    let review = case.setting.claimed_task(applicant, &case.application, reviewer).await;
    let case =
        Case { review, reviewer: case.second.clone(), second: case.reviewer.clone(), ..case };
    let body = json!({ "outcome": "decline", "reasons": ["documents_not_sufficient"] });
    let reply = case.decide(&body).await.expect(200);
    assert_eq!(reply.body["state"], "proposed");
    let _ = case.confirm().await.expect(200);
    let seen = case.seen().await;
    assert_eq!((&seen["state"], &seen["appealUntil"]), (&json!("declined"), &Value::Null));
    // One objects once, and is told so.
    let mut told = case.told().await;
    told.sort_by_key(|(_, may_appeal)| *may_appeal);
    assert_eq!(told, [(DecisionOutcome::Decline, false), (DecisionOutcome::Decline, true)]);
    let applicant = case.setting.world.renewed(&case.applicant);
    let again = appeal_by(&case, &applicant, &json!({ "text": "Look again." })).await;
    again.expect_problem(409, "appealed_before");
    // Nor is the first objection, sent once more, before staff again.
    let again = appeal_by(&case, &applicant, &json!({ "text": OBJECTION })).await;
    again.expect_problem(409, "appealed_before");
}

#[tokio::test]
async fn the_same_appeal_twice_is_one_appeal() {
    let case = declined().await;
    for reply in join_all((0..10).map(|_| appeal(&case))).await {
        assert_eq!(reply.expect(200).body["state"], "ready_for_review");
    }
    assert_eq!(asked_for(&case).await.len(), 1);
}

#[tokio::test]
async fn after_thirty_days_it_is_too_late() {
    let case = declined().await;
    case.setting.world.advance(30 * DAY);
    appeal(&case).await.expect_problem(409, "appeal_too_late");
    assert_eq!(case.seen().await["state"], "declined");
}

#[tokio::test]
async fn beside_another_active_application_there_is_no_appeal() {
    let case = declined().await;
    let _ = case.setting.started(&case.applicant).await;
    appeal(&case).await.expect_problem(409, "active_application_exists");
    assert_eq!(case.seen().await["state"], "declined");
}

#[tokio::test]
async fn what_cannot_be_appealed_stays_as_it_is() {
    let case = claimed().await;
    appeal(&case).await.expect_problem(409, "not_declined");
    let stranger = case.setting.world.applicant();
    let body = json!({ "text": "Please." });
    appeal_by(&case, &stranger, &body).await.expect_problem(404, "not_found");
    for (text, code) in [(" ".to_owned(), "required"), ("a".repeat(2001), "too_long")] {
        let reply = appeal_by(&case, &case.applicant, &json!({ "text": text })).await.expect(422);
        assert_eq!(reply.errors(), [("/text".to_owned(), code.to_owned())]);
    }
    assert_eq!(case.seen().await["state"], "ready_for_review");
}
