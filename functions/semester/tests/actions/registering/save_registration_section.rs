//! `save_registration_section`.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use shared_kit::refuses_all_but_applicants;

use crate::case::{Case, filled_in, verdicts};
use crate::setting::{ROSTER, table};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

#[tokio::test]
async fn the_first_section_that_is_saved_begins_the_registration_with_all_that_is_known() {
    let case = Case::new().await;
    refuses_all_but_applicants(&case.setting.world, || {
        let body = json!({ "version": 0, "intent": "save_draft", "fields": {} });
        case.setting.client.put(&case.path("/sections/location")).json(&body)
    })
    .await;
    case.setting.world.calls().reset();
    let location = filled_in("location");
    let reply = case.save_seeing("location", &location, 0, "save_and_next").await.expect(200).body;
    assert_eq!(case.setting.world.calls().round_trips(), 2);
    assert_eq!((&reply["version"], &reply["fields"]), (&json!(1), &location));
    assert_eq!(reply["facts"]["inChina"], true);
    let slots = |reply: &Value| reply["openSlots"].as_array().unwrap().clone();
    assert_eq!(slots(&reply), ["accommodation_registration", "insurance_proof", "permit_page"]);
    let stored = case.stored().await.unwrap();
    assert_eq!(stored.sections.contact.email.as_deref(), Some("a@example.org"));
    assert_eq!(case.setting.world.audit(&case.id).await.len(), 1);
    // S105
    let abroad = json!({ "location": "abroad" });
    let reply = case.save("location", &abroad).await.expect(200).body;
    assert_eq!(slots(&reply), [] as [Value; 0]);
}

#[tokio::test]
async fn a_draft_keeps_what_is_there_and_the_next_step_needs_all_of_it() {
    let case = Case::new().await;
    let half = json!({ "location": "in_china" });
    let refused = case.save_seeing("location", &half, 0, "save_and_next").await;
    let errors = refused.expect_problem(422, "invalid_input").errors();
    assert_eq!(errors, [("/fields/entryDate".to_owned(), "required".to_owned())]);
    assert_eq!(case.stored().await, None);
    let kept = case.save("location", &half).await.expect(200).body;
    assert_eq!(kept["missing"][0]["pointer"], "/fields/entryDate");
    // Saved again as it is, it changes nothing.
    assert_eq!(case.save("location", &half).await.expect(200).body["version"], 1);
    let unknown = json!({ "place": "somewhere" });
    let refused = case.save("location", &unknown).await.expect(422);
    assert_eq!(refused.errors()[0].0, "/fields/place");
}

/// Documents belong to a registration that is there: who changes nothing of what was
/// filled in for them can upload all the same.
#[tokio::test]
async fn a_section_that_is_saved_as_it_was_filled_in_begins_the_registration_too() {
    let case = Case::new().await;
    let as_it_is = json!({ "email": "a@example.org" });
    let reply = case.save_seeing("contact", &as_it_is, 0, "save_draft").await.expect(200).body;
    assert_eq!(reply["version"], 1);
    // Sent twice, it begins once.
    let again = case.save_seeing("contact", &as_it_is, 0, "save_draft").await.expect(200).body;
    assert_eq!(again["version"], 1);
    assert_eq!(case.stored().await.unwrap().head.version, 1);
}

/// S73, S77, S112
#[tokio::test]
async fn nobody_begins_outside_the_window_or_without_the_roster() {
    let case = Case::new().await;
    let begin = async || case.save_seeing("tuition", &filled_in("tuition"), 0, "save_draft").await;
    case.setting.world.advance(5 * DAY);
    begin().await.expect_problem(409, "registration_closed");
    let autumn = case.set_autumn().await;
    let student = case.setting.world.renewed(&case.student);
    let path = format!("/api/registrations/{autumn}/sections/tuition");
    let body = json!({ "version": 0, "intent": "save_draft", "fields": filled_in("tuition") });
    let early = case.setting.client.put(&path).by(&student).json(&body).send().await;
    early.expect_problem(409, "registration_not_yet_open");

    let case = Case::new().await;
    let without = table(&ROSTER[1..]);
    let _ = case.setting.import_as("wholeRoster=true", &without).await.expect(202);
    let begin = async || case.save_seeing("tuition", &filled_in("tuition"), 0, "save_draft").await;
    begin().await.expect_problem(409, "not_on_roster");
}

#[tokio::test]
async fn a_draft_that_was_begun_in_time_is_kept_when_the_window_is_over() {
    let case = Case::new().await;
    let _ = case.save("tuition", &filled_in("tuition")).await.expect(200);
    case.setting.world.advance(30 * DAY);
    let _ = case.save("location", &filled_in("location")).await.expect(200);
    let seen = case.view().await;
    assert_eq!(seen["window"]["state"], "closed");
    assert_eq!(seen["sections"]["tuition"]["fields"]["payment"], "scholarship");
}

#[tokio::test]
async fn what_another_tab_changed_is_not_overwritten_and_another_section_is_saved() {
    let case = Case::new().await;
    let _ = case.save("tuition", &filled_in("tuition")).await.expect(200);
    let other = json!({ "payment": "other" });
    let refused = case.save_seeing("tuition", &other, 0, "save_draft").await;
    let refused = refused.expect_problem(409, "registration_changed");
    assert_eq!(refused.body["changes"][0]["part"], "tuition");
    assert_eq!(refused.body["changes"][0]["fields"], json!(["payment"]));
    let _ = case.save_seeing("location", &filled_in("location"), 0, "save_draft").await.expect(200);
    let stored = case.stored().await.unwrap();
    assert_eq!(stored.head.version, 2);
    assert!(stored.sections.tuition.payment.is_some());
}

/// S108
#[tokio::test]
async fn sections_that_are_saved_at_once_make_one_registration_with_all_of_them() {
    let case = Case::new().await;
    let sections = ["contact", "tuition", "location", "regulations"];
    let save =
        async |section| case.save_seeing(section, &filled_in(section), 0, "save_draft").await;
    for reply in join_all(sections.map(save)).await {
        let _ = reply.expect(200);
    }
    let stored = case.stored().await.unwrap();
    assert_eq!(stored.head.version, 4);
    let fields = serde_json::to_value(&stored.sections).unwrap();
    for section in sections {
        assert_eq!(fields[section], with_absent(&fields[section], &filled_in(section)));
    }
    let items = case.setting.world.items("REGISTRATIONS").await;
    let registrations = items.iter().filter(|item| item["sk"] == "REGISTRATION#2027-spring");
    assert_eq!(registrations.count(), 1);
}

/// What was filled in, with the fields of the section that nobody filled in.
fn with_absent(section: &Value, filled_in: &Value) -> Value {
    let fields = section.as_object().unwrap().keys();
    let value = |field: &String| (field.clone(), filled_in[field].clone());
    Value::Object(fields.map(value).collect())
}

#[tokio::test]
async fn what_an_answer_hides_is_there_again_when_it_is_changed_back() {
    let case = Case::complete().await;
    let _ = case.save("location", &json!({ "location": "abroad" })).await.expect(200);
    assert_eq!(case.view().await["checklist"].as_array().unwrap().len(), 1, "the passport's page");
    let _ = case.save("location", &filled_in("location")).await.expect(200);
    let seen = case.view().await;
    assert_eq!(seen["sections"]["insurance"]["fields"], filled_in("insurance"));
    assert_eq!(seen["sections"]["insurance"]["complete"], true);
}

/// S101
#[tokio::test]
async fn of_what_was_returned_only_the_items_named_can_be_changed() {
    let (case, review) = Case::claimed().await;
    let said = verdicts(&["insurance"]);
    let _ = case.judge(&case.reviewer, review, &said).await.expect(200);
    let mut permit = filled_in("permit");
    permit["permitNo"] = json!("A99");
    let refused = case.save("permit", &permit).await.expect_problem(409, "field_locked");
    let locked = [("/fields/permitNo".to_owned(), "field_locked".to_owned())];
    assert_eq!(refused.errors(), locked);
    let mut insurance = filled_in("insurance");
    insurance["policyNo"] = json!("PICC-2027-0043");
    let _ = case.save("insurance", &insurance).await.expect(200);
}

/// S101: nobody is asked for what they cannot give.
#[tokio::test]
async fn what_ends_while_it_is_corrected_can_be_replaced_with_its_proof() {
    let (case, review) = Case::claimed().await;
    let said = verdicts(&["payment"]);
    let _ = case.judge(&case.reviewer, review, &said).await.expect(200);
    assert_eq!(case.view().await["openSections"], json!(["tuition"]));
    // The permit ends in December.
    case.setting.world.advance(300 * DAY);
    assert_eq!(case.view().await["openSections"], json!(["tuition", "permit"]));
    let mut permit = filled_in("permit");
    permit["permitNo"] = json!("A99");
    permit["permitExpiry"] = json!("2028-12-15");
    let saved = case.save("permit", &permit).await.expect(200).body;
    assert_eq!(saved["openSlots"], json!(["permit_page"]));
    assert_eq!(saved["openSections"], json!(["tuition", "permit"]));
    let stored = case.stored().await.unwrap();
    assert!(stored.head.open_slots().iter().any(|slot| slot.name() == "permit_page"));
    case.upload("permit_page").await;
    let _ = case.submit().await.expect(200);
}

/// What is asked for may have changed without the student: an upload goes by what is
/// stored.
#[tokio::test]
async fn saved_again_as_it_is_it_takes_the_documents_that_are_asked_for_by_now() {
    let (case, review) = Case::claimed().await;
    let said = verdicts(&["payment"]);
    let _ = case.judge(&case.reviewer, review, &said).await.expect(200);
    // The semester is set longer than the insurance lasts, and that is a stop.
    let mut body = crate::setting::semester("2027-spring", 1, "2027-02-22", "2027-03-05");
    body["endsOn"] = json!("2028-06-30");
    let call = case.setting.client.put("/api/staff/semesters").by(&case.setting.registrar);
    let _ = call.json(&body).send().await.expect(200);
    let before = case.stored().await.unwrap();
    assert!(before.head.open_slots().is_empty());
    let tuition = filled_in("tuition");
    let reply = case.save("tuition", &tuition).await.expect(200).body;
    assert_eq!(reply["openSlots"], json!(["insurance_proof"]));
    let stored = case.stored().await.unwrap();
    assert_eq!(stored.head.open_slots().len(), 1);
    assert_eq!(stored.edits, before.edits);
    // And once more it costs no write.
    let _ = case.save("tuition", &tuition).await.expect(200);
    assert_eq!(case.stored().await.unwrap(), stored);
}
