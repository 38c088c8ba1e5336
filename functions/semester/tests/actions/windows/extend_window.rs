//! `extend_window`.

use serde_json::{Value, json};
use shared_domain::ids::StudentId;
use shared_kit::Reply;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use crate::setting::Setting;

async fn setting() -> (Setting, StudentId) {
    let setting = Setting::with_roster().await;
    let _ = setting.set_semester("2027-02-22", "2027-03-05").await.expect(200);
    let student = setting.id_of("2025LX0001").await;
    (setting, student)
}

fn more(until: &str) -> Value {
    json!({ "semester": "2027-spring", "until": until, "reason": "In hospital." })
}

async fn extend(setting: &Setting, student: StudentId, body: &Value) -> Reply {
    let path = format!("/api/staff/students/{student}/extension");
    setting.client.put(&path).by(&setting.registrar).json(body).send().await
}

#[tokio::test]
async fn a_student_gets_more_time_with_a_reason() {
    let (setting, student) = setting().await;
    let path = format!("/api/staff/students/{student}/extension");
    refuses_all_but(&setting.world, StaffRole::Registrar, || {
        setting.client.put(&path).json(&more("2027-03-12"))
    })
    .await;
    setting.world.calls().reset();
    let reply = extend(&setting, student, &more("2027-03-12")).await.expect(200);
    assert_eq!(setting.world.calls().round_trips(), 2);
    assert_eq!(reply.body["closesAt"], "2027-03-12T16:00:00Z");
    let path = format!("/api/staff/students/{student}");
    let seen = setting.client.get(&path).by(&setting.registrar).send().await.expect(200).body;
    assert_eq!(seen["extensions"][0]["reason"], "In hospital.");
    assert_eq!(seen["extensions"][0]["by"]["userName"], "staff.member");
    // Another one takes its place.
    let _ = extend(&setting, student, &more("2027-03-19")).await.expect(200);
    let seen = setting.client.get(&path).by(&setting.registrar).send().await.expect(200).body;
    assert_eq!(seen["extensions"].as_array().unwrap().len(), 1);
    let log = setting.world.audit(student).await;
    let given = log.iter().filter(|entry| entry["action"] == "extend_window");
    assert_eq!(given.count(), 2);
}

#[tokio::test]
async fn what_cannot_be_given_is_named() {
    let (setting, student) = setting().await;
    for (field, value, pointer, code) in [
        ("until", "2027-03-06", "/until", "window_ends_on_day_off"),
        ("until", "2027-03-05", "/until", "not_later_than_the_window"),
        ("until", "2027-02-26", "/until", "date_past"),
        ("semester", "2030-autumn", "/semester", "unknown_semester"),
        ("reason", " ", "/reason", "required"),
    ] {
        let mut body = more("2027-03-12");
        body[field] = json!(value);
        let reply = extend(&setting, student, &body).await.expect_problem(422, "invalid_input");
        assert_eq!(reply.errors(), [(pointer.to_owned(), code.to_owned())], "{field} {value}");
    }
    let nobody = StudentId::new();
    extend(&setting, nobody, &more("2027-03-12")).await.expect_problem(404, "not_found");
}
