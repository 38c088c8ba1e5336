//! `request_revision`, and what it opens: `save_section`, `submit_application`.

use std::time::Duration;

use admissions::examining::ApplicationTask;
use futures_util::future::join_all;
use serde_json::{Value, json};
use shared_domain::application::news::{RevisionAnswered, RevisionRequested};
use shared_domain::application::revision::RevisionState;
use shared_domain::application::{
    ApplicationState, FeeState, Submission, folder_of, submission_key,
};
use shared_domain::document::{Document, DocumentState};
use shared_domain::ids::ReviewId;
use shared_domain::review::{Closing, ReviewOccasion};
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::revision_case::{Case, DAY, DUE_AT, asked_for, request};
use crate::setting::{id, text};

async fn task(case: &Case) -> ApplicationTask {
    case.setting.task(case.review).await
}

#[tokio::test]
async fn the_application_goes_back_with_what_is_asked_and_the_task_is_closed() {
    let case = Case::claimed().await;
    let calls = case.setting.world.calls();
    calls.reset();
    let reply = case.ask(&asked_for()).await.expect(200);
    assert_eq!(calls.round_trips(), 3);
    assert_eq!(reply.body["state"], "closed");
    assert_eq!(reply.body["closing"]["outcome"], "revision_requested");
    let seen = case.seen().await;
    assert_eq!(seen["state"], "revision_requested");
    assert_eq!(seen["feeState"], "settled");
    let revision = &seen["revision"];
    assert_eq!(revision["number"], 1);
    assert_eq!(revision["dueAt"], DUE_AT);
    assert_eq!(revision["fields"], json!(["basic_information/passportNo"]));
    assert_eq!(revision["slots"], json!(["passport_page"]));
    let item = &revision["items"][0];
    assert_eq!((text(&item["section"]), text(&item["field"])), ("basic_information", "passportNo"));
    assert_eq!(item["reason"], "not_as_in_passport");
    assert_eq!(item["reasonText"]["en"], "It is not as in the passport");
    assert_eq!(item["note"]["en"], "As in the passport, please.");
    assert_eq!(revision["items"][1]["slot"], "passport_page");
    // Who asked is not the applicant's business.
    assert!(!seen.to_string().contains("staff.member"));
    assert_eq!(case.told::<RevisionRequested>().await, 1);
    let entries = case.setting.world.audit(text(&case.application["id"])).await;
    let entry = entries.last().unwrap();
    assert_eq!(entry["action"], "request_revision");
    assert_eq!(entry["actor"], case.reviewer.account.to_string());
    assert!(!entry.to_string().contains("As in the passport"));
}

#[tokio::test]
async fn every_part_of_a_request_is_checked_and_nothing_is_changed() {
    let case = Case::claimed().await;
    let with = |pointer: &str, value: Value| {
        let mut body = asked_for();
        *body.pointer_mut(pointer).unwrap() = value;
        body
    };
    for (body, pointer, code) in [
        (with("/items", json!([])), "/items", "required"),
        (with("/items/0/field", json!("shoeSize")), "/items/0/field", "unknown_field"),
        (with("/items/0/field", Value::Null), "/items/0", "field_or_slot"),
        (with("/items/1/slot", json!("shoes")), "/items/1/slot", "unknown_slot"),
        (with("/items/1/slot", Value::Null), "/items/1", "field_or_slot"),
        (with("/items/0/note/en", json!("  ")), "/items/0/note/en", "required"),
        (with("/items/0/note/zh", json!("长".repeat(501))), "/items/0/note/zh", "too_long"),
        (with("/dueOn", json!("2027-03-02")), "/dueOn", "due_too_soon"),
        (with("/dueOn", json!("2027-05-01")), "/dueOn", "due_too_late"),
        (request(&["study_plan/studyPlan"; 2], &[]), "/items/1", "asked_twice"),
        (request(&[], &["photo"; 51]), "/items", "too_many_rows"),
    ] {
        let reply = case.ask(&body).await.expect(422);
        assert!(reply.errors().contains(&(pointer.to_owned(), code.to_owned())), "{reply:?}");
    }
    for body in [with("/items/0/reason", json!("dislike")), with("/dueOn", json!("soon"))] {
        case.ask(&body).await.expect_problem(400, "malformed_body");
    }
    assert_eq!(case.seen().await["state"], "ready_for_review");
    assert_eq!(task(&case).await.closing(), None);
    assert_eq!(case.rows_of_the_clock().await, 0);
    for due_on in ["2027-03-03", "2027-04-30"] {
        let case = Case::claimed().await;
        let _ = case.ask(&with("/dueOn", json!(due_on))).await.expect(200);
    }
}

#[tokio::test]
async fn the_same_request_twice_is_one_request() {
    let case = Case::claimed().await;
    let replies = join_all((0..10).map(|_| async { case.ask(&asked_for()).await })).await;
    for reply in replies {
        assert_eq!(reply.expect(200).body["state"], "closed");
    }
    assert_eq!(case.told::<RevisionRequested>().await, 1);
    assert_eq!(case.head().await.revision().unwrap().number, 1);
    case.ask(&request(&["study_plan/studyPlan"], &[])).await.expect_problem(409, "already_decided");
    let other = case.setting.world.staff(&[StaffRole::Reviewer]).await;
    case.ask_as(&other, &asked_for()).await.expect_problem(409, "already_decided");
}

#[tokio::test]
async fn only_who_holds_the_task_asks() {
    let case = Case::claimed().await;
    let other = case.setting.world.staff(&[StaffRole::Reviewer]).await;
    case.ask_as(&other, &asked_for()).await.expect_problem(409, "claim_lost");
    case.setting.world.advance(Duration::from_secs(1800));
    let late = case.setting.world.renewed(&case.reviewer);
    case.ask_as(&late, &asked_for()).await.expect_problem(409, "claim_lost");
    assert_eq!(case.seen().await["state"], "ready_for_review");
    assert_eq!(task(&case).await.closing(), None);
}

#[tokio::test]
async fn only_reviewers_ask() {
    let case = Case::claimed().await;
    let path = format!("/api/reviews/{}/revision", case.review);
    refuses_all_but(&case.setting.world, StaffRole::Reviewer, || {
        case.setting.client.post(&path).json(&asked_for())
    })
    .await;
    assert_eq!(task(&case).await.closing(), None);
    let unknown = Case { review: ReviewId::new(), ..case };
    unknown.ask(&asked_for()).await.expect_problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_loses_their_standing_while_asking_is_told_so_and_nothing_is_asked() {
    let case = Case::claimed().await;
    let world = &case.setting.world;
    world.before_next_commit(world.set_roles(&case.reviewer, &[StaffRole::Viewer]));
    case.ask(&asked_for()).await.expect_problem(403, "not_permitted");
    world.set_roles(&case.reviewer, &[StaffRole::Reviewer]).await;
    world.before_next_commit(world.end_session(&case.reviewer));
    case.ask(&asked_for()).await.expect_problem(401, "session_over");
    assert_eq!(case.seen().await["state"], "ready_for_review");
    assert_eq!(task(&case).await.closing(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_withdrawn_while_a_revision_is_asked_for_is_not_sent_back() {
    let case = Case::claimed().await;
    let path = format!("/api/applications/{}/withdrawal", text(&case.application["id"]));
    let version = case.head().await.version;
    let withdrawal = case.setting.client.post(&path).by(&case.applicant);
    let withdrawal = withdrawal.json(&json!({ "version": version }));
    case.setting.world.before_next_commit(async { drop(withdrawal.send().await.expect(200)) });
    case.ask(&asked_for()).await.expect_problem(409, "not_ready_for_review");
    assert_eq!(case.seen().await["state"], "withdrawn");
    assert_eq!(case.told::<RevisionRequested>().await, 0);
}

#[tokio::test]
async fn only_what_was_reopened_can_be_changed() {
    let case = Case::reopened(&["basic_information/passportNo"], &[]).await;
    let changes = json!({ "passportNo": "X7654321", "birthPlace": "Elsewhere" });
    let reply = case.save("basic_information", &changes).await;
    assert_eq!(Case::locked(&reply), ["/fields/birthPlace"]);
    assert_eq!(case.seen().await, case.application);
    let reply = case.save("contact_information", &json!({ "phone": "+358 9 7654321" })).await;
    assert_eq!(Case::locked(&reply), ["/fields/phone"]);
    let _ = case.save("basic_information", &json!({ "passportNo": "X7654321" })).await.expect(200);
    // Once more, and back again: as long as it is open.
    let _ = case.save("basic_information", &json!({ "passportNo": "X7654322" })).await.expect(200);
    let _ = case.save("basic_information", &json!({})).await.expect(200);
}

#[tokio::test]
async fn what_lacks_something_because_of_what_was_reopened_is_open_with_it() {
    let case = Case::reopened(&["basic_information/inChina"], &[]).await;
    let in_china = json!({ "inChina": true, "visaType": "x1" });
    let reply = case.save("basic_information", &in_china).await.expect(200);
    assert_eq!(reply.body["fields"]["visaType"], "x1");
    // It stays so: what was typed can be corrected until it is submitted again.
    let again = json!({ "inChina": true, "visaType": "x2", "visaNo": "V12" });
    let _ = case.save("basic_information", &again).await.expect(200);
    case.submit().await.expect_problem(422, "application_incomplete");
    // Back as it was, the rest is emptied by the service.
    let reply = case.save("basic_information", &json!({})).await.expect(200);
    assert_eq!(reply.body["fields"]["visaType"], Value::Null);
    let reply = case.save("basic_information", &json!({ "hobby": "Chess" })).await;
    assert_eq!(Case::locked(&reply), ["/fields/hobby"]);
}

#[tokio::test]
async fn the_answer_is_another_round_that_goes_back_to_who_asked() {
    let case = Case::reopened(&["basic_information/passportNo"], &["passport_page"]).await;
    let _ = case.save("basic_information", &json!({ "passportNo": "X7654321" })).await.expect(200);
    let page = case.upload("passport_page").await;
    let version = case.head().await.version;
    let calls = case.setting.world.calls();
    calls.reset();
    let reply = case.setting.submit(&case.applicant, &case.application, version).await.expect(200);
    assert_eq!(calls.round_trips(), 2);
    assert_eq!(reply.body["state"], "ready_for_review");
    assert_eq!((&reply.body["round"], &reply.body["revision"]), (&json!(2), &Value::Null));
    // A revision does not pay again.
    assert_eq!(case.head().await.fee().state(), FeeState::Settled);

    let rounds = async |round| {
        let key = submission_key(case.applicant.account, id(&case.application), round);
        case.setting.world.get::<Submission>("APPLICATIONS", &key).await.unwrap()
    };
    let (first, second) = (rounds(1).await, rounds(2).await);
    let number = |round: &Submission| round.sections.basic_information.passport_no.clone();
    assert_eq!(number(&first).as_deref(), Some("X1234567"));
    assert_eq!(number(&second).as_deref(), Some("X7654321"));
    assert_ne!(first.documents[0].id, page);
    assert_eq!(second.documents[0].id, page);
    assert_eq!(second.documents[1], first.documents[1]);

    let asked = case.reviews_asked_for().await;
    let [_, again] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!((again.round, again.occasion), (2, ReviewOccasion::Resubmitted));
    assert_eq!(again.kept_for.as_ref().unwrap().id, case.reviewer.account);
    assert_eq!(case.head().await.review(), Some(again.review));
    let revision = case.revision(1).await;
    assert_eq!(revision.state, RevisionState::Answered);
    assert_eq!(case.rows_of_the_clock().await, 0);
    assert_eq!(case.told::<RevisionAnswered>().await, 1);
    // Sent twice, it is the same answer; and all is locked again.
    let _ = case.setting.submit(&case.applicant, &case.application, version).await.expect(200);
    assert_eq!(case.reviews_asked_for().await.len(), 2);
    let locked = case.save("basic_information", &json!({ "passportNo": "X7654322" })).await;
    locked.expect_problem(409, "application_locked");
}

#[tokio::test]
async fn a_locked_field_cannot_be_changed_by_a_detour() {
    let case = Case::reopened(&["basic_information/birthDate"], &[]).await;
    // Under age, the applicant names a guardian; then the date is put back.
    let _ = case.save("basic_information", &json!({ "birthDate": "2012-01-01" })).await.expect(200);
    let guardian = json!({ "guardian": {
        "name": "EINO EXAMPLE", "phone": "+86 10 1234 5678",
    }});
    let _ = case.save("additional_information", &guardian).await.expect(200);
    let _ = case.save("basic_information", &json!({})).await.expect(200);
    let reply = case.submit().await.expect(200);
    let sections = &reply.body["sections"];
    let fields = &sections["additional_information"]["fields"];
    assert_eq!(fields, &case.application["sections"]["additional_information"]["fields"]);
}

#[tokio::test]
async fn a_document_in_a_locked_slot_neither_comes_nor_goes() {
    let case = Case::reopened(&[], &["passport_page"]).await;
    // As if it had come while the slot was open for another revision.
    let stray = case.upload("photo").await;
    let _ = case.submit().await.expect(200);
    let key = submission_key(case.applicant.account, id(&case.application), 2);
    let second: Submission = case.setting.world.get("APPLICATIONS", &key).await.unwrap();
    assert!(second.documents.iter().all(|document| document.id != stray));
    let folder = folder_of(case.applicant.account, id(&case.application));
    for document in second.documents {
        let key = folder.document_key(document.id);
        let stored: Document = case.setting.world.get("DOCUMENTS", &key).await.unwrap();
        assert_eq!((stored.state, stored.submitted_in), (DocumentState::Clean, Some(2)));
    }
}

#[tokio::test]
async fn after_the_last_day_nothing_is_taken_any_more() {
    let case = Case::reopened(&["basic_information/passportNo"], &[]).await;
    case.setting.world.advance(11 * DAY);
    let late = case.save("basic_information", &json!({ "passportNo": "X7654321" })).await;
    late.expect_problem(409, "revision_overdue");
    case.submit().await.expect_problem(409, "revision_overdue");
    assert_eq!(case.head().await.state(), ApplicationState::RevisionRequested);
}

#[tokio::test]
async fn a_second_request_counts_on() {
    let case = Case::reopened(&["basic_information/passportNo"], &[]).await;
    let _ = case.submit().await.expect(200);
    let reviewer = case.setting.world.renewed(&case.reviewer);
    let review = case.setting.claimed_task(&case.applicant, &case.application, &reviewer).await;
    let case = Case { review, ..case };
    let _ = case.ask(&request(&["study_plan/studyPlan"], &[])).await.expect(200);
    assert_eq!(case.seen().await["revision"]["number"], 2);
    assert_eq!(case.revision(1).await.state, RevisionState::Answered);
    assert_eq!(case.revision(2).await.round, 2);
    let reply = case.save("basic_information", &json!({ "passportNo": "X7654321" })).await;
    assert_eq!(Case::locked(&reply), ["/fields/passportNo"]);
    assert!(matches!(task(&case).await.closing(), Some(Closing::RevisionRequested { .. })));
}

#[tokio::test]
async fn a_withdrawal_ends_the_revision_and_the_clock_forgets_it() {
    let case = Case::reopened(&["basic_information/passportNo"], &[]).await;
    assert_eq!(case.rows_of_the_clock().await, 4);
    let version = case.head().await.version;
    let _ = case.setting.withdraw(&case.owner(), &case.application, version).await.expect(200);
    assert_eq!(case.revision(1).await.state, RevisionState::Withdrawn);
    assert_eq!(case.rows_of_the_clock().await, 0);
    assert_eq!(case.seen().await["revision"], Value::Null);
}
