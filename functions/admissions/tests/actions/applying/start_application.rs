//! `start_application`.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use shared_domain::ids::ProgrammeId;
use shared_kit::{Call, Caller, Reply, refuses_all_but_applicants};

use crate::setting::{CLOSED, MASTER, OTHER_MASTER, Setting, start_request, text};

fn start(setting: &Setting, applicant: &Caller, key: &str, body: &Value) -> Call {
    setting.client.post("/api/applications").by(applicant).idempotency_key(key).json(body)
}

/// The answer a client gets that tries again, with the same key, while the
/// service is too busy: the outcome of the try before is unknown to it.
async fn answer(setting: &Setting, applicant: &Caller, key: &str) -> Reply {
    for _ in 0..50 {
        let reply = start(setting, applicant, key, &start_request()).send().await;
        if reply.status != 503 {
            return reply;
        }
    }
    panic!("the service is too busy")
}

#[tokio::test]
async fn an_application_starts_as_a_draft_of_what_was_chosen() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    setting.world.calls().reset();
    let reply = start(&setting, &applicant, "start-once", &start_request()).send().await;
    assert_eq!(setting.world.calls().round_trips(), 2);
    let application = reply.expect(201).body;
    assert_eq!(application["state"], "draft");
    assert_eq!(application["feeState"], "not_due");
    assert_eq!(application["fee"], json!({ "amountFen": 60_000, "currency": "CNY" }));
    assert_eq!(application["programme"]["name"]["zh"], "计算机科学与技术");
    assert_eq!(application["version"], 1);
    assert_eq!(application["sections"]["basic_information"]["complete"], false);
    assert_eq!(application["checklist"][0]["slot"], "passport_page");
    assert_eq!(application["submittedAt"], Value::Null);
    assert_eq!(application["decision"], Value::Null);
}

#[tokio::test]
async fn starting_is_in_the_audit_log_with_the_guide_agreed_to() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    let entries = setting.world.audit(text(&application["id"])).await;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0]["actor"], applicant.account.to_string());
    assert_eq!(entries[0]["after"]["guideVersion"], "1");
}

#[tokio::test]
async fn a_waived_category_has_no_fee() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started_as(&applicant, "university_scholarship").await;
    assert_eq!(application["fee"], Value::Null);
    assert_eq!(application["feeState"], "waived");
}

#[tokio::test]
async fn the_same_request_gets_the_same_answer_again() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let first =
        start(&setting, &applicant, "start-once", &start_request()).send().await.expect(201);
    setting.world.advance(Duration::from_secs(60));
    let again =
        start(&setting, &applicant, "start-once", &start_request()).send().await.expect(201);
    assert_eq!(again.body, first.body);
    let mut other = start_request();
    other["fundingCategory"] = json!("government_scholarship");
    let reply = start(&setting, &applicant, "start-once", &other).send().await;
    reply.expect_problem(422, "idempotency_key_reused");
}

#[tokio::test]
async fn another_applicant_may_use_the_same_key() {
    let setting = Setting::new().await;
    let [one, two] = [setting.world.applicant(), setting.world.applicant()];
    let first = start(&setting, &one, "start-once", &start_request()).send().await.expect(201);
    let second = start(&setting, &two, "start-once", &start_request()).send().await.expect(201);
    assert_ne!(first.body["id"], second.body["id"]);
}

#[tokio::test]
async fn one_application_is_active_per_intake() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let _ = setting.started(&applicant).await;
    let mut other = start_request();
    other["programmeId"] = json!(ProgrammeId::named(OTHER_MASTER));
    let reply = start(&setting, &applicant, "start-another", &other).send().await;
    reply.expect_problem(409, "active_application_exists");
}

#[tokio::test]
async fn forty_starts_at_once_make_one_application() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let calls = (0..40)
        .map(async |number| answer(&setting, &applicant, &format!("start-number-{number}")).await);
    let replies = join_all(calls).await;
    let started = replies.iter().filter(|reply| reply.status == 201).count();
    assert_eq!(started, 1);
    for reply in replies.into_iter().filter(|reply| reply.status != 201) {
        reply.expect_problem(409, "active_application_exists");
    }
    let list = setting.client.get("/api/applications").by(&applicant).send().await.expect(200);
    assert_eq!(list.body["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn one_start_sent_forty_times_at_once_has_one_answer() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let calls = (0..40).map(|_| answer(&setting, &applicant, "start-once"));
    let replies = join_all(calls).await;
    let ids: std::collections::HashSet<String> =
        replies.into_iter().map(|reply| text(&reply.expect(201).body["id"]).to_owned()).collect();
    assert_eq!(ids.len(), 1);
}

#[tokio::test]
async fn a_closed_intake_takes_no_application() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let mut body = start_request();
    body["programmeId"] = json!(ProgrammeId::named(CLOSED));
    body["intake"] = json!("2027-spring");
    let reply = start(&setting, &applicant, "start-once", &body).send().await;
    reply.expect_problem(409, "intake_closed");
}

#[tokio::test]
async fn the_guide_agreed_to_must_be_the_one_in_force() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let mut body = start_request();
    body["guideVersion"] = json!("0");
    let reply = start(&setting, &applicant, "start-once", &body).send().await;
    reply.expect_problem(409, "guide_changed");
}

#[tokio::test]
async fn only_what_the_catalogue_offers_can_be_applied_for() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    for (field, value, code) in [
        ("programmeId", json!(ProgrammeId::new()), "unknown_programme"),
        ("fundingCategory", json!("exchange_agreement"), "not_offered"),
        ("admissionType", json!("doctoral"), "not_offered"),
        ("intake", json!("2027-spring"), "not_offered"),
    ] {
        let mut body = start_request();
        body[field] = value;
        let reply = start(&setting, &applicant, "start-once", &body).send().await.expect(422);
        assert_eq!(reply.errors(), [(format!("/{field}"), code.to_owned())]);
    }
}

#[tokio::test]
async fn a_programme_that_was_taken_out_is_not_applied_for_until_it_is_back() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    setting.take_out(MASTER).await;
    let reply = start(&setting, &applicant, "start-once", &start_request()).send().await;
    let expected = [("/programmeId".to_owned(), "unknown_programme".to_owned())];
    assert_eq!(reply.expect(422).errors(), expected);
    setting.offer(MASTER).await;
    let _ = start(&setting, &applicant, "start-once", &start_request()).send().await.expect(201);
}

#[tokio::test]
async fn a_request_that_is_not_as_it_must_be_changes_nothing() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let post = || setting.client.post("/api/applications").by(&applicant);
    post().json(&start_request()).send().await.expect_problem(400, "idempotency_key_required");
    let keyed = || post().idempotency_key("start-once");
    for body in
        [json!({}), json!([]), json!({ "programmeId": 5 }), json!({ "programmeId": MASTER })]
    {
        keyed().json(&body).send().await.expect_problem(400, "malformed_body");
    }
    let unfinished = keyed().header("content-type", "application/json").raw("{");
    unfinished.send().await.expect_problem(400, "malformed_body");
    let form = keyed().header("content-type", "application/x-www-form-urlencoded").raw("a=b");
    form.send().await.expect_problem(415, "unsupported_media_type");
    let large = json!({ "programmeId": "x".repeat(300 * 1024) });
    keyed().json(&large).send().await.expect_problem(413, "body_too_large");
    assert_eq!(setting.world.dump("APPLICATIONS").await, "");
}

#[tokio::test]
async fn only_applicants_start_applications() {
    let setting = Setting::new().await;
    refuses_all_but_applicants(&setting.world, || {
        let call = setting.client.post("/api/applications").idempotency_key("start-once");
        call.json(&start_request())
    })
    .await;
}

#[tokio::test]
async fn whom_a_programme_does_not_admit_starts_nothing_and_learns_every_reason() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let mut body = start_request();
    body["eligibility"] =
        json!({ "birthDate": "1985-09-01", "nationality": "CN", "highestEducation": "bachelor" });
    let reply = start(&setting, &applicant, "start-once", &body).send().await.expect(422);
    let expected = [
        ("/eligibility/birthDate", "too_old_for_programme"),
        ("/eligibility/nationality", "nationality_not_admitted"),
    ];
    let expected = expected.map(|(pointer, code)| (pointer.to_owned(), code.to_owned()));
    assert_eq!(reply.errors(), expected);
    assert_eq!(setting.world.dump("APPLICATIONS").await, "");
}

#[tokio::test]
async fn a_programme_with_limits_asks_for_the_answers() {
    let setting = Setting::new().await;
    setting.offer("exchange-semester-2027a").await;
    let applicant = setting.world.applicant();
    let mut body = start_request();
    body.as_object_mut().unwrap().remove("eligibility");
    let reply = start(&setting, &applicant, "start-once", &body).send().await.expect(422);
    assert_eq!(reply.errors(), [("/eligibility".to_owned(), "required".to_owned())]);
    // One without limits does not.
    let mut free = body;
    free["programmeId"] = json!(ProgrammeId::named("exchange-semester-2027a"));
    free["admissionType"] = json!("exchange");
    free["fundingCategory"] = json!("exchange_agreement");
    let _ = start(&setting, &applicant, "start-free", &free).send().await.expect(201);
}

#[tokio::test]
async fn what_was_answered_stands_in_the_form_and_is_measured_there_again() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    let fields = &application["sections"]["basic_information"]["fields"];
    assert_eq!(fields["birthDate"], "2006-05-17");
    assert_eq!(fields["nationality"], "FI");
    let mut older = fields.clone();
    older["birthDate"] = json!("1985-09-01");
    older["nationality"] = json!("CN");
    let saved = setting.save(&applicant, &application, 1, "save_draft", &older).await.expect(200);
    let missing = saved.body["missing"].as_array().unwrap();
    for (pointer, code) in [
        ("/fields/birthDate", "too_old_for_programme"),
        ("/fields/nationality", "nationality_not_admitted"),
    ] {
        assert!(
            missing.iter().any(|gap| gap["pointer"] == pointer && gap["code"] == code),
            "{missing:#?}"
        );
    }
}
