use std::time::Duration;

use serde_json::json;
use shared_domain::account::mails::EmailChanged;
use shared_domain::notices::Recipient;
use shared_kit::{Reply, is_mail};

use crate::holder::{Holder, new_email};
use crate::setting::{PASSWORD, Setting};

const NEW: &str = "anna@example.net";

async fn confirm(setting: &Setting, code: &str) -> Reply {
    setting.client.post("/api/email-changes").json(&json!({ "code": code })).send().await
}

/// Somebody who has asked for another address, and the code of the link.
async fn asked(setting: &Setting) -> (Holder, String) {
    let anna = setting.holder("anna.tester").await;
    let code = ask(setting, &anna, NEW).await;
    (anna, code)
}

async fn ask(setting: &Setting, holder: &Holder, email: &str) -> String {
    let form = new_email(email, PASSWORD);
    let call = setting.client.post("/api/account/email").bearer(&holder.token).json(&form);
    let _ = call.send().await.expect(202);
    setting.email_change_code().await.unwrap()
}

#[tokio::test]
async fn one_signs_in_by_the_new_address_and_no_longer_by_the_old_one() {
    let setting = Setting::new().await;
    let (_, code) = asked(&setting).await;
    let reply = confirm(&setting, &code).await.expect(200);
    assert_eq!(reply.body, json!({ "email": NEW }));
    for name in [NEW, "anna.tester"] {
        let _ = setting.sign_in(name, PASSWORD).await.expect(201);
    }
    let by_old = setting.sign_in("anna.tester@example.org", PASSWORD).await;
    by_old.expect_problem(401, "sign_in_failed");
}

#[tokio::test]
async fn the_old_address_is_told_and_free_again() {
    let setting = Setting::new().await;
    let (_, code) = asked(&setting).await;
    let _ = confirm(&setting, &code).await.expect(200);
    let told = setting.mails().await.pop().unwrap();
    let old = |address: &str| address == "anna.tester@example.org";
    assert!(matches!(told.recipient(), Recipient::Address(address, _) if old(address)));
    assert!(is_mail::<EmailChanged>(&told));
    let form = setting.form("another").await.with("email", "anna.tester@example.org");
    let _ = setting.register(&form).await.expect(202);
    let code = setting.activation_codes().await.pop().unwrap();
    let _ = setting.activate(&code).await.expect(200);
}

#[tokio::test]
async fn a_code_works_once() {
    let setting = Setting::new().await;
    let (_, code) = asked(&setting).await;
    let _ = confirm(&setting, &code).await.expect(200);
    confirm(&setting, &code).await.expect_problem(422, "email_change_code_invalid");
    confirm(&setting, "guess").await.expect_problem(422, "email_change_code_invalid");
}

#[tokio::test]
async fn a_code_works_until_its_day_is_over() {
    let setting = Setting::new().await;
    let (_, code) = asked(&setting).await;
    setting.world.advance(Duration::from_secs(86_399));
    let _ = confirm(&setting, &code).await.expect(200);
}

#[tokio::test]
async fn a_code_ends_after_a_day() {
    let setting = Setting::new().await;
    let (_, code) = asked(&setting).await;
    setting.world.advance(Duration::from_secs(24 * 60 * 60));
    confirm(&setting, &code).await.expect_problem(422, "email_change_code_expired");
}

#[tokio::test]
async fn sessions_and_other_codes_end_with_the_change() {
    let setting = Setting::new().await;
    let (anna, first) = asked(&setting).await;
    let second = ask(&setting, &anna, "anna@example.com").await;
    let _ = confirm(&setting, &first).await.expect(200);
    setting.refresh(&anna.cookie).await.expect_problem(401, "session_over");
    confirm(&setting, &second).await.expect_problem(422, "email_change_code_invalid");
}

#[tokio::test]
async fn an_owner_who_ends_all_sessions_stops_a_change_that_somebody_else_asked_for() {
    let setting = Setting::new().await;
    let (anna, code) = asked(&setting).await;
    let call = setting.client.delete("/api/account/sessions").bearer(&anna.token);
    let _ = call.send().await.expect(204);
    confirm(&setting, &code).await.expect_problem(422, "email_change_code_invalid");
}

#[tokio::test]
async fn an_address_that_was_taken_meanwhile_stays_with_who_took_it() {
    let setting = Setting::new().await;
    let (_, code) = asked(&setting).await;
    let form = setting.form("faster").await.with("email", NEW);
    let _ = setting.register(&form).await.expect(202);
    let code_of_faster = setting.activation_codes().await.pop().unwrap();
    let _ = setting.activate(&code_of_faster).await.expect(200);
    confirm(&setting, &code).await.expect_problem(409, "email_taken_meanwhile");
    let _ = setting.sign_in("anna.tester@example.org", PASSWORD).await.expect(201);
}

#[tokio::test]
async fn an_address_that_somebody_only_registered_is_free() {
    let setting = Setting::new().await;
    let form = setting.form("squatter").await.with("email", NEW);
    let _ = setting.register(&form).await.expect(202);
    let code_of_squatter = setting.activation_codes().await.pop().unwrap();
    let (_, code) = asked(&setting).await;
    let _ = confirm(&setting, &code).await.expect(200);
    let _ = setting.sign_in(NEW, PASSWORD).await.expect(201);
    let late = setting.activate(&code_of_squatter).await;
    late.expect_problem(409, "activation_address_taken");
}

#[tokio::test]
async fn of_twenty_confirmations_at_once_one_works() {
    let setting = Setting::new().await;
    let (_, code) = asked(&setting).await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (client, code) = (setting.client.clone(), code.clone());
        tasks.spawn(async move {
            client.post("/api/email-changes").json(&json!({ "code": code })).send().await
        });
    }
    let replies = tasks.join_all().await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
    let _ = setting.sign_in(NEW, PASSWORD).await.expect(201);
}

#[tokio::test]
async fn neither_address_is_in_the_audit_log() {
    let setting = Setting::new().await;
    let (_, code) = asked(&setting).await;
    let _ = confirm(&setting, &code).await.expect(200);
    assert!(!setting.world.dump("AUDIT").await.contains("@example"));
}

#[tokio::test]
async fn a_confirmation_takes_two_round_trips_to_read_and_one_to_write() {
    let setting = Setting::new().await;
    let (_, code) = asked(&setting).await;
    let call = setting.client.post("/api/email-changes").json(&json!({ "code": code }));
    assert_eq!(setting.round_trips(call).await, 3);
}

#[tokio::test]
async fn the_directory_of_staff_shows_the_new_address() {
    let setting = Setting::with_cheap_work().await;
    let wei = setting.staff("wei.reviewer").await;
    let session = setting.session_of(&wei).await;
    let mut body = new_email("wei.elsewhere@example.org", PASSWORD);
    body["totp"] = json!(setting.digits(&wei.totp_secret));
    let call = setting.client.post("/api/account/email").bearer(&session.token).json(&body);
    let _ = call.send().await.expect(202);
    let code = setting.email_change_code().await.unwrap();
    let _ = confirm(&setting, &code).await.expect(200);
    assert_eq!(setting.directory("ACCOUNT#").await[0]["email"], "wei.elsewhere@example.org");
}
