//! `report_event`.

use serde_json::json;
use shared_domain::deadline::DeadlineKind;
use shared_domain::notices::PostNotice;
use shared_domain::registration::RegistrationState;
use shared_domain::registration::news::RegistrationReturned;
use shared_kit::{is_notice, refuses_all_but_applicants};

use super::setting::{AN_HOUR_AGO, HOUR, Office};
use crate::case::{Case, verdicts};
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
    assert_eq!(
        (&follow[0]["deadline"], &follow[1]["deadline"]),
        (&"accommodation".into(), &"first_permit".into())
    );
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
async fn what_is_told_late_does_not_take_the_place_of_what_came_after_it() {
    let office = Office::new().await;
    let _ = office.report("move", AN_HOUR_AGO).await.expect(200);
    let moved = office.deadline(DeadlineKind::Accommodation).await.unwrap();
    let _ = office.report("arrival", "2027-02-20T01:00:00Z").await.expect(200);
    assert_eq!(office.deadline(DeadlineKind::Accommodation).await.unwrap(), moved);
    assert!(office.deadline(DeadlineKind::FirstPermit).await.is_some());
}

#[tokio::test]
async fn a_phone_whose_clock_is_some_minutes_ahead_tells_of_what_happens_now() {
    let office = Office::new().await;
    let now = office.setting.world.clock().now();
    let ahead = shared_platform::clock::seconds_after(now, 300).to_string();
    let _ = office.report("move", &ahead).await.expect(200);
    let deadline = office.deadline(DeadlineKind::Accommodation).await.unwrap();
    assert_eq!(deadline.event.unwrap().at, now);
    let too_far = shared_platform::clock::seconds_after(now, 601).to_string();
    office.report("move", &too_far).await.expect_problem(422, "invalid_input");
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

/// A registration from abroad, approved.
async fn approved_abroad() -> Case {
    let case = Case::new().await;
    for (section, fields) in [
        ("contact", json!({ "email": "anna@example.org" })),
        (
            "passport",
            json!({ "passportChanged": true, "passportNo": "C7654321", "passportExpiry": "2033-01-31" }),
        ),
        ("tuition", json!({ "payment": "scholarship" })),
        ("location", json!({ "location": "abroad" })),
        ("regulations", json!({ "agreedTo": "2027-spring" })),
    ] {
        let _ = case.save(section, &fields).await.expect(200);
    }
    case.upload("passport_page").await;
    let _ = case.submit().await.expect(200);
    let review = case.opened().await;
    case.claim(&case.reviewer, review).await;
    let mut said = verdicts(&[]);
    let items = said["verdicts"].as_object_mut().unwrap();
    items.remove("residence");
    items.remove("insurance");
    let _ = case.judge(&case.reviewer, review, &said).await.expect(200);
    case.setting.world.take_outbox().await;
    case
}

#[tokio::test]
async fn who_enters_china_after_an_approval_abroad_fills_in_what_is_asked_there() {
    let case = approved_abroad().await;
    let world = &case.setting.world;
    let arrive = || {
        let call = case.setting.client.post("/api/student-record/events");
        call.by(&world.renewed(&case.student))
            .json(&json!({ "what": "arrival", "at": AN_HOUR_AGO }))
    };
    let _ = arrive().send().await.expect(200);
    let opened = case.stored().await.unwrap();
    assert_eq!(opened.head.stage().state(), RegistrationState::Returned);
    let told: Vec<PostNotice> = world.sent().await;
    assert!(told.iter().any(is_notice::<RegistrationReturned>));
    // Told twice, it is opened once.
    let _ = arrive().send().await.expect(200);
    assert_eq!(case.stored().await.unwrap(), opened);
    for section in ["location", "residence", "insurance", "permit"] {
        let _ = case.save(section, &crate::case::filled_in(section)).await.expect(200);
    }
    let tuition = case.save("tuition", &json!({ "payment": "other" })).await;
    tuition.expect_problem(409, "field_locked");
    for slot in ["contract", "insurance_proof", "permit_page"] {
        case.upload(slot).await;
    }
    let _ = case.submit().await.expect(200);
    let review = case.opened().await;
    case.claim(&case.reviewer, review).await;
    let _ = case.judge(&case.reviewer, review, &verdicts(&[])).await.expect(200);
    assert_eq!(case.stored().await.unwrap().head.stage().state(), RegistrationState::Approved);
    assert!(case.record().await.seen.permit.is_some());
}
