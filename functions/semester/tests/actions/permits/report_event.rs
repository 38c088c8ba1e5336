//! `report_event`.

use shared_domain::deadline::DeadlineKind;
use shared_kit::refuses_all_but_applicants;

use super::setting::{AN_HOUR_AGO, HOUR, Office};
use crate::setting::Setting;

#[tokio::test]
async fn after_a_move_one_is_told_after_12_and_24_hours_then_daily_and_the_officer_is_asked_once() {
    let office = Office::new().await;
    let _ = office.report("move", AN_HOUR_AGO).await.expect(200);
    let mut told = Vec::new();
    for hour in 1..=72 {
        if office.told().await > 0 {
            told.push((hour, office.tasks().await.len()));
        }
        office.setting.world.advance(HOUR);
    }
    assert_eq!(told, [(12, 0), (24, 1), (48, 1), (72, 1)]);
}

#[tokio::test]
async fn an_arrival_asks_for_the_permit_and_a_new_passport_for_its_transfer() {
    let office = Office::new().await;
    let follow = office.report("arrival", AN_HOUR_AGO).await.expect(200).body;
    assert_eq!((&follow[0]["deadline"], &follow[1]["deadline"]), (&"accommodation".into(), &"first_permit".into()));
    let permit = office.deadline(DeadlineKind::FirstPermit).await.unwrap();
    assert_eq!(permit.last_day.to_string(), "2027-03-31");
    let _ = office.report("new_passport", AN_HOUR_AGO).await.expect(200);
    let transfer = office.deadline(DeadlineKind::PermitTransfer).await.unwrap();
    assert_eq!(transfer.last_day.to_string(), "2027-03-11");
}

#[tokio::test]
async fn told_twice_it_is_told_once() {
    let office = Office::new().await;
    let _ = office.report("move", AN_HOUR_AGO).await.expect(200);
    office.setting.world.advance(HOUR * 12);
    assert_eq!(office.told().await, 1);
    let _ = office.report("move", AN_HOUR_AGO).await.expect(200);
    assert_eq!(office.told().await, 0);
    let entries = office.setting.world.audit(office.id).await;
    assert_eq!(entries.iter().filter(|entry| entry["action"] == "report_event").count(), 1);
}

#[tokio::test]
async fn what_can_hardly_be_meant_is_not_taken() {
    let office = Office::new().await;
    let tomorrow = office.report("move", "2027-03-02T02:00:00Z").await;
    tomorrow.expect_problem(422, "invalid_input");
    let last_year = office.report("move", "2026-03-02T02:00:00Z").await;
    last_year.expect_problem(422, "invalid_input");
    assert!(office.dates().await.is_empty());
}

#[tokio::test]
async fn who_is_no_student_tells_of_nothing() {
    let setting = Setting::new().await;
    let call = || {
        let call = setting.client.post("/api/student-record/events");
        call.json(&serde_json::json!({ "what": "move", "at": AN_HOUR_AGO }))
    };
    refuses_all_but_applicants(&setting.world, call).await;
    let nobody = setting.world.applicant();
    call().by(&nobody).send().await.expect_problem(404, "not_found");
}
