//! `submit_registration`.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;
use shared_domain::document::{Document, DocumentState};
use shared_domain::registration::folder_of;
use shared_domain::registration::review::OpenRegistrationReview;
use shared_domain::samples;
use shared_kit::refuses_all_but_applicants;

use crate::case::{Case, DOCUMENTS, filled_in, verdicts};
use crate::setting::{ROSTER, table};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// S100
#[tokio::test]
async fn what_is_complete_is_frozen_locked_and_put_before_staff() {
    let case = Case::complete().await;
    refuses_all_but_applicants(&case.setting.world, || {
        case.setting.client.post(&case.path("/submission")).json(&json!({ "version": 1 }))
    })
    .await;
    case.setting.world.calls().reset();
    let reply = case.submit().await.expect(200).body;
    // One of them looks up the version for the test.
    assert_eq!(case.setting.world.calls().round_trips(), 3);
    assert_eq!((&reply["state"], &reply["round"]), (&json!("ready_for_review"), &json!(1)));
    assert_eq!(reply["openSlots"], json!([]));
    let frozen = case.submission(1).await.unwrap();
    assert_eq!(frozen.sections, case.stored().await.unwrap().sections);
    let mut slots: Vec<String> = frozen.documents.iter().map(|it| it.slot.to_string()).collect();
    slots.sort();
    let mut expected = DOCUMENTS;
    expected.sort_unstable();
    assert_eq!(slots, expected);
    let review = case.review().await;
    let asked =
        OpenRegistrationReview { review, registration: case.id.clone(), round: 1, kept_for: None };
    assert_eq!(case.asked().await, [asked]);
    let refused = case.save("tuition", &json!({ "payment": "other" })).await;
    refused.expect_problem(409, "registration_locked");
}

/// S108
#[tokio::test]
async fn submitted_often_and_at_once_it_is_one_submission() {
    let case = Case::complete().await;
    let version = case.version().await;
    for reply in join_all((0..4).map(|_| case.submit_seeing(version))).await {
        assert_eq!(reply.expect(200).body["round"], 1);
    }
    assert_eq!(case.asked().await.len(), 1);
    let _ = case.submit_seeing(version).await.expect(200);
    case.submit().await.expect_problem(409, "registration_locked");
    assert_eq!(case.stored().await.unwrap().rounds.len(), 1);
}

#[tokio::test]
async fn every_gap_is_named_in_sections_and_documents() {
    let case = Case::complete().await;
    let _ = case.save("insurance", &json!({ "policyNo": "PICC-1" })).await.expect(200);
    let _ = case.save("tuition", &json!({ "payment": "online_platform" })).await.expect(200);
    let folder = folder_of(case.student.account, case.id.clone());
    let waiting = samples::document(folder, "permit_page", DocumentState::Requested);
    let now = case.setting.world.clock().now();
    case.put_document(&Document { requested_at: now, ..waiting }).await;
    let residence = json!({ "residence": "on_campus", "movedInOn": "2027-02-20" });
    let _ = case.save("residence", &residence).await.expect(200);
    let refused = case.submit().await.expect_problem(422, "registration_incomplete");
    let errors = refused.errors();
    for (pointer, code) in [
        ("/sections/insurance/startsOn", "required"),
        // S86: payments have no orders for tuition yet.
        ("/sections/tuition/payment", "tuition_not_paid"),
        ("/documents/fee_receipt", "document_missing"),
        ("/documents/permit_page", "document_not_inspected"),
    ] {
        let expected = (pointer.to_owned(), code.to_owned());
        assert!(errors.contains(&expected), "{expected:?} in {errors:?}");
    }
    assert_eq!(case.asked().await, []);
    assert_eq!(case.submission(1).await, None);
}

/// S73
#[tokio::test]
async fn a_draft_is_submitted_within_the_window_or_the_time_that_was_added() {
    let case = Case::complete().await;
    case.setting.world.advance(5 * DAY);
    case.submit().await.expect_problem(409, "registration_closed");
    let body = json!({ "semester": "2027-spring", "until": "2027-03-12", "reason": "Ill." });
    let path = format!("/api/staff/students/{}/extension", case.id.student);
    let registrar = case.setting.world.renewed(&case.setting.registrar);
    let call = case.setting.client.put(&path).by(&registrar).json(&body);
    let _ = call.send().await.expect(200);
    let _ = case.submit().await.expect(200);
}

/// S77
#[tokio::test]
async fn who_has_left_since_the_draft_submits_nothing() {
    let case = Case::complete().await;
    let without = table(&ROSTER[1..]);
    let _ = case.setting.import_as("wholeRoster=true", &without).await.expect(202);
    case.submit().await.expect_problem(409, "not_on_roster");
    assert_eq!(case.stored().await.unwrap().head.round, 0);
}

/// S101
#[tokio::test]
async fn what_was_returned_is_submitted_again_whenever_and_goes_to_who_returned_it() {
    let (case, review) = Case::claimed().await;
    let said = verdicts(&["insurance"]);
    let _ = case.judge(&case.reviewer, review, &said).await.expect(200);
    case.setting.world.take_outbox().await;
    // The window is long over.
    case.setting.world.advance(90 * DAY);
    let mut insurance = filled_in("insurance");
    insurance["policyNo"] = json!("PICC-2027-0043");
    let _ = case.save("insurance", &insurance).await.expect(200);
    let newer = case.upload("insurance_proof").await;
    // Nobody looks at this: the slot is not open.
    let ignored = case.upload("contract").await;
    let reply = case.submit().await.expect(200).body;
    assert_eq!(reply["round"], 2);
    let second = case.submission(2).await.unwrap();
    let is_in = |id| second.documents.iter().any(|document| document.id == id);
    assert!(is_in(newer) && !is_in(ignored));
    assert_eq!(second.documents.len(), 5, "a proof of insurance may have two files");
    let asked = case.asked().await.pop().unwrap();
    assert_eq!(asked.kept_for.unwrap().id, case.reviewer.account);
    assert_ne!(asked.review, review);
}
