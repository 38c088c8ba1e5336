//! `decide_application`.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use shared::application::ApplicationHead;
use shared::auth::StaffRole;
use shared::ids::ReviewId;
use shared::outbox::{DecisionOutcome, Message, Notice};
use shared::review_queue::{ReviewTask, review_key};
use shared::testing::{Caller, Reply, refuses_all_but};

use crate::setting::{Setting, text};

async fn decide(setting: &Setting, by: &Caller, review: ReviewId, body: &Value) -> Reply {
    let path = format!("/api/reviews/{review}/decision");
    setting.client.post(&path).by(by).json(body).send().await
}

/// An application ready for review, with a task that a reviewer holds.
struct Case {
    setting: Setting,
    applicant: Caller,
    reviewer: Caller,
    application: Value,
    review: ReviewId,
}

async fn claimed() -> Case {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let reviewer = setting.world.staff(&[StaffRole::Reviewer]).await;
    let application = setting.ready(&applicant).await;
    let review = setting.claimed_task(&applicant, &application, &reviewer).await;
    Case { setting, applicant, reviewer, application, review }
}

impl Case {
    async fn decide(&self, body: &Value) -> Reply {
        decide(&self.setting, &self.reviewer, self.review, body).await
    }

    async fn seen(&self) -> Value {
        let applicant = self.setting.world.renewed(&self.applicant);
        self.setting.view(&applicant, &self.application).await
    }

    async fn task(&self) -> ReviewTask {
        self.setting.world.get("REVIEWS", &review_key(self.review)).await.unwrap()
    }

    async fn decisions_told(&self) -> Vec<DecisionOutcome> {
        let outcome = |message| match message {
            Message::PostNotice(post) => match post.notice {
                Notice::ApplicationDecided { outcome, .. } => Some(outcome),
                _ => None,
            },
            _ => None,
        };
        self.setting.world.outbox().await.into_iter().filter_map(outcome).collect()
    }
}

#[tokio::test]
async fn the_holder_accepts_and_the_applicant_is_told() {
    let case = claimed().await;
    case.setting.world.environment().calls().reset();
    let body = json!({
        "outcome": "accept",
        "reasonCode": "requirements_met",
        "noteToApplicant": " Welcome! ",
    });
    let reply = case.decide(&body).await.expect(200);
    assert_eq!(case.setting.world.environment().calls().round_trips(), 2);
    assert_eq!(reply.body["state"], "closed");
    assert_eq!(reply.body["closing"]["outcome"], "accept");
    assert_eq!(reply.body["claim"], Value::Null);
    let seen = case.seen().await;
    assert_eq!(seen["state"], "accepted");
    assert_eq!(
        seen["decision"],
        json!({
            "outcome": "accept",
            "decidedAt": "2027-03-01T02:00:00Z",
            "noteToApplicant": "Welcome!",
        })
    );
    assert_eq!(case.decisions_told().await, [DecisionOutcome::Accept]);
    let entries = case.setting.world.audit(text(&case.application["id"])).await;
    let entry = entries.last().unwrap();
    assert_eq!(entry["action"], "decide_application");
    assert_eq!(entry["actor"], case.reviewer.account.to_string());
}

#[tokio::test]
async fn a_decided_task_leaves_the_queue() {
    let case = claimed().await;
    let _ = case.decide(&json!({ "outcome": "accept" })).await.expect(200);
    let dump = case.setting.world.dump("REVIEWS").await;
    assert!(!dump.contains("queuedAt"), "{dump}");
}

#[tokio::test]
async fn after_a_decline_the_applicant_may_apply_for_the_intake_again() {
    let case = claimed().await;
    let body = json!({ "outcome": "decline", "reasonCode": "no_place_left" });
    let _ = case.decide(&body).await.expect(200);
    assert_eq!(case.seen().await["state"], "declined");
    assert_eq!(case.setting.started(&case.applicant).await["state"], "draft");
}

#[tokio::test]
async fn a_lost_claim_cannot_decide() {
    let case = claimed().await;
    case.setting.world.advance(Duration::from_secs(1800));
    let reviewer = case.setting.world.renewed(&case.reviewer);
    let reply =
        decide(&case.setting, &reviewer, case.review, &json!({ "outcome": "accept" })).await;
    reply.expect_problem(409, "claim_lost");
    assert_eq!(case.seen().await["state"], "ready_for_review");
    assert_eq!(case.task().await.closing, None);
    assert_eq!(case.decisions_told().await, []);
}

#[tokio::test]
async fn only_the_holder_decides() {
    let case = claimed().await;
    let other = case.setting.world.staff(&[StaffRole::Reviewer]).await;
    let reply = decide(&case.setting, &other, case.review, &json!({ "outcome": "decline" })).await;
    reply.expect_problem(409, "claim_lost");
    assert_eq!(case.seen().await["state"], "ready_for_review");
}

#[tokio::test]
async fn the_same_decision_twice_is_one_decision() {
    let case = claimed().await;
    let body = json!({ "outcome": "accept", "noteToApplicant": "Welcome!" });
    let replies = join_all((0..10).map(|_| case.decide(&body))).await;
    for reply in replies {
        assert_eq!(reply.expect(200).body["state"], "closed");
    }
    case.setting.world.advance(Duration::from_secs(60));
    let _ = case.decide(&body).await.expect(200);
    assert_eq!(case.decisions_told().await, [DecisionOutcome::Accept]);
    let reply = case.decide(&json!({ "outcome": "decline" })).await;
    reply.expect_problem(409, "already_decided");
    assert_eq!(case.seen().await["state"], "accepted");
}

#[tokio::test]
async fn task_and_application_change_together_or_not_at_all() {
    let case = claimed().await;
    // The application is no longer where the task believes it is.
    let head = shared::application::application_key(
        case.applicant.account,
        crate::setting::id(&case.application),
    );
    let table = case.setting.world.environment().table("APPLICATIONS").unwrap();
    let change = shared::store::Change::new().set("state", "fee_due");
    table.update(head.clone(), change, shared::store::Condition::item_exists()).await.unwrap();
    let reply = case.decide(&json!({ "outcome": "accept" })).await;
    reply.expect_problem(409, "not_ready_for_review");
    assert_eq!(case.task().await.closing, None);
    let head: ApplicationHead = case.setting.world.get("APPLICATIONS", &head).await.unwrap();
    assert_eq!(head.state, shared::application::ApplicationState::FeeDue);
    assert_eq!(case.decisions_told().await, []);
}

#[tokio::test]
async fn a_request_that_is_not_as_it_must_be_changes_nothing() {
    let case = claimed().await;
    for body in [json!({}), json!({ "outcome": "maybe" }), json!({ "outcome": 1 }), json!(null)] {
        case.decide(&body).await.expect_problem(400, "malformed_body");
    }
    let long = json!({ "outcome": "accept", "noteToApplicant": "a".repeat(2001) });
    let reply = case.decide(&long).await.expect(422);
    assert_eq!(reply.errors(), [("/noteToApplicant".to_owned(), "too_long".to_owned())]);
    let accept = json!({ "outcome": "accept" });
    let reply = decide(&case.setting, &case.reviewer, ReviewId::new(), &accept).await;
    reply.expect_problem(404, "not_found");
    assert_eq!(case.task().await.closing, None);
}

#[tokio::test]
async fn only_reviewers_decide() {
    let case = claimed().await;
    let path = format!("/api/reviews/{}/decision", case.review);
    let body = json!({ "outcome": "accept" });
    refuses_all_but(&case.setting.world, StaffRole::Reviewer, || {
        case.setting.client.post(&path).json(&body)
    })
    .await;
    assert_eq!(case.task().await.closing, None);
}
