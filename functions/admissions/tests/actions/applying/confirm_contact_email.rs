//! `confirm_contact_email`.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use shared_domain::ids::ProgrammeId;
use shared_kit::{Caller, Reply};

use super::request_contact_confirmation::{OTHER, ask, links, use_address};
use crate::setting::{OTHER_MASTER, Setting, complete_fields, start_request, text};

async fn open(setting: &Setting, code: &str) -> Reply {
    setting.client.post("/api/contact-emails").json(&json!({ "code": code })).send().await
}

/// A draft that lacks nothing but that its contact address is confirmed, with
/// the version its page has, and the code of the link.
async fn with_link(setting: &Setting, applicant: &Caller) -> (Value, u64, String) {
    let application = setting.completed(applicant).await;
    let saved = use_address(setting, applicant, &application, OTHER).await;
    let code = link(setting, applicant, &application).await;
    (application, saved["version"].as_u64().unwrap(), code)
}

/// Another link for the same address.
async fn link(setting: &Setting, applicant: &Caller, application: &Value) -> String {
    let _ = ask(setting, applicant, application).send().await.expect(202);
    let [(_, code)] = links(setting).await.try_into().unwrap();
    code
}

#[tokio::test]
async fn the_link_confirms_the_address_and_the_open_page_submits() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let (application, version, code) = with_link(&setting, &applicant).await;
    setting.world.calls().reset();
    let reply = open(&setting, &code).await.expect(200);
    assert_eq!(setting.world.calls().round_trips(), 3);
    assert_eq!(reply.body, json!({ "email": OTHER }));
    let seen = setting.view(&applicant, &application).await;
    assert_eq!(seen["sections"]["contact_information"]["complete"], true);
    assert!(!setting.world.dump("AUDIT").await.contains("@example"));
    // The page was opened before the link was.
    let submitted = setting.submit(&applicant, &application, version).await.expect(200);
    assert_eq!(submitted.body["state"], "fee_due");
    // Sent twice, it is the same submission.
    let again = setting.submit(&applicant, &application, version).await.expect(200);
    assert_eq!(again.body, submitted.body);
}

#[tokio::test]
async fn a_page_that_was_open_saves_and_withdraws_after_the_confirmation() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let (application, version, code) = with_link(&setting, &applicant).await;
    let _ = open(&setting, &code).await.expect(200);
    let mut fields = complete_fields();
    fields["hobby"] = json!("Chess");
    let saved = setting.save(&applicant, &application, version, "save_draft", &fields).await;
    let saved = saved.expect(200).body["version"].as_u64().unwrap();
    // What was seen before that save is seen no more.
    let stale = setting.submit(&applicant, &application, version).await;
    stale.expect_problem(409, "version_conflict");
    let _ = setting.withdraw(&applicant, &application, saved).await.expect(200);
}

#[tokio::test]
async fn a_link_works_once_also_when_it_is_opened_ten_times_at_once() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let (_, _, code) = with_link(&setting, &applicant).await;
    let replies = join_all((0..10).map(|_| open(&setting, &code))).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
    let again = open(&setting, &code).await;
    again.expect_problem(422, "contact_code_invalid");
    open(&setting, "no code at all").await.expect_problem(422, "contact_code_invalid");
}

#[tokio::test]
async fn a_second_link_to_the_same_address_is_no_mistake_and_no_change() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let (application, _, first) = with_link(&setting, &applicant).await;
    let second = link(&setting, &applicant, &application).await;
    let _ = open(&setting, &second).await.expect(200);
    let seen = setting.view(&applicant, &application).await;
    let _ = open(&setting, &first).await.expect(200);
    assert_eq!(setting.view(&applicant, &application).await, seen);
    open(&setting, &first).await.expect_problem(422, "contact_code_invalid");
}

#[tokio::test]
async fn a_link_works_for_a_day() {
    let setting = Setting::new().await;
    let (_, _, code) = with_link(&setting, &setting.world.applicant()).await;
    setting.world.advance(Duration::from_secs(86_399));
    let _ = open(&setting, &code).await.expect(200);
    let applicant = setting.world.applicant();
    let (application, version, code) = with_link(&setting, &applicant).await;
    setting.world.advance(Duration::from_secs(86_400));
    open(&setting, &code).await.expect_problem(422, "contact_code_expired");
    let applicant = setting.world.renewed(&applicant);
    let refused = setting.submit(&applicant, &application, version).await;
    refused.expect_problem(422, "application_incomplete");
}

#[tokio::test]
async fn a_save_at_the_same_moment_loses_nothing_and_nor_does_the_confirmation() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let (application, version, code) = with_link(&setting, &applicant).await;
    let mut fields = complete_fields();
    fields["hobby"] = json!("Chess");
    let (opened, saved) = tokio::join!(
        open(&setting, &code),
        setting.save(&applicant, &application, version, "save_draft", &fields)
    );
    let (_, _) = (opened.expect(200), saved.expect(200));
    let seen = setting.view(&applicant, &application).await;
    assert_eq!(seen["sections"]["contact_information"]["complete"], true);
    assert_eq!(seen["sections"]["basic_information"]["fields"]["hobby"], "Chess");
}

#[tokio::test]
async fn nothing_is_confirmed_for_an_application_that_is_withdrawn_or_gone() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let (application, version, code) = with_link(&setting, &applicant).await;
    let withdrawn = setting.withdraw(&applicant, &application, version).await.expect(200).body;
    open(&setting, &code).await.expect_problem(422, "contact_code_invalid");
    assert_eq!(setting.view(&applicant, &application).await, withdrawn);

    let other = setting.world.applicant();
    let (application, _, code) = with_link(&setting, &other).await;
    let key = shared_domain::application::application_key(
        other.account,
        crate::setting::id(&application),
    );
    let applications = setting.world.environment().table("APPLICATIONS").unwrap();
    applications.delete_all(vec![key]).await.unwrap();
    open(&setting, &code).await.expect_problem(422, "contact_code_invalid");
}

#[tokio::test]
async fn what_was_confirmed_goes_along_to_the_application_that_takes_its_place() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let (application, version, code) = with_link(&setting, &applicant).await;
    let _ = open(&setting, &code).await.expect(200);
    let mut body = start_request();
    body["programmeId"] = json!(ProgrammeId::named(OTHER_MASTER));
    body["from"] = application["id"].clone();
    // Seen before the link was opened.
    body["fromVersion"] = json!(version);
    let call = setting.client.post("/api/applications").by(&applicant).json(&body);
    let next = call.idempotency_key("start-again").send().await.expect(201).body;
    let contact = &next["sections"]["contact_information"];
    assert_eq!(text(&contact["fields"]["email"]), OTHER);
    assert_eq!(contact["complete"], true);
}

#[tokio::test]
async fn a_link_that_is_opened_after_submission_changes_nothing_that_staff_see() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let (application, _, code) = with_link(&setting, &applicant).await;
    let own = use_address(&setting, &applicant, &application, crate::setting::EMAIL).await;
    let version = own["version"].as_u64().unwrap();
    let submitted = setting.submit(&applicant, &application, version).await.expect(200).body;
    let _ = open(&setting, &code).await.expect(200);
    let seen = setting.view(&applicant, &application).await;
    assert_eq!(seen["state"], submitted["state"]);
    assert_eq!(seen["sections"], submitted["sections"]);
    setting.settle(&applicant, &application).await.unwrap();
    assert_eq!(setting.view(&applicant, &application).await["state"], "ready_for_review");
}
