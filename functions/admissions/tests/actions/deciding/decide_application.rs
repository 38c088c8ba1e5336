//! `decide_application`.

use std::collections::BTreeSet;
use std::time::Duration;

use admissions::application::Application;
use futures_util::future::join_all;
use serde_json::{Value, json};
use shared_domain::application::decision::DecisionOutcome;
use shared_domain::application::{ApplicationHead, ApplicationState, application_key};
use shared_domain::ids::ReviewId;
use shared_domain::review::{Finding, FindingCode, Severity, Word};
use shared_kit::{Caller, Reply, refuses_all_but};
use shared_platform::auth::StaffRole;

use crate::case::{claimed, claimed_with};
use crate::setting::{Setting, text};

async fn decide(setting: &Setting, by: &Caller, review: ReviewId, body: &Value) -> Reply {
    let path = format!("/api/reviews/{review}/decision");
    setting.client.post(&path).by(by).json(body).send().await
}

fn declined() -> Value {
    json!({ "outcome": "decline", "reasons": ["no_place_left"] })
}

fn waitlisted() -> Value {
    json!({ "outcome": "waitlist", "reasons": ["no_place_left"] })
}

#[tokio::test]
async fn the_holder_accepts_and_the_applicant_is_told() {
    let case = claimed().await;
    case.setting.world.calls().reset();
    let body = json!({
        "outcome": "accept",
        "reasons": ["requirements_met"],
        "noteToApplicant": " Welcome! ",
    });
    let reply = case.decide(&body).await.expect(200);
    assert_eq!(case.setting.world.calls().round_trips(), 2);
    assert_eq!(reply.body["state"], "closed");
    assert_eq!(reply.body["closing"]["outcome"], "accept");
    assert_eq!(reply.body["closing"]["proposedBy"], Value::Null);
    assert_eq!(reply.body["claim"], Value::Null);
    let seen = case.seen().await;
    assert_eq!(seen["state"], "accepted");
    assert_eq!(
        seen["decision"],
        json!({
            "outcome": "accept",
            "decidedAt": "2027-03-01T02:00:00Z",
            "reasons": [{
                "code": "requirements_met",
                "text": {
                    "en": "All requirements of the guide are met.",
                    "zh": "符合申请指南的全部要求。",
                },
            }],
            "conditions": [],
            "noteToApplicant": "Welcome!",
        })
    );
    assert_eq!(case.decisions_told().await, [DecisionOutcome::Accept]);
    let entries = case.setting.world.audit(text(&case.application["id"])).await;
    let entry = entries.last().unwrap();
    assert_eq!(entry["action"], "decide_application");
    assert_eq!(entry["actor"], case.reviewer.account.to_string());
    assert_eq!(entry["after"]["decided"], "accept");
    assert!(!entry.to_string().contains("Welcome"), "{entry}");
}

#[tokio::test]
async fn conditions_are_told_in_words_with_their_last_day() {
    let case = claimed().await;
    let note = json!({ "en": "As a sealed letter.", "zh": "须密封。" });
    let conditions = json!([{ "code": "final_transcript", "note": note, "dueOn": "2027-07-31" }]);
    let body = json!({ "outcome": "accept", "conditions": conditions });
    let _ = case.decide(&body).await.expect(200);
    let told = &case.seen().await["decision"]["conditions"][0];
    assert_eq!(told["code"], "final_transcript");
    assert_eq!(told["text"]["en"], "The final transcript of your present school.");
    assert_eq!((&told["note"], &told["dueOn"]), (&note, &json!("2027-07-31")));
}

#[tokio::test]
async fn a_decided_task_leaves_the_queue() {
    let case = claimed().await;
    let _ = case.decide(&json!({ "outcome": "accept" })).await.expect(200);
    for attribute in ["queue", "queuedAt", "holder"] {
        assert_eq!(case.table_only(attribute).await, Value::Null, "{attribute}");
    }
}

#[tokio::test]
async fn after_a_decline_the_applicant_may_apply_for_the_intake_again() {
    let case = claimed().await;
    let _ = case.decide(&declined()).await.expect(200);
    assert_eq!(case.seen().await["state"], "declined");
    assert_eq!(case.setting.started(&case.applicant).await["state"], "draft");
}

#[tokio::test]
async fn an_application_waits_on_the_list_and_is_decided_later() {
    let case = claimed().await;
    let reply = case.decide(&waitlisted()).await.expect(200);
    assert_eq!((&reply.body["state"], &reply.body["queue"]), (&json!("open"), &json!("waitlist")));
    assert_eq!(case.table_only("queue").await, "WAITLIST");
    assert_eq!(case.table_only("holder").await, Value::Null);
    let seen = case.seen().await;
    assert_eq!(seen["state"], "waitlisted");
    assert_eq!(seen["decision"]["reasons"][0]["code"], "no_place_left");
    // It is the active application of its intake still.
    let start = case.setting.client.post("/api/applications").by(&case.applicant);
    let start = start.json(&crate::setting::start_request()).idempotency_key("another-one");
    start.send().await.expect_problem(409, "active_application_exists");

    case.setting.claim(case.review, &case.second).await;
    let again = case.say(&case.second, "decision", &waitlisted()).await;
    again.expect_problem(409, "already_waitlisted");
    let accept = json!({ "outcome": "accept" });
    let _ = case.say(&case.second, "decision", &accept).await.expect(200);
    assert_eq!(case.seen().await["state"], "accepted");
    let told = [DecisionOutcome::Waitlist, DecisionOutcome::Accept];
    assert_eq!(case.decisions_told().await, told);
}

#[tokio::test]
async fn two_hundred_acceptances_at_once_take_no_more_places_than_there_are() {
    let case = claimed().await;
    let setting = &case.setting;
    setting.limit_seats(5).await;
    let mut reviews = Vec::new();
    for _ in 0..200 {
        let applicant = setting.world.applicant();
        let copy = setting.copy_for(&applicant, &case.applicant, &case.application).await;
        reviews.push(setting.claimed_task(&applicant, &copy, &case.reviewer).await);
    }
    let accept = json!({ "outcome": "accept" });
    let replies = reviews.iter().map(|review| decide(setting, &case.reviewer, *review, &accept));
    let mut accepted = 0;
    for reply in join_all(replies).await {
        match reply.status.as_u16() {
            200 => accepted += 1,
            _ => drop(reply.expect_problem(409, "no_place_left")),
        }
    }
    assert_eq!(accepted, 5);
    assert_eq!(setting.taken().await, 5);
    assert_eq!(case.decisions_told().await.len(), 5);
}

#[tokio::test]
async fn without_a_place_nobody_is_accepted_unless_a_second_person_agrees() {
    let case = claimed().await;
    case.setting.limit_seats(0).await;
    let accept = json!({ "outcome": "accept" });
    case.decide(&accept).await.expect_problem(409, "no_place_left");
    assert_eq!(case.seen().await["state"], "ready_for_review");
    let mut justified =
        json!({ "outcome": "accept", "justification": "An agreement of both faculties." });
    // Who sets a check aside has not said a word about places.
    case.decide(&justified).await.expect_problem(409, "no_place_left");
    justified["withoutPlace"] = json!(true);
    let reply = case.decide(&justified).await.expect(200);
    assert_eq!(reply.body["state"], "proposed");
    assert_eq!(reply.body["proposal"]["withoutPlace"], true);
    assert_eq!(reply.body["proposal"]["justification"], "An agreement of both faculties.");
    assert_eq!((case.setting.taken().await, case.decisions_told().await.len()), (0, 0));
    let _ = case.confirm().await.expect(200);
    assert_eq!(case.seen().await["state"], "accepted");
    assert_eq!(case.setting.taken().await, 1);
}

#[tokio::test]
async fn a_blocking_finding_is_set_aside_with_a_justification_or_not_at_all() {
    let (code, severity) = (Word::of(FindingCode::PassportExpired), Severity::Blocking);
    let case = claimed_with(vec![Finding { code, severity, slot: None }]).await;
    let accept = json!({ "outcome": "accept" });
    case.decide(&accept).await.expect_problem(409, "justification_needed");
    let justified = json!({ "outcome": "accept", "justification": "The new passport was shown." });
    let reply = case.decide(&justified).await.expect(200);
    assert_eq!(reply.body["queue"], "confirmations");
    // What waits for a second person changes nothing yet.
    assert_eq!(case.seen().await["state"], "ready_for_review");
    assert_eq!(case.table_only("queue").await, "CONFIRMATIONS");
    let entries = case.setting.world.audit(text(&case.application["id"])).await;
    let entry = entries.last().unwrap();
    assert_eq!(entry["after"]["proposed"], "accept");
    assert_eq!(entry["after"]["justified"], true);
    // Sent again, it is the same proposal.
    assert_eq!(case.decide(&justified).await.expect(200).body, reply.body);
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
    assert_eq!(case.task().await.closing(), None);
    assert_eq!(case.decisions_told().await, []);
}

#[tokio::test]
async fn only_the_holder_decides() {
    let case = claimed().await;
    let reply = decide(&case.setting, &case.second, case.review, &declined()).await;
    reply.expect_problem(409, "claim_lost");
    assert_eq!(case.seen().await["state"], "ready_for_review");
}

#[tokio::test]
async fn the_same_decision_twice_is_one_decision() {
    for (body, outcome) in [
        (json!({ "outcome": "accept", "noteToApplicant": "Welcome!" }), DecisionOutcome::Accept),
        (waitlisted(), DecisionOutcome::Waitlist),
    ] {
        let case = claimed().await;
        let replies = join_all((0..10).map(|_| case.decide(&body))).await;
        for reply in replies {
            assert_eq!(reply.expect(200).body["claim"], Value::Null);
        }
        case.setting.world.advance(Duration::from_secs(60));
        let _ = case.decide(&body).await.expect(200);
        assert_eq!(case.decisions_told().await, [outcome]);
    }
}

#[tokio::test]
async fn a_decision_is_not_decided_otherwise() {
    let case = claimed().await;
    let _ = case.decide(&json!({ "outcome": "accept" })).await.expect(200);
    case.decide(&declined()).await.expect_problem(409, "already_decided");
    assert_eq!(case.seen().await["state"], "accepted");
}

/// The application is not read for it, and yet it is whole afterwards.
#[tokio::test]
async fn a_decision_leaves_an_application_with_what_its_stage_has_and_nothing_else() {
    for (body, state) in [
        (json!({ "outcome": "accept" }), ApplicationState::Accepted),
        (declined(), ApplicationState::Declined),
        (waitlisted(), ApplicationState::Waitlisted),
    ] {
        let case = claimed().await;
        let key = application_key(case.applicant.account, crate::setting::id(&case.application));
        let before: ApplicationHead = case.setting.world.get("APPLICATIONS", &key).await.unwrap();
        let _ = case.decide(&body).await.expect(200);
        let mut stored: Value = case.setting.world.get("APPLICATIONS", &key).await.unwrap();
        let application: Application = serde_json::from_value(stored.clone()).unwrap();
        let stage = application.head.stage();
        assert_eq!((stage.state(), stage.fee()), (state, before.fee()));
        assert_eq!(stage.review(), before.review());
        let mut written = json!(application);
        written.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        stored.as_object_mut().unwrap().retain(|name, _| name != "pk" && name != "sk");
        let names =
            |item: &Value| item.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(names(&stored), names(&written));
    }
}

#[tokio::test]
async fn a_task_that_the_application_no_longer_has_decides_nothing() {
    let case = claimed().await;
    let key = application_key(case.applicant.account, crate::setting::id(&case.application));
    let table = case.setting.world.environment().table("APPLICATIONS").unwrap();
    let change = shared_platform::store::Change::new().set("review", ReviewId::new());
    table.update(key, change, shared_platform::store::Condition::item_exists()).await.unwrap();
    for body in [
        json!({ "outcome": "accept" }),
        declined(),
        waitlisted(),
        json!({ "outcome": "accept", "justification": "A proposal is refused as well." }),
    ] {
        case.decide(&body).await.expect_problem(409, "not_ready_for_review");
    }
    assert_eq!(case.seen().await["state"], "ready_for_review");
}

#[tokio::test]
async fn task_and_application_change_together_or_not_at_all() {
    let case = claimed().await;
    // The application is no longer where the task believes it is.
    let head = application_key(case.applicant.account, crate::setting::id(&case.application));
    let table = case.setting.world.environment().table("APPLICATIONS").unwrap();
    let change = shared_platform::store::Change::new().set("state", "fee_due");
    table
        .update(head.clone(), change, shared_platform::store::Condition::item_exists())
        .await
        .unwrap();
    for body in [
        json!({ "outcome": "accept" }),
        json!({ "outcome": "accept", "justification": "A proposal is refused as well." }),
    ] {
        case.decide(&body).await.expect_problem(409, "not_ready_for_review");
    }
    assert_eq!(case.task().await.closing(), None);
    let head: ApplicationHead = case.setting.world.get("APPLICATIONS", &head).await.unwrap();
    assert_eq!(head.state(), ApplicationState::FeeDue);
    assert_eq!((case.setting.taken().await, case.decisions_told().await.len()), (0, 0));
}

#[tokio::test]
async fn a_request_that_is_not_as_it_must_be_changes_nothing() {
    let case = claimed().await;
    for body in [
        json!({}),
        json!({ "outcome": "maybe" }),
        json!({ "outcome": 1 }),
        json!([]),
        json!({ "outcome": "decline", "reasons": ["bad_weather"] }),
        json!({ "outcome": "accept", "conditions": [{ "code": "a_gift" }] }),
    ] {
        case.decide(&body).await.expect_problem(400, "malformed_body");
    }
    let long = "a".repeat(2001);
    for (body, pointer, code) in [
        (json!({ "outcome": "accept", "noteToApplicant": long }), "/noteToApplicant", "too_long"),
        (json!({ "outcome": "decline" }), "/reasons", "required"),
        (
            json!({ "outcome": "decline", "reasons": ["requirements_met"] }),
            "/reasons/0",
            "reason_not_for_outcome",
        ),
        (
            json!({ "outcome": "accept", "conditions": [{ "code": "other" }] }),
            "/conditions/0/note",
            "required",
        ),
    ] {
        let reply = case.decide(&body).await.expect(422);
        assert_eq!(reply.errors(), [(pointer.to_owned(), code.to_owned())]);
    }
    let accept = json!({ "outcome": "accept" });
    let reply = decide(&case.setting, &case.reviewer, ReviewId::new(), &accept).await;
    reply.expect_problem(404, "not_found");
    assert_eq!(case.task().await.closing(), None);
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
    assert_eq!(case.task().await.closing(), None);
}
