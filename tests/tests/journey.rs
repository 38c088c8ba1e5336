//! The main job of the service, end to end on the running system and over HTTP
//! alone: somebody registers, applies, uploads, pays, is reviewed and admitted.

use cashier::{Platform, Settings};
use jiff::Timestamp;
use serde_json::{Value, json};
use system_tests::files::{self, LocalFile};
use system_tests::journey::{
    PassportName, application_in_state, basic_information, claim_review, fill_in_form, inspected,
    open_programme, order_of_code, pay, reviews_of, start_application, start_payment, submit,
    upload, view_application,
};
use system_tests::mailbox::mail_saying;
use system_tests::people::{Person, sign_in_staff};
use system_tests::system::{System, eventually};
use system_tests::visitor::{Visitor, text};

#[tokio::test]
async fn an_applicant_registers_applies_pays_is_reviewed_and_admitted() {
    let system = System::running().await;
    let anna = register_and_activate(&system).await;

    let application = apply_to_a_programme(&anna).await;
    let name = fill_in(&anna, &application).await;
    let passport = upload_a_passport_page(&anna, &application).await;
    let photo = upload_a_photo_at_the_second_try(&anna, &application).await;
    let reviewer = system.demonstration.staff_with("reviewer").unwrap();
    let reviewer = sign_in_staff(&system.visitor(), reviewer).await;
    submit_and_owe_the_fee(&anna, &application, &reviewer, &name).await;

    let order =
        order_of_code(&anna.visitor, &start_payment(&anna.visitor, &application).await).await;
    a_payment_that_wechat_did_not_sign_is_not_taken(&system, &anna, &application, &order).await;
    pay_the_fee(&anna, &application, &order).await;

    let review = claim_review(&reviewer, &name).await;
    view_the_submission(&reviewer, &review, &[passport, photo]).await;
    accept(&reviewer, &review).await;
    read_the_decision(&anna, &application).await;
}

struct Applicant {
    person: Person,
    visitor: Visitor,
}

/// A document that an applicant uploaded.
struct Uploaded {
    slot: &'static str,
    document: String,
    file: LocalFile,
}

async fn register_and_activate(system: &System) -> Applicant {
    let person = Person::made_up("anna");
    let visitor = system.visitor();
    let _ = person.register(system, &visitor).await.expect(202);
    // S17: nobody gets in before the link was opened.
    person.try_to_sign_in(&visitor).await.expect_problem(403, "account_not_activated");
    let mail = mail_saying(&visitor, &person.email, "/activate#code=").await;
    assert!(mail.text.contains(&person.user_name), "S15: no user name in\n{}", mail.text);
    let activation = json!({ "code": mail.activation_code() });
    let activated = visitor.post("/api/activations").json(&activation).send().await.expect(200);
    assert_eq!(activated.body["userName"], person.user_name);
    let visitor = person.sign_in(&visitor).await;
    Applicant { person, visitor }
}

async fn apply_to_a_programme(anna: &Applicant) -> String {
    let programme = open_programme(&anna.visitor).await;
    let application = start_application(&anna.visitor, &programme).await;
    assert_eq!(application["state"], "draft");
    text(&application, "/id").to_owned()
}

async fn fill_in(anna: &Applicant, application: &str) -> PassportName {
    let name = PassportName::made_up();
    fill_in_form(&anna.visitor, application, &name).await;
    name
}

async fn upload_a_passport_page(anna: &Applicant, application: &str) -> Uploaded {
    let file = files::passport_page();
    let document = upload(&anna.visitor, application, "passport_page", &file).await;
    let seen = inspected(&anna.visitor, application, &document).await;
    assert_eq!(seen["state"], "clean", "{seen:#}");
    Uploaded { slot: "passport_page", document, file }
}

async fn upload_a_photo_at_the_second_try(anna: &Applicant, application: &str) -> Uploaded {
    let wrong = upload(&anna.visitor, application, "photo", &files::photo_on_red()).await;
    let seen = inspected(&anna.visitor, application, &wrong).await;
    assert_eq!(seen["state"], "refused", "S40: a photo on red was let through");
    assert_eq!(seen["refusal"]["code"], "photo_background");
    submit(&anna.visitor, application).await.expect_problem(422, "application_incomplete");

    let file = files::photo();
    let document = upload(&anna.visitor, application, "photo", &file).await;
    let seen = inspected(&anna.visitor, application, &document).await;
    assert_eq!(seen["state"], "clean", "{seen:#}");
    Uploaded { slot: "photo", document, file }
}

async fn submit_and_owe_the_fee(
    anna: &Applicant,
    application: &str,
    reviewer: &Visitor,
    name: &PassportName,
) {
    let submitted = submit(&anna.visitor, application).await.expect(200).body;
    assert_eq!(submitted["state"], "fee_due");
    // S58: from now on nothing can be changed.
    let section = json!({
        "version": submitted["version"],
        "intent": "save_draft",
        "fields": basic_information(name),
    });
    let path = format!("/api/applications/{application}/sections/basic_information");
    let late = anna.visitor.put(&path).json(&section).send().await;
    late.expect_problem(409, "application_locked");
    // The news of the submission has gone all the way: a review would be there too.
    news(anna, "application_submitted").await;
    assert_eq!(reviews_of(reviewer, name).await, [] as [Value; 0], "S63: unpaid, and in the queue");
}

/// A notification with the right content and seal, but signed with a key that
/// is not WeChat's.
async fn a_payment_that_wechat_did_not_sign_is_not_taken(
    system: &System,
    anna: &Applicant,
    application: &str,
    order: &Value,
) {
    let keys = std::fs::read(&system.demonstration.keys_file).unwrap();
    let keys: Value = serde_json::from_slice(&keys).unwrap();
    let key = |name: &str| text(&keys, &format!("/wechatPay/{name}")).to_owned();
    let forger = Platform::new(Settings {
        app_id: key("appId"),
        merchant_id: key("merchantId"),
        merchant_serial: key("merchantSerial"),
        merchant_public_key_pem: key("merchantPublicKeyPem"),
        platform_key_pem: key("merchantPrivateKeyPem"),
        public_key_id: key("publicKeyId"),
        api_v3_key: key("apiV3Key"),
    });
    let forger = forger.unwrap();
    let now = Timestamp::now();
    let transaction = json!({
        "appid": key("appId"),
        "mchid": key("merchantId"),
        "out_trade_no": order["outTradeNo"],
        "transaction_id": "4200000000000000000000000001",
        "trade_type": "NATIVE",
        "trade_state": "SUCCESS",
        "trade_state_desc": "paid",
        "bank_type": "OTHERS",
        "success_time": now.to_string(),
        "payer": { "openid": "a-forger" },
        "amount": {
            "total": order["amountFen"],
            "payer_total": order["amountFen"],
            "currency": "CNY",
            "payer_currency": "CNY",
        },
    });
    let body = forger.notification("EV-forged", "TRANSACTION.SUCCESS", &transaction, now).unwrap();
    let mut forged = anna.visitor.post("/api/callbacks/wechat");
    for (name, value) in &forger.sign(&body, now).unwrap() {
        forged = forged.header(name.as_str(), value.to_str().unwrap());
    }
    let refused = forged.raw(body).send().await;
    assert_eq!(refused.status, 401, "a forged payment was taken");
    let payment = format!("/api/applications/{application}/payment");
    let payment = anna.visitor.get(&payment).send().await.expect(200);
    assert_eq!(payment.body["state"], "due");
}

async fn pay_the_fee(anna: &Applicant, application: &str, order: &Value) {
    let seen = view_application(&anna.visitor, application).await;
    assert_eq!(order["amountFen"], seen["fee"]["amountFen"]);
    let paid = pay(&anna.visitor, order).await.expect(200);
    assert_eq!(paid.body["state"], "SUCCESS");
    let released = application_in_state(&anna.visitor, application, "ready_for_review").await;
    assert_eq!(released["feeState"], "settled");
    let payment = format!("/api/applications/{application}/payment");
    let payment = anna.visitor.get(&payment).send().await.expect(200);
    assert_eq!(payment.body["state"], "settled");
}

async fn view_the_submission(reviewer: &Visitor, review: &str, uploaded: &[Uploaded]) {
    let shown = reviewer.get(&format!("/api/reviews/{review}")).send().await.expect(200).body;
    assert_eq!(shown["findings"], json!([]), "the automatic checks found fault with a good file");
    assert_eq!(shown["submission"]["sections"]["basic_information"]["passportNo"], "XT0000027");
    let documents = shown["submission"]["documents"].as_array().unwrap();
    assert_eq!(documents.len(), uploaded.len());
    for upload in uploaded {
        let document = documents.iter().find(|document| document["id"] == upload.document);
        let document = document.unwrap_or_else(|| panic!("{} is missing: {shown:#}", upload.slot));
        assert_eq!(document["slot"], upload.slot);
        let download = reviewer.get(text(document, "/url")).send().await.expect(200);
        let attachment = download.header("content-disposition").unwrap_or_default();
        assert!(attachment.starts_with("attachment"), "it would open in the page: {attachment:?}");
        assert_eq!(files::pixels(&download.bytes), files::pixels(&upload.file.bytes));
        let tells_the_place = files::contains(&download.bytes, files::PLACE_OF_THE_PICTURE);
        assert!(!tells_the_place, "{} still tells where it was taken", upload.slot);
    }
}

async fn accept(reviewer: &Visitor, review: &str) {
    let decision = json!({
        "outcome": "accept",
        "reasons": ["requirements_met"],
        "noteToApplicant": "Welcome to Qinglan.",
    });
    let path = format!("/api/reviews/{review}/decision");
    let decided = reviewer.post(&path).json(&decision).send().await.expect(200);
    assert_eq!(decided.body["state"], "closed");
}

async fn read_the_decision(anna: &Applicant, application: &str) {
    let seen = view_application(&anna.visitor, application).await;
    assert_eq!(seen["state"], "accepted");
    assert_eq!(seen["decision"]["outcome"], "accept");
    assert_eq!(seen["decision"]["noteToApplicant"], "Welcome to Qinglan.");
    // S66: in the account and by mail.
    let notice = news(anna, "application_decided").await;
    assert!(text(&notice, "/text").contains("Welcome to Qinglan."), "{notice:#}");
    mail_saying(&anna.visitor, &anna.person.email, "Welcome to Qinglan.").await;
}

/// The notice of a kind in the applicant's account, once it is there.
async fn news(anna: &Applicant, kind: &str) -> Value {
    eventually(&format!("the notice {kind}"), async || {
        let notices = anna.visitor.get("/api/notices").send().await.expect(200).body;
        let found =
            notices["items"].as_array().unwrap().iter().find(|notice| notice["kind"] == kind);
        found.cloned()
    })
    .await
}
