//! `request_contact_confirmation`, and what an address that is not confirmed
//! keeps back.

use serde_json::{Value, json};
use shared_domain::account::Contact;
use shared_domain::application::mails::ConfirmContactEmail;
use shared_domain::ids::ApplicationId;
use shared_domain::notices::{Recipient, SendMail, Shown, Words};
use shared_domain::samples;
use shared_kit::{Call, Caller, messages, refuses_all_but_applicants, secret_in};
use shared_platform::Locale;
use shared_platform::auth::account_key;
use shared_platform::store::Item;

use crate::setting::{EMAIL, FILLED_IN, Setting, complete_fields_of, start_request, text};

/// An address that is not the account's.
pub const OTHER: &str = "anna@example.net";

pub fn ask(setting: &Setting, applicant: &Caller, application: &Value) -> Call {
    let path = format!("/api/applications/{}/contact-email", text(&application["id"]));
    setting.client.post(&path).by(applicant)
}

/// Saves another contact address: what the page that saved it is told.
pub async fn use_address(
    setting: &Setting,
    applicant: &Caller,
    application: &Value,
    email: &str,
) -> Value {
    let version = setting.view(applicant, application).await["version"].as_u64().unwrap();
    let mut fields = complete_fields_of("contact_information");
    fields["email"] = json!(email);
    let section = "contact_information";
    let saved = setting
        .save_section(applicant, application, section, version, "save_and_next", &fields)
        .await;
    saved.expect(200).body
}

/// The links that wait to be sent, each with the address it goes to.
pub async fn links(setting: &Setting) -> Vec<(String, String)> {
    let link = |sent: SendMail| {
        let code = secret_in::<ConfirmContactEmail>(&sent)?;
        let Some(Shown::Words(Words::Bilingual(programme))) = sent.values().get("programme") else {
            panic!("{sent:?}")
        };
        assert_eq!(programme.en, "Computer Science and Technology");
        match sent.recipient() {
            Recipient::Address(address, Locale::En) => Some((address.clone(), code)),
            _ => None,
        }
    };
    messages(&setting.world.take_outbox().await).into_iter().filter_map(link).collect()
}

/// Whether the review says that the contact address is not confirmed.
async fn lacks_confirmation(setting: &Setting, applicant: &Caller, application: &Value) -> bool {
    let seen = setting.view(applicant, application).await;
    let section = &seen["sections"]["contact_information"];
    let gap = json!([{
        "pointer": "/email",
        "code": "email_not_confirmed",
        "detail": "This address is not confirmed yet. Open the link that is sent to it.",
    }]);
    assert_eq!(section["missing"] == gap, section["complete"] == false, "{section}");
    section["missing"] == gap
}

#[tokio::test]
async fn another_contact_address_is_saved_with_a_warning_and_keeps_the_submission_back() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.completed(&applicant).await;
    assert!(!lacks_confirmation(&setting, &applicant, &application).await);
    let saved = use_address(&setting, &applicant, &application, OTHER).await;
    assert_eq!(saved["missing"], json!([]));
    assert_eq!(saved["warnings"][0]["pointer"], "/fields/email");
    assert_eq!(saved["warnings"][0]["code"], "email_not_confirmed");
    assert!(lacks_confirmation(&setting, &applicant, &application).await);
    let version = saved["version"].as_u64().unwrap();
    let refused = setting.submit(&applicant, &application, version).await;
    let refused = refused.expect_problem(422, "application_incomplete");
    let pointer = "/sections/contact_information/email".to_owned();
    assert_eq!(refused.errors(), [(pointer, "email_not_confirmed".to_owned())]);
}

#[tokio::test]
async fn the_address_of_the_account_is_confirmed_from_the_start_in_any_spelling() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.completed(&applicant).await;
    let saved = use_address(&setting, &applicant, &application, "Anna.Tester@Example.ORG").await;
    assert_eq!(saved["warnings"], json!([]));
    let asked = ask(&setting, &applicant, &application).send().await.expect(200);
    assert_eq!(asked.body["state"], "confirmed");
    assert_eq!(links(&setting).await, []);
    let version = saved["version"].as_u64().unwrap();
    let _ = setting.submit(&applicant, &application, version).await.expect(200);
}

#[tokio::test]
async fn a_link_goes_to_the_saved_address_and_only_its_hash_is_kept() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.completed(&applicant).await;
    let _ = use_address(&setting, &applicant, &application, OTHER).await;
    setting.world.calls().reset();
    let asked = ask(&setting, &applicant, &application).send().await.expect(202);
    assert_eq!(setting.world.calls().round_trips(), 2);
    assert_eq!(asked.body, json!({ "email": OTHER, "state": "sent" }));
    let [(address, code)] = links(&setting).await.try_into().unwrap();
    assert_eq!(address, OTHER);
    assert!(!setting.world.dump("APPLICATIONS").await.contains(&code));
    let entries = setting.world.audit(text(&application["id"])).await;
    assert_eq!(entries.last().unwrap()["action"], "request_contact_confirmation");
    assert!(!setting.world.dump("AUDIT").await.contains("@example"));
    // The link alone confirms nothing.
    assert!(lacks_confirmation(&setting, &applicant, &application).await);
}

#[tokio::test]
async fn the_present_address_of_the_account_is_confirmed_at_once() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.completed(&applicant).await;
    let saved = use_address(&setting, &applicant, &application, OTHER).await;
    setting.world.put_account(&applicant, "Anna@example.net").await;
    assert!(lacks_confirmation(&setting, &applicant, &application).await);
    let asked = ask(&setting, &applicant, &application).send().await.expect(200);
    assert_eq!(asked.body, json!({ "email": OTHER, "state": "confirmed" }));
    assert_eq!(links(&setting).await, []);
    assert!(!lacks_confirmation(&setting, &applicant, &application).await);
    let entries = setting.world.audit(text(&application["id"])).await;
    assert_eq!(entries.last().unwrap()["action"], "request_contact_confirmation");
    // The page that was open does not have to be loaded again.
    let version = saved["version"].as_u64().unwrap();
    let _ = setting.submit(&applicant, &application, version).await.expect(200);
}

/// S77: the roster may have mistyped it.
#[tokio::test]
async fn an_address_that_only_the_roster_says_is_confirmed_by_a_link() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let email = EMAIL.to_owned();
    let contact = Contact { email, email_of_roster: true, ..samples::contact() };
    let item = Item::new(account_key(applicant.account), &contact).unwrap();
    setting.world.put("ACCOUNTS", item).await;
    let call = setting.client.post("/api/applications").by(&applicant).json(&start_request());
    let application = call.idempotency_key("start-once").send().await.expect(201).body;
    setting.fill_in(&applicant, &application).await;
    assert!(lacks_confirmation(&setting, &applicant, &application).await);
    let asked = ask(&setting, &applicant, &application).send().await.expect(202);
    assert_eq!(asked.body["state"], "sent");
    assert_eq!(links(&setting).await[0].0, EMAIL);
}

#[tokio::test]
async fn nothing_is_sent_where_there_is_no_address_or_nothing_can_be_changed() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let empty = setting.started(&applicant).await;
    let refused = ask(&setting, &applicant, &empty).send().await;
    let refused = refused.expect_problem(422, "invalid_input");
    let pointer = "/sections/contact_information/email".to_owned();
    assert_eq!(refused.errors(), [(pointer.clone(), "required".to_owned())]);
    let fields = json!({ "email": "anna at example.net" });
    let section = "contact_information";
    let saved = setting.save_section(&applicant, &empty, section, 1, "save_draft", &fields).await;
    let _ = saved.expect(200);
    let refused = ask(&setting, &applicant, &empty).send().await.expect(422);
    assert_eq!(refused.errors(), [(pointer, "email_malformed".to_owned())]);

    let other = setting.world.applicant();
    let submitted = setting.submitted(&other).await;
    let _ = setting.world.take_outbox().await;
    ask(&setting, &other, &submitted).send().await.expect_problem(409, "application_locked");
    ask(&setting, &applicant, &submitted).send().await.expect_problem(404, "not_found");
    let unknown = json!({ "id": ApplicationId::new() });
    ask(&setting, &applicant, &unknown).send().await.expect_problem(404, "not_found");
    assert_eq!(links(&setting).await, []);
}

#[tokio::test]
async fn links_are_sent_five_at_once_and_then_in_turn() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    let _ = use_address(&setting, &applicant, &application, OTHER).await;
    for _ in 0..5 {
        let _ = ask(&setting, &applicant, &application).send().await.expect(202);
    }
    let sixth = ask(&setting, &applicant, &application).send().await;
    sixth.expect_problem(429, "too_many_requests");
    assert_eq!(links(&setting).await.len(), 5);
    setting.world.advance(std::time::Duration::from_secs(600));
    let _ =
        ask(&setting, &setting.world.renewed(&applicant), &application).send().await.expect(202);
}

#[tokio::test]
async fn an_application_without_an_account_has_nothing_confirmed() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let body = crate::setting::start_request();
    let call = setting.client.post("/api/applications").by(&applicant).json(&body);
    let application = call.idempotency_key("start-once").send().await.expect(201).body;
    setting.fill_in(&applicant, &application).await;
    assert!(lacks_confirmation(&setting, &applicant, &application).await);
    let asked = ask(&setting, &applicant, &application).send().await.expect(202);
    assert_eq!(asked.body["email"], EMAIL);
    let refused = setting.submit(&applicant, &application, FILLED_IN).await.expect(422);
    assert!(refused.errors().iter().any(|(_, code)| code == "email_not_confirmed"));
}

#[tokio::test]
async fn only_applicants_ask_for_a_link() {
    let setting = Setting::new().await;
    let path = format!("/api/applications/{}/contact-email", ApplicationId::new());
    refuses_all_but_applicants(&setting.world, || setting.client.post(&path)).await;
}
