//! `view_application`.

use serde_json::json;
use shared_domain::ids::ApplicationId;
use shared_kit::refuses_all_but_applicants;

use crate::setting::{FILLED_IN, SECTIONS, Setting, complete_fields, text};

#[tokio::test]
async fn the_owner_sees_the_application_as_it_was_saved() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.completed(&applicant).await;
    setting.world.calls().reset();
    let seen = setting.view(&applicant, &application).await;
    assert_eq!(setting.world.calls().round_trips(), 1);
    for section in SECTIONS {
        assert_eq!(seen["sections"][section]["complete"], true, "{section}");
        assert_eq!(seen["sections"][section]["missing"], json!([]), "{section}");
    }
    assert_eq!(seen["sections"]["basic_information"]["fields"]["familyName"], "TESTER");
    assert_eq!(seen["version"], FILLED_IN);
    assert_eq!(seen["asks"]["recommenders"], 2);
    assert_eq!(seen["intakeStarts"], "2027-09-01");
}

#[tokio::test]
async fn who_turns_18_on_the_first_day_of_studies_is_no_minor() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    assert_eq!(setting.view(&applicant, &application).await["isMinor"], false);
    for (version, (born, is_minor)) in (1..).zip([("2009-09-02", true), ("2009-09-01", false)]) {
        let mut fields = complete_fields();
        fields["birthDate"] = json!(born);
        let saved = setting.save(&applicant, &application, version, "save_draft", &fields).await;
        let _ = saved.expect(200);
        let seen = setting.view(&applicant, &application).await;
        assert_eq!(seen["isMinor"], is_minor, "{born}");
    }
}

#[tokio::test]
async fn every_gap_is_named_with_its_section_and_field_in_the_readers_language() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    let path = format!("/api/applications/{}", text(&application["id"]));
    let call = setting.client.get(&path).by(&applicant).header("accept-language", "zh-CN");
    let seen = call.send().await.expect(200).body;
    for (section, pointer) in [
        ("basic_information", "/familyName"),
        ("study_plan", "/studyPlan"),
        ("education_and_employment", "/studiedInChina"),
        ("additional_information", "/supporter/kind"),
        ("contact_information", "/home/street"),
    ] {
        let missing = seen["sections"][section]["missing"].as_array().unwrap();
        let expected = json!({ "pointer": pointer, "code": "required", "detail": "请填写此项。" });
        assert!(missing.contains(&expected), "{section}: {missing:?}");
    }
}

#[tokio::test]
async fn what_differs_from_the_passports_lines_is_a_warning_and_no_gap() {
    let setting = Setting::new().await;
    let applicant = setting.world.applicant();
    let application = setting.started(&applicant).await;
    let mut fields = complete_fields();
    // The specimen of ICAO 9303: another person's passport.
    fields["mrzLine1"] = json!("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<");
    fields["mrzLine2"] = json!("L898902C36UTO7408122F1204159ZE184226B<<<<<10");
    let saved = setting.save(&applicant, &application, 1, "save_and_next", &fields).await;
    let warnings = saved.expect(200).body["warnings"].clone();
    let pointers: Vec<&str> =
        warnings.as_array().unwrap().iter().map(|warning| text(&warning["pointer"])).collect();
    assert_eq!(
        pointers,
        [
            "/fields/familyName",
            "/fields/nationality",
            "/fields/birthDate",
            "/fields/passportNo",
            "/fields/passportExpiry"
        ]
    );
    let seen = setting.view(&applicant, &application).await;
    let section = &seen["sections"]["basic_information"];
    assert_eq!(section["complete"], true);
    assert_eq!(section["warnings"][0]["code"], "differs_from_mrz");
}

#[tokio::test]
async fn another_persons_application_is_not_found() {
    let setting = Setting::new().await;
    let application = setting.started(&setting.world.applicant()).await;
    let stranger = setting.world.applicant();
    let another = text(&application["id"]).to_owned();
    for id in [another, ApplicationId::new().to_string(), "app_1".to_owned()] {
        let path = format!("/api/applications/{id}");
        let reply = setting.client.get(&path).by(&stranger).send().await;
        reply.expect_problem(404, "not_found");
    }
}

#[tokio::test]
async fn only_applicants_view_applications() {
    let setting = Setting::empty().await;
    let path = format!("/api/applications/{}", ApplicationId::new());
    refuses_all_but_applicants(&setting.world, || setting.client.get(&path)).await;
}
