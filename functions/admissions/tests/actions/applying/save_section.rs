//! `save_section`.

use futures_util::future::join_all;
use futures_util::stream::{self, StreamExt as _};
use serde_json::{Value, json};
use shared_domain::ids::ApplicationId;
use shared_kit::refuses_all_but_applicants;

use crate::setting::{FILLED_IN, SECTIONS, Setting, complete_fields, complete_fields_of, text};

fn codes(missing: &Value) -> Vec<(&str, &str)> {
    let missing = missing.as_array().unwrap();
    missing.iter().map(|gap| (text(&gap["pointer"]), text(&gap["code"]))).collect()
}

#[tokio::test]
async fn a_draft_always_saves_and_says_what_is_missing() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    let fields = json!({ "familyName": " tester ", "birthDate": "some day", "nationality": "NO" });
    setting.world.calls().reset();
    let reply = setting.save(&applicant, &application, 1, "save_draft", &fields).await.expect(200);
    assert_eq!(setting.world.calls().round_trips(), 2);
    assert_eq!(reply.body["version"], 2);
    assert_eq!(reply.body["fields"]["familyName"], "TESTER");
    assert_eq!(reply.body["fields"]["birthDate"], "some day");
    let missing = codes(&reply.body["missing"]);
    assert!(missing.contains(&("/fields/givenName", "required")), "{missing:?}");
    assert!(missing.contains(&("/fields/birthDate", "invalid_date")), "{missing:?}");
    assert!(!missing.iter().any(|(pointer, _)| *pointer == "/fields/nationality"));
    // S37: the draft is there to go on with.
    let seen = setting.view(&applicant, &application).await;
    assert_eq!(seen["sections"]["basic_information"]["fields"], reply.body["fields"]);
}

#[tokio::test]
async fn save_and_next_takes_only_a_complete_section() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    let mut fields = complete_fields();
    fields.as_object_mut().unwrap().remove("passportNo");
    let reply = setting.save(&applicant, &application, 1, "save_and_next", &fields).await;
    let reply = reply.expect(422);
    assert_eq!(reply.code(), "invalid_input");
    assert_eq!(reply.errors(), [("/fields/passportNo".to_owned(), "required".to_owned())]);
    assert_eq!(setting.view(&applicant, &application).await, application);

    let fields = complete_fields();
    let reply = setting.save(&applicant, &application, 1, "save_and_next", &fields).await;
    assert_eq!(reply.expect(200).body["missing"], json!([]));
}

#[tokio::test]
async fn what_is_missing_is_said_in_the_readers_language() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    let path = format!("/api/applications/{}/sections/basic_information", text(&application["id"]));
    let body = json!({ "version": 1, "intent": "save_draft", "fields": {} });
    let call = setting.client.put(&path).by(&applicant).header("accept-language", "zh-CN");
    let reply = call.json(&body).send().await.expect(200);
    assert_eq!(reply.body["missing"][0]["detail"], "请填写此项。");
}

#[tokio::test]
async fn the_second_of_two_open_tabs_is_told() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    let mut fields = application["sections"]["basic_information"]["fields"].clone();
    fields["familyName"] = json!("FIRST");
    let _ = setting.save(&applicant, &application, 1, "save_draft", &fields).await.expect(200);
    fields["familyName"] = json!("SECOND");
    let reply = setting.save(&applicant, &application, 1, "save_draft", &fields).await.expect(409);
    assert_eq!(reply.code(), "version_conflict");
    let change = json!({
        "part": "basic_information",
        "fields": ["familyName"],
        "by": "applicant",
        "at": "2027-03-01T02:00:00Z",
    });
    assert_eq!(reply.body["changes"], json!([change]));
    let seen = setting.view(&applicant, &application).await;
    assert_eq!(seen["sections"]["basic_information"]["fields"]["familyName"], "FIRST");
}

#[tokio::test]
async fn tabs_on_two_sections_do_not_stand_in_each_others_way() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    let saves = SECTIONS.map(async |section| {
        let fields = complete_fields_of(section);
        setting.save_section(&applicant, &application, section, 1, "save_draft", &fields).await
    });
    for reply in join_all(saves).await {
        let _ = reply.expect(200);
    }
    let seen = setting.view(&applicant, &application).await;
    assert_eq!(seen["version"], FILLED_IN);
    for section in SECTIONS {
        assert_eq!(seen["sections"][section]["complete"], true, "{section}");
    }
}

#[tokio::test]
async fn saving_what_is_there_already_costs_no_write() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    let fields = complete_fields();
    let save = || setting.save(&applicant, &application, 2, "save_and_next", &fields);
    let first = setting.save(&applicant, &application, 1, "save_draft", &fields).await;
    assert_eq!(first.expect(200).body["version"], 2);
    setting.world.calls().reset();
    assert_eq!(save().await.expect(200).body["version"], 2);
    assert_eq!(setting.world.calls().round_trips(), 1);
}

/// A draft that carries the mark of the person and tab that saved it.
fn marked(section: &str, mark: &str) -> Value {
    match section {
        "basic_information" => json!({ "birthPlace": mark }),
        "study_plan" => json!({ "otherLanguages": mark }),
        "education_and_employment" => json!({ "education": [{ "institution": mark }] }),
        "additional_information" => json!({ "emergency": [{ "name": mark }] }),
        _ => json!({ "home": { "street": mark } }),
    }
}

/// A proof of the issue: a hundred people save five sections each from two tabs,
/// many at a time. Of each section one tab is kept and the other is told.
#[tokio::test]
async fn of_a_thousand_drafts_saved_in_parallel_nothing_is_lost_and_nothing_is_mixed() {
    const AT_ONCE: usize = 25;
    let setting = Setting::new().await;
    let started = stream::iter(0..100_u32).map(async |person| {
        let applicant = setting.world.applicant();
        let application = setting.started(&applicant).await;
        (person, applicant, application)
    });
    let people: Vec<_> = started.buffer_unordered(AT_ONCE).collect().await;
    let saves = people.iter().flat_map(|(person, applicant, application)| {
        let setting = &setting;
        SECTIONS.map(move |section| async move {
            let save = async |tab: &str| {
                let mark = format!("person {person} tab {tab}");
                let fields = marked(section, &mark);
                let reply = setting
                    .save_section(applicant, application, section, 1, "save_draft", &fields)
                    .await;
                (reply, mark)
            };
            let [one, other] = <[_; 2]>::from(tokio::join!(save("one"), save("two")));
            let (kept, told) = if one.0.status == 200 { (one, other) } else { (other, one) };
            let _ = kept.0.expect(200);
            told.0.expect_problem(409, "version_conflict");
            (*person, kept.1)
        })
    });
    let kept: Vec<(u32, String)> = stream::iter(saves).buffer_unordered(AT_ONCE).collect().await;
    assert_eq!(kept.len(), 500);
    for (person, applicant, application) in &people {
        let seen = setting.view(applicant, application).await;
        assert_eq!(seen["version"], FILLED_IN);
        let sections = seen["sections"].to_string();
        assert_eq!(sections.matches("\"person ").count(), SECTIONS.len(), "{sections}");
        for (_, mark) in kept.iter().filter(|(owner, _)| owner == person) {
            assert!(sections.contains(&format!("\"{mark}\"")), "{mark} in {sections}");
        }
    }
}

#[tokio::test]
async fn of_twenty_saves_at_once_on_one_version_one_is_kept() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    let saves = (0..20_u8).map(async |number| {
        let name = char::from(b'A' + number).to_string();
        let fields = json!({ "familyName": name });
        let reply = setting.save(&applicant, &application, 1, "save_draft", &fields).await;
        (reply, name)
    });
    let (kept, refused): (Vec<_>, Vec<_>) =
        join_all(saves).await.into_iter().partition(|(reply, _)| reply.status == 200);
    for (reply, _) in refused {
        reply.expect_problem(409, "version_conflict");
    }
    let [(_, name)] = kept.as_slice() else { panic!("{} saves were kept", kept.len()) };
    let seen = setting.view(&applicant, &application).await;
    assert_eq!(seen["version"], 2);
    assert_eq!(seen["sections"]["basic_information"]["fields"]["familyName"], *name);
}

#[tokio::test]
async fn nothing_can_be_changed_after_submission() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.submitted(&applicant).await;
    for version in [FILLED_IN, FILLED_IN + 1] {
        let fields = json!({ "familyName": "CHANGED" });
        let reply = setting.save(&applicant, &application, version, "save_draft", &fields).await;
        reply.expect_problem(409, "application_locked");
    }
    assert_eq!(setting.view(&applicant, &application).await, application);
}

#[tokio::test]
async fn saving_is_in_the_audit_log_without_what_was_typed() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.completed(&applicant).await;
    let entries = setting.world.audit(text(&application["id"])).await;
    assert_eq!(entries[1]["action"], "save_section");
    let after = &entries[1]["after"];
    assert_eq!(after["version"], 2);
    assert_eq!(after["section"], "basic_information");
    assert_eq!(after["consents"], json!({ "religionConsent": false, "healthConsent": false }));
    let fields = after["fields"].as_array().unwrap();
    assert!(fields.contains(&json!("passportNo")) && !fields.contains(&json!("religion")));
    assert!(!setting.world.dump("AUDIT").await.contains("X1234567"));
}

#[tokio::test]
async fn a_request_that_is_not_as_it_must_be_changes_nothing() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    for (version, intent, fields) in [
        (json!("1"), "save_draft", json!({})),
        (json!(1), "save", json!({})),
        (json!(1), "save_draft", json!({ "gender": "F" })),
        (json!(1), "save_draft", json!({ "familyName": 5 })),
        (json!(1), "save_draft", json!({ "shoeSize": "44" })),
        (json!(1), "save_draft", json!(null)),
    ] {
        let body = json!({ "version": version, "intent": intent, "fields": fields });
        let path =
            format!("/api/applications/{}/sections/basic_information", text(&application["id"]));
        let reply = setting.client.put(&path).by(&applicant).json(&body).send().await;
        reply.expect_problem(400, "malformed_body");
    }
    let endless = json!({ "birthPlace": "A".repeat(201) });
    let reply = setting.save(&applicant, &application, 1, "save_draft", &endless).await.expect(422);
    assert_eq!(reply.errors(), [("/fields/birthPlace".to_owned(), "too_long".to_owned())]);
    let large = json!({ "birthPlace": "A".repeat(300 * 1024) });
    let reply = setting.save(&applicant, &application, 1, "save_draft", &large).await;
    reply.expect_problem(413, "body_too_large");
    assert_eq!(setting.view(&applicant, &application).await, application);
}

#[tokio::test]
async fn another_persons_application_and_an_unknown_section_are_not_found() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    let stranger = setting.world.applicant();
    let reply = setting.save(&stranger, &application, 1, "save_draft", &complete_fields()).await;
    reply.expect_problem(404, "not_found");
    let path = format!("/api/applications/{}/sections/horoscope", text(&application["id"]));
    let body = json!({ "version": 1, "intent": "save_draft", "fields": {} });
    let reply = setting.client.put(&path).by(&applicant).json(&body).send().await;
    reply.expect_problem(404, "not_found");
    assert_eq!(setting.view(&applicant, &application).await, application);
}

#[tokio::test]
async fn only_applicants_save_sections() {
    let setting = Setting::empty().await;
    let path = format!("/api/applications/{}/sections/basic_information", ApplicationId::new());
    let body = json!({ "version": 1, "intent": "save_draft", "fields": {} });
    refuses_all_but_applicants(&setting.world, || setting.client.put(&path).json(&body)).await;
}
