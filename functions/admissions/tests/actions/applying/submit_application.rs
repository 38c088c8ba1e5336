//! `submit_application`.

use futures_util::future::join_all;
use serde_json::{Value, json};
use shared_domain::application::news::ApplicationSubmitted;
use shared_domain::application::review::OpenReview;
use shared_domain::application::{Submission, application_key, submission_key};
use shared_domain::document::DocumentState;
use shared_domain::ids::{ApplicationId, ProgrammeId};
use shared_domain::notices::{Notice, PostNotice, Recipient, SendMail};
use shared_kit::refuses_all_but_applicants;
use shared_platform::store::Item;

use crate::revision_case::Case;
use crate::setting::{FEE, FILLED_IN, MASTER, OTHER_MASTER, Setting, id, start_request, text};

/// When the programme of these tests closes, and the moment before.
const BEFORE_THE_END: &str = "2027-05-31T15:59:59.999Z";
const THE_END: &str = "2027-05-31T16:00:00Z";
/// When its intake closes.
const END_OF_THE_INTAKE: &str = "2027-06-30T16:00:00Z";

async fn reviews_asked_for(setting: &Setting) -> usize {
    setting.world.sent::<OpenReview>().await.len()
}

#[tokio::test]
async fn a_submitted_application_is_locked_and_its_fee_is_due() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.completed(&applicant).await;
    setting.world.calls().reset();
    let reply = setting.submit(&applicant, &application, FILLED_IN).await.expect(200);
    assert_eq!(setting.world.calls().round_trips(), 2);
    assert_eq!(reply.body["state"], "fee_due");
    assert_eq!(reply.body["feeState"], "due");
    assert_eq!(reply.body["submittedAt"], "2027-03-01T02:00:00Z");
    assert_eq!(setting.view(&applicant, &application).await, reply.body);
    // S63: nobody is asked to look at it before the fee is paid.
    assert_eq!(reviews_asked_for(&setting).await, 0);
}

#[tokio::test]
async fn a_waived_application_goes_straight_to_review() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.completed_as(&applicant, "university_scholarship").await;
    let reply = setting.submit(&applicant, &application, FILLED_IN).await.expect(200);
    assert_eq!(reply.body["state"], "ready_for_review");
    assert_eq!(reply.body["feeState"], "waived");
    assert_eq!(reviews_asked_for(&setting).await, 1);
}

#[tokio::test]
async fn the_submission_is_frozen_with_its_documents() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.completed(&applicant).await;
    setting.put_document(&applicant, &application, "diploma", DocumentState::Clean).await;
    setting.put_document(&applicant, &application, "transcript", DocumentState::Refused).await;
    let _ = setting.submit(&applicant, &application, FILLED_IN).await.expect(200);
    let key = submission_key(applicant.account, id(&application), 1);
    let submission: Submission = setting.world.get("APPLICATIONS", &key).await.unwrap();
    let slots: Vec<&str> =
        submission.documents.iter().map(|document| document.slot.as_str()).collect();
    assert_eq!(slots, ["passport_page", "photo", "diploma"]);
    assert!(submission.documents.iter().all(|document| document.object_key.starts_with("clean/")));
    assert_eq!(submission.applicant_name, "TESTER ANNA MARIA");
    assert_eq!(submission.sections.basic_information.passport_no.as_deref(), Some("X1234567"));
}

#[tokio::test]
async fn the_applicant_is_told_in_the_account_and_by_mail() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.submitted(&applicant).await;
    let programme = serde_json::from_value(application["programme"]["name"].clone()).unwrap();
    let news = ApplicationSubmitted { application: id(&application), programme, fee: Some(FEE) };
    assert_eq!(setting.world.outbox().await.len(), 2);
    let [post] = &setting.world.sent::<PostNotice>().await[..] else { panic!("one notice") };
    assert_eq!((post.account, &post.notice), (applicant.account, &Notice::of(&news)));
    let [mail] = &setting.world.sent::<SendMail>().await[..] else { panic!("one mail") };
    assert_eq!(mail, &SendMail::to(Recipient::Account(applicant.account), &news));
}

#[tokio::test]
async fn every_gap_is_named_and_nothing_is_submitted() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    setting.put_document(&applicant, &application, "photo", DocumentState::Requested).await;
    let reply = setting.submit(&applicant, &application, 1).await.expect(422);
    assert_eq!(reply.code(), "application_incomplete");
    let errors = reply.errors();
    for (pointer, code) in [
        ("/sections/basic_information/familyName", "required"),
        ("/sections/basic_information/passportExpiry", "required"),
        ("/sections/study_plan/studyPlan", "required"),
        ("/sections/study_plan/recommenders", "too_few_rows"),
        ("/sections/education_and_employment/education", "too_few_rows"),
        ("/sections/additional_information/supporter/kind", "required"),
        ("/sections/contact_information/home/street", "required"),
        ("/documents/passport_page", "document_missing"),
        ("/documents/photo", "document_not_inspected"),
    ] {
        assert!(errors.contains(&(pointer.to_owned(), code.to_owned())), "{errors:?}");
    }
    assert_eq!(setting.view(&applicant, &application).await, application);
    assert_eq!(setting.world.outbox().await, []);
}

#[tokio::test]
async fn a_required_document_that_is_not_clean_keeps_an_application_back() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    setting.fill_in(&applicant, &application).await;
    setting.put_document(&applicant, &application, "passport_page", DocumentState::Clean).await;
    for (state, code) in [
        (DocumentState::Refused, "document_refused"),
        (DocumentState::Requested, "document_not_inspected"),
    ] {
        setting.put_document(&applicant, &application, "photo", state).await;
        let reply = setting.submit(&applicant, &application, FILLED_IN).await.expect(422);
        assert_eq!(reply.errors(), [("/documents/photo".to_owned(), code.to_owned())]);
    }
    setting.put_document(&applicant, &application, "photo", DocumentState::Clean).await;
    // What is on its way is waited for, and not for long.
    let reply = setting.submit(&applicant, &application, FILLED_IN).await.expect(422);
    let waits = ("/documents/photo".to_owned(), "document_not_inspected".to_owned());
    assert_eq!(reply.errors(), [waits]);
    setting.wait_until("2027-03-01T02:10:00Z");
    let applicant = setting.world.renewed(&applicant);
    let _ = setting.submit(&applicant, &application, FILLED_IN).await.expect(200);
}

#[tokio::test]
async fn a_draft_is_taken_until_applying_is_over_and_not_from_then_on() {
    let setting = Setting::new().await;
    setting.closes(MASTER, THE_END).await;
    let [one, two] = [setting.world.applicant(), setting.world.applicant()];
    let in_time = setting.completed(&one).await;
    let too_late = setting.completed(&two).await;
    assert_eq!(too_late["closesAt"], THE_END);

    setting.wait_until(BEFORE_THE_END);
    let one = setting.world.renewed(&one);
    setting.world.calls().reset();
    let reply = setting.submit(&one, &in_time, FILLED_IN).await.expect(200);
    assert_eq!(setting.world.calls().round_trips(), 2);
    assert_eq!(reply.body["closesAt"], Value::Null);

    setting.wait_until(THE_END);
    let two = setting.world.renewed(&two);
    setting.world.take_outbox().await;
    let reply = setting.submit(&two, &too_late, FILLED_IN).await;
    reply.expect_problem(409, "intake_closed");
    assert_eq!(setting.view(&two, &too_late).await, too_late);
    assert_eq!(setting.world.outbox().await, []);
    // The same submission again is no later one, and the fee may be paid.
    let _ = setting.submit(&setting.world.renewed(&one), &in_time, FILLED_IN).await.expect(200);
    setting.settle(&one, &in_time).await.unwrap();
}

#[tokio::test]
async fn the_office_can_give_more_time() {
    let setting = Setting::new().await;
    setting.closes(MASTER, THE_END).await;
    let [one, two] = [setting.world.applicant(), setting.world.applicant()];
    let [first, second] = [setting.completed(&one).await, setting.completed(&two).await];
    setting.wait_until(THE_END);
    setting.closes(MASTER, "2027-06-10T16:00:00Z").await;
    let one = setting.world.renewed(&one);
    let _ = setting.submit(&one, &first, FILLED_IN).await.expect(200);
    setting.wait_until("2027-06-10T16:00:00Z");
    let two = setting.world.renewed(&two);
    let reply = setting.submit(&two, &second, FILLED_IN).await;
    reply.expect_problem(409, "intake_closed");
}

#[tokio::test]
async fn a_programme_that_was_taken_out_gives_no_more_time() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    setting.closes(MASTER, THE_END).await;
    let application = setting.completed(&applicant).await;
    setting.wait_until(THE_END);
    setting.closes(MASTER, "2027-06-10T16:00:00Z").await;
    setting.take_out(MASTER).await;
    let applicant = setting.world.renewed(&applicant);
    let reply = setting.submit(&applicant, &application, FILLED_IN).await;
    reply.expect_problem(409, "intake_closed");
}

#[tokio::test]
async fn time_that_is_cut_short_is_not_taken_from_who_has_begun() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.completed(&applicant).await;
    setting.closes(MASTER, "2027-04-01T16:00:00Z").await;
    setting.wait_until(THE_END);
    let applicant = setting.world.renewed(&applicant);
    let _ = setting.submit(&applicant, &application, FILLED_IN).await.expect(200);
}

#[tokio::test]
async fn who_begins_anew_with_another_programme_has_its_time() {
    let setting = Setting::new().await;
    setting.closes(OTHER_MASTER, THE_END).await;
    let applicant = setting.world.applicant();
    let old = setting.completed(&applicant).await;
    let mut body = start_request();
    body["programmeId"] = json!(ProgrammeId::named(OTHER_MASTER));
    body["from"] = old["id"].clone();
    body["fromVersion"] = json!(FILLED_IN);
    let call = setting.client.post("/api/applications").by(&applicant).json(&body);
    let new = call.idempotency_key("restart-1").send().await.expect(201).body;
    assert_eq!((&new["closesAt"], &old["closesAt"]), (&json!(THE_END), &json!(END_OF_THE_INTAKE)));
}

#[tokio::test]
async fn a_revision_is_answered_after_applying_is_over() {
    let case = Case::reopened(&["basic_information/passportNo"], &[]).await;
    let key = application_key(case.applicant.account, id(&case.application));
    let mut stored: Value = case.setting.world.get("APPLICATIONS", &key).await.unwrap();
    stored["closesAt"] = json!("2027-03-01T02:00:00Z");
    case.setting.world.put("APPLICATIONS", Item::new(key, &stored).unwrap()).await;
    assert_eq!(case.submit().await.expect(200).body["state"], "ready_for_review");
}

#[tokio::test]
async fn another_applications_documents_do_not_count() {
    let setting = Setting::new().await;
    let [one, two] = [setting.world.applicant(), setting.world.applicant()];
    let _ = setting.completed(&one).await;
    let application = setting.started(&two).await;
    setting.fill_in(&two, &application).await;
    let reply = setting.submit(&two, &application, FILLED_IN).await;
    reply.expect_problem(422, "application_incomplete");
}

#[tokio::test]
async fn submitting_twice_is_submitting_once() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.completed(&applicant).await;
    let calls = (0..10).map(|_| setting.submit(&applicant, &application, FILLED_IN));
    for reply in join_all(calls).await {
        assert_eq!(reply.expect(200).body["state"], "fee_due");
    }
    setting.settle(&applicant, &application).await.unwrap();
    let late = setting.submit(&applicant, &application, FILLED_IN).await.expect(200);
    assert_eq!(late.body["state"], "ready_for_review");
    let submitted = |entry: &&Value| entry["action"] == "submit_application";
    let entries = setting.world.audit(text(&application["id"])).await;
    assert_eq!(entries.iter().filter(submitted).count(), 1);
    assert_eq!(reviews_asked_for(&setting).await, 1);
}

#[tokio::test]
async fn what_was_reviewed_is_what_is_submitted() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.completed(&applicant).await;
    let reply = setting.submit(&applicant, &application, 1).await;
    assert_eq!(reply.code(), "version_conflict");
    assert_eq!(reply.body["changes"].as_array().unwrap().len(), 5);
    let _ = setting.submit(&applicant, &application, FILLED_IN).await.expect(200);
    let reply = setting.submit(&applicant, &application, FILLED_IN + 1).await;
    reply.expect_problem(409, "application_locked");
}

#[tokio::test]
async fn the_declaration_must_be_made() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.completed(&applicant).await;
    let path = format!("/api/applications/{}/submission", text(&application["id"]));
    let post = |body: &Value| setting.client.post(&path).by(&applicant).json(body).send();
    let reply = post(&json!({ "version": FILLED_IN, "declaration": false })).await.expect(422);
    assert_eq!(reply.errors(), [("/declaration".to_owned(), "declaration_required".to_owned())]);
    for body in [json!({ "version": FILLED_IN }), json!({ "declaration": true }), json!("yes")] {
        post(&body).await.expect_problem(400, "malformed_body");
    }
    assert_eq!(setting.view(&applicant, &application).await, application);
}

#[tokio::test]
async fn another_persons_application_is_not_found() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.completed(&applicant).await;
    let reply = setting.submit(&setting.world.applicant(), &application, FILLED_IN).await;
    reply.expect_problem(404, "not_found");
    assert_eq!(setting.view(&applicant, &application).await, application);
}

#[tokio::test]
async fn only_applicants_submit() {
    let setting = Setting::empty().await;
    let path = format!("/api/applications/{}/submission", ApplicationId::new());
    let body = json!({ "version": 1, "declaration": true });
    refuses_all_but_applicants(&setting.world, || setting.client.post(&path).json(&body)).await;
}
