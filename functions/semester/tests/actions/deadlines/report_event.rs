//! `report_event`.

use semester::registration::Registration;
use serde_json::json;
use shared_domain::deadline::DeadlineKind;
use shared_domain::ids::ReviewId;
use shared_domain::letter::IssueLetter;
use shared_domain::notices::PostNotice;
use shared_domain::registration::news::{
    RegistrationApproved, RegistrationOpenedInChina, RegistrationReturned,
};
use shared_domain::registration::{RegistrationHead, RegistrationId, RegistrationState};
use shared_kit::{Call, Reply, is_notice, refuses_all_but_applicants};
use shared_platform::store::Item;

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
async fn an_arrival_that_was_told_of_a_wrong_day_is_set_right() {
    let office = Office::new().await;
    let _ = office.report("arrival", AN_HOUR_AGO).await.expect(200);
    let _ = office.report("arrival", "2027-02-20T01:00:00Z").await.expect(200);
    let permit = office.deadline(DeadlineKind::FirstPermit).await.unwrap();
    assert_eq!(permit.last_day.to_string(), "2027-03-22");
}

#[tokio::test]
async fn who_came_and_left_before_the_submission_is_not_in_china() {
    let case = Case::approved_abroad().await;
    let call = case.setting.client.post("/api/student-record/events");
    let told = json!({ "what": "arrival", "at": "2027-02-20T01:00:00Z" });
    let by = case.setting.world.renewed(&case.student);
    let _ = call.by(&by).json(&told).send().await.expect(200);
    assert!(case.stored().await.unwrap().is_approved());
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

impl Case {
    /// A registration from abroad, which the reviewer has before them.
    async fn claimed_abroad() -> (Self, ReviewId) {
        let case = Self::new().await;
        let review = case.submit_abroad().await;
        (case, review)
    }

    async fn submit_abroad(&self) -> ReviewId {
        for (section, fields) in [
            ("contact", json!({ "email": "anna@example.org" })),
            ("passport", crate::case::filled_in("passport")),
            ("tuition", json!({ "payment": "scholarship" })),
            ("location", json!({ "location": "abroad" })),
            ("regulations", json!({ "agreedTo": self.id.semester })),
        ] {
            let _ = self.save(section, &fields).await.expect(200);
        }
        self.upload("passport_page").await;
        let _ = self.submit().await.expect(200);
        let review = self.opened().await;
        self.claim(&self.reviewer, review).await;
        review
    }

    /// Passes both items of somebody abroad.
    async fn approve_abroad(&self, review: ReviewId) -> Reply {
        self.approval(review).send().await
    }

    fn approval(&self, review: ReviewId) -> Call {
        let pass = json!({ "verdict": "pass" });
        let said = json!({ "verdicts": { "payment": pass, "visa": pass } });
        let path = format!("/api/reviews/{review}/registration/verdict");
        let by = self.setting.world.renewed(&self.reviewer);
        self.setting.client.post(&path).by(&by).json(&said)
    }

    /// A registration from abroad, approved.
    async fn approved_abroad() -> Self {
        let (case, review) = Self::claimed_abroad().await;
        let _ = case.approve_abroad(review).await.expect(200);
        case.setting.world.take_outbox().await;
        case
    }

    async fn arrive(&self) -> Reply {
        self.arrival().send().await
    }

    fn arrival(&self) -> Call {
        let by = self.setting.world.renewed(&self.student);
        let call = self.setting.client.post("/api/student-record/events").by(&by);
        call.json(&json!({ "what": "arrival", "at": AN_HOUR_AGO }))
    }

    async fn is_opened(&self, id: &RegistrationId) -> bool {
        let stored = self.setting.world.get::<Registration>("REGISTRATIONS", &id.key()).await;
        stored.unwrap().head.is_opened_in_china()
    }

    async fn head(&self) -> RegistrationHead {
        self.stored().await.unwrap().head
    }
}

#[tokio::test]
async fn who_enters_china_after_an_approval_abroad_fills_in_what_is_asked_there() {
    let case = Case::approved_abroad().await;
    let world = &case.setting.world;
    let _ = case.arrive().await.expect(200);
    let opened = case.stored().await.unwrap();
    assert!(opened.head.is_opened_in_china());
    let told: Vec<PostNotice> = world.sent().await;
    assert!(told.iter().any(is_notice::<RegistrationOpenedInChina>));
    assert!(!told.iter().any(is_notice::<RegistrationReturned>), "nobody has returned it");
    assert_eq!(case.view().await["enteredChina"], true);
    // Told twice, it is opened once.
    let _ = case.arrive().await.expect(200);
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

/// S105
#[tokio::test]
async fn who_tells_of_the_arrival_while_it_is_looked_at_is_asked_at_its_approval() {
    let (case, review) = Case::claimed_abroad().await;
    let _ = case.arrive().await.expect(200);
    assert_eq!(case.head().await.stage().state(), RegistrationState::ReadyForReview);
    case.setting.world.take_outbox().await;
    let _ = case.approve_abroad(review).await.expect(200);
    assert!(case.head().await.is_opened_in_china());
    assert_eq!(case.record().await.identity.passport_no, "C7654321", "what passed is recorded");
    let sent = case.setting.world.take_outbox().await;
    let told: Vec<PostNotice> = shared_kit::messages(&sent);
    assert!(told.iter().any(is_notice::<RegistrationOpenedInChina>));
    assert!(!told.iter().any(is_notice::<RegistrationApproved>));
    assert!(shared_kit::messages::<IssueLetter>(&sent).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_arrival_and_an_approval_at_one_moment_open_what_is_asked_in_china() {
    for arrives_first in [true, false] {
        let (case, review) = Case::claimed_abroad().await;
        let world = &case.setting.world;
        let (arrival, approval) = (case.arrival(), case.approval(review));
        let (first, second) = if arrives_first { (arrival, approval) } else { (approval, arrival) };
        world.before_next_commit(async { drop(first.send().await.expect(200)) });
        let _ = second.send().await.expect(200);
        assert!(case.head().await.is_opened_in_china(), "{arrives_first}");
    }
}

/// Whichever was looked at first: the names of semesters say nothing of their order.
#[tokio::test]
async fn every_registration_from_abroad_is_opened_whose_semester_is_not_over() {
    let case = Case::approved_abroad().await;
    let spring = case.stored().await.unwrap();
    let autumn = case.set_autumn().await;
    let mut later = spring.clone();
    later.head.semester = autumn.semester.clone();
    let mut before = spring.clone();
    before.head.semester = "2026-autumn".parse().unwrap();
    for registration in [&later, &before] {
        let item = Item::new(registration.head.id().key(), registration).unwrap();
        case.setting.world.put("REGISTRATIONS", item).await;
    }
    let mut body = crate::setting::semester("2026-autumn", 0, "2027-02-22", "2027-03-05");
    body["startsOn"] = json!("2026-08-31");
    body["endsOn"] = json!("2027-01-15");
    let registrar = case.setting.world.renewed(&case.setting.registrar);
    let call = case.setting.client.put("/api/staff/semesters").by(&registrar);
    let _ = call.json(&body).send().await.expect(200);
    let _ = case.arrive().await.expect(200);
    assert!(case.is_opened(&case.id).await && case.is_opened(&autumn).await);
    assert!(!case.is_opened(&before.head.id()).await, "that semester is over");
}
