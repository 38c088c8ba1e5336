//! `view_registration_window`.

use std::time::Duration;

use serde_json::{Value, json};
use shared_kit::Caller;
use shared_kit::refuses_all_but_applicants;

use crate::setting::Setting;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl Setting {
    async fn window(&self, student: &Caller) -> Value {
        let student = self.world.renewed(student);
        let call = self.client.get("/api/registration-window").by(&student);
        call.send().await.expect(200).body
    }
}

#[tokio::test]
async fn outside_the_window_one_learns_when_it_opens_or_closed_and_what_to_do() {
    let setting = Setting::with_roster().await;
    let student = setting.student("2025LX0001").await;
    let none = setting.window(&student).await;
    assert_eq!((&none["state"], &none["semester"]), (&json!("not_set"), &Value::Null));
    // It is the first of March.
    let _ = setting.set_semester("2027-03-03", "2027-03-05").await.expect(200);
    let before = setting.window(&student).await;
    assert_eq!(before["state"], "not_yet_open");
    assert_eq!(before["opensAt"], "2027-03-02T16:00:00Z");
    assert_eq!(before["closesAt"], "2027-03-05T16:00:00Z");
    setting.world.advance(3 * DAY);
    let open = setting.window(&student).await;
    assert_eq!((&open["state"], &open["semester"]["id"]), (&json!("open"), &json!("2027-spring")));
    setting.world.advance(2 * DAY);
    let after = setting.window(&student).await;
    assert_eq!(after["state"], "closed");
    assert!(after["text"].as_str().unwrap().contains("write to the office"));
}

#[tokio::test]
async fn on_a_day_off_the_form_is_open_and_says_until_when_the_office_is_closed_and_answers() {
    let setting = Setting::with_roster().await;
    let student = setting.student("2025LX0001").await;
    let _ = setting.set_semester("2027-02-22", "2027-04-09").await.expect(200);
    // Saturday, 3 April 2027; the Monday after is Qingming.
    setting.world.advance(33 * DAY);
    let seen = setting.window(&student).await;
    assert_eq!(seen["state"], "open");
    assert_eq!(seen["officeClosedUntil"], "2027-04-06");
    assert_eq!(seen["answersBy"], "2027-04-08");
}

#[tokio::test]
async fn who_was_given_more_time_registers_until_then() {
    let setting = Setting::with_roster().await;
    let student = setting.student("2025LX0001").await;
    let _ = setting.set_semester("2027-02-22", "2027-03-02").await.expect(200);
    let id = setting.id_of("2025LX0001").await;
    let body = json!({ "semester": "2027-spring", "until": "2027-03-12", "reason": "Ill." });
    let call = setting.client.put(&format!("/api/staff/students/{id}/extension"));
    let _ = call.by(&setting.registrar).json(&body).send().await.expect(200);
    setting.world.advance(5 * DAY);
    let seen = setting.window(&student).await;
    assert_eq!((&seen["state"], &seen["extended"]), (&json!("open"), &json!(true)));
    assert_eq!(seen["closesAt"], "2027-03-12T16:00:00Z");
}

#[tokio::test]
async fn it_takes_two_round_trips_and_who_is_no_student_finds_nothing() {
    let setting = Setting::with_roster().await;
    let student = setting.student("2025LX0001").await;
    refuses_all_but_applicants(&setting.world, || setting.client.get("/api/registration-window"))
        .await;
    setting.world.calls().reset();
    let _ = setting.window(&student).await;
    assert_eq!(setting.world.calls().round_trips(), 2);
    let nobody = setting.world.applicant();
    let reply = setting.client.get("/api/registration-window").by(&nobody).send().await;
    reply.expect_problem(404, "not_found");
}
