//! `view_registration`.

use std::time::Duration;

use serde_json::{Value, json};
use shared_kit::refuses_all_but_applicants;

use crate::case::{Case, verdicts};

#[tokio::test]
async fn what_nobody_has_saved_yet_is_shown_as_it_begins() {
    let case = Case::new().await;
    let client = &case.setting.client;
    refuses_all_but_applicants(&case.setting.world, || client.get(&case.path(""))).await;
    case.setting.world.calls().reset();
    let seen = case.view().await;
    assert_eq!(case.setting.world.calls().round_trips(), 1);
    assert_eq!((&seen["version"], &seen["state"]), (&json!(0), &json!("draft")));
    assert_eq!(seen["semester"]["id"], "2027-spring");
    assert_eq!(seen["window"]["state"], "open");
    assert_eq!(seen["window"]["registration"], json!(case.id));
    // S79: the address on the roster, which is to be confirmed.
    let contact = &seen["sections"]["contact"];
    assert_eq!(contact["fields"]["email"], "a@example.org");
    assert_eq!(contact["missing"][0]["code"], "email_not_confirmed");
    assert_eq!(seen["prefilled"], json!(["/contact/email"]));
    assert_eq!(seen["openSections"].as_array().map(Vec::len), Some(8));
    // S99
    assert_eq!(seen["regulations"], "2027-spring");
    assert_eq!(case.stored().await, None, "nobody has saved anything");
}

#[tokio::test]
async fn the_registration_of_another_and_of_no_semester_is_not_found() {
    let case = Case::new().await;
    let other = case.setting.student("2025LX0002").await;
    let read = async |path: &str| case.setting.client.get(path).by(&other).send().await;
    read(&case.path("")).await.expect_problem(404, "not_found");
    let student = case.id.student;
    let own = async |path: &str| case.setting.client.get(path).by(&case.student).send().await;
    own(&format!("/api/registrations/{student}-1999-autumn"))
        .await
        .expect_problem(404, "not_found");
}

#[tokio::test]
async fn the_next_semester_begins_with_what_was_approved_last_and_asks_for_no_proof_of_it() {
    let (case, review) = Case::claimed().await;
    let _ = case.judge(&case.reviewer, review, &verdicts(&[])).await.expect(200);
    let autumn = case.set_autumn().await;
    case.setting.world.advance(Duration::from_secs(183 * 24 * 60 * 60));
    let student = case.setting.world.renewed(&case.student);
    let path = format!("/api/registrations/{autumn}");
    let seen = case.setting.client.get(&path).by(&student).send().await.expect(200).body;
    let fields = |section: &str| seen["sections"][section]["fields"].clone();
    assert_eq!(fields("insurance")["policyNo"], "PICC-2027-0042");
    assert_eq!(fields("residence")["contractHolder"], "Nguyen Van A");
    assert_eq!(fields("contact")["email"], "anna@example.org");
    let prefilled = seen["prefilled"].as_array().unwrap();
    assert!(prefilled.contains(&json!("/insurance/policyNo")));
    // What is declared anew each time is asked again (S80, S99).
    assert_eq!(fields("passport")["passportChanged"], Value::Null);
    assert_eq!(fields("regulations")["agreedTo"], Value::Null);
    for fact in ["contractProven", "insuranceProven", "permitProven"] {
        assert_eq!(seen["facts"][fact], true, "{fact}");
    }
    let required = |row: &&Value| row["required"] == true;
    let checklist = seen["checklist"].as_array().unwrap();
    assert_eq!(checklist.iter().filter(required).count(), 0, "{checklist:#?}");
}
