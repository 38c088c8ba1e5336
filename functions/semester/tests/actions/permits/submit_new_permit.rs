//! `submit_new_permit`.

use futures_util::future::join;
use serde_json::json;
use shared_kit::refuses_all_but_applicants;

use semester::permits::matter::PermitMatter;
use shared_domain::review::task_about;

use crate::letters::Lettered;

/// S104
#[tokio::test]
async fn a_student_submits_receipt_number_and_last_day_and_an_officer_has_a_task() {
    let lettered = Lettered::ready().await;
    let path = lettered.case.path("/permit/submission");
    let (world, client) = (&lettered.case.setting.world, &lettered.case.setting.client);
    let body = json!({ "version": 1, "kind": "visa", "number": "", "expires": "" });
    refuses_all_but_applicants(world, || client.post(&path).json(&body)).await;
    lettered.upload_permit().await;
    world.calls().reset();
    let sent = lettered.submit_permit(1).await.expect(200).body;
    assert_eq!(world.calls().round_trips(), 2);
    assert_eq!((&sent["state"], &sent["round"]), (&json!("ready_for_review"), &json!(1)));
    let permit =
        json!({ "kind": "residence_permit", "number": "R0000043", "expires": "2028-02-29" });
    assert_eq!(sent["permit"], permit);
    let review = lettered.permit_review().await;
    let reviews = world.environment().table("REVIEWS").unwrap();
    let task = task_about::<PermitMatter>(&reviews, review).await.unwrap().unwrap();
    assert_eq!(task.findings(), []);
    // Sent twice, it is the same submission.
    let again = lettered.submit_permit(1).await.expect(200).body;
    assert_eq!(again["round"], 1);
    let other = lettered.submit_permit_as(2, &json!({ "expires": "2028-03-01" })).await;
    other.expect_problem(409, "permit_locked");
}

#[tokio::test]
async fn every_gap_is_named() {
    let lettered = Lettered::ready().await;
    let wrong = json!({ "expires": "2026-01-01", "number": " " });
    let refused =
        lettered.submit_permit_as(1, &wrong).await.expect_problem(422, "permit_incomplete");
    let at = |pointer: &str, code: &str| (pointer.to_owned(), code.to_owned());
    let expected = [
        at("/documents/police_receipt", "document_missing"),
        at("/documents/permit_page", "document_missing"),
        at("/number", "required"),
        at("/expires", "date_past"),
    ];
    assert_eq!(refused.errors(), expected);
    lettered.upload_permit().await;
    lettered.submit_permit(7).await.expect_problem(409, "changed_meanwhile");
}

#[tokio::test]
async fn submitted_at_once_it_is_one_submission_and_one_task() {
    let lettered = Lettered::ready().await;
    lettered.upload_permit().await;
    let (one, two) = join(lettered.submit_permit(1), lettered.submit_permit(1)).await;
    let (_, _) = (one.expect(200), two.expect(200));
    let reviews = lettered.case.setting.world.items("REVIEWS").await;
    let tasks = reviews.iter().filter(|item| item["matterKind"] == "permit").count();
    assert_eq!(tasks, 1);
}

#[tokio::test]
async fn a_last_day_that_can_hardly_be_meant_is_a_warning_to_the_officer() {
    // The passport ends on 2033-01-31, the permit before on 2027-12-15.
    warned_of("2033-02-01", "permit_beyond_passport").await;
    warned_of("2027-12-15", "date_implausible").await;
}

async fn warned_of(expires: &str, code: &str) {
    let lettered = Lettered::ready().await;
    lettered.upload_permit().await;
    let _ = lettered.submit_permit_as(1, &json!({ "expires": expires })).await.expect(200);
    let review = lettered.permit_review().await;
    let reviews = lettered.case.setting.world.environment().table("REVIEWS").unwrap();
    let task = task_about::<PermitMatter>(&reviews, review).await.unwrap().unwrap();
    let findings = json!(task.findings());
    assert_eq!(findings[0]["code"], code);
}
