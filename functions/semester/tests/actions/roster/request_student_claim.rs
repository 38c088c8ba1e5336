//! `request_student_claim`.

use std::time::Duration;

use semester::roster::messages::IssueStudentClaim;
use serde_json::json;
use shared_kit::refuses_all_but_applicants;

use crate::setting::Setting;

#[tokio::test]
async fn only_who_has_signed_in_asks_for_a_record() {
    let setting = Setting::with_roster().await;
    refuses_all_but_applicants(&setting.world, || {
        let call = setting.client.post("/api/student-claims/requests");
        call.json(&json!({ "number": "2025LX0001" }))
    })
    .await;
}

#[tokio::test]
async fn a_number_of_nobody_costs_and_says_the_same_as_that_of_a_student() {
    let setting = Setting::with_roster().await;
    let mut all = Vec::new();
    for number in ["2025LX0001", "2025LX0003", "NOBODY-1"] {
        // Limits are full again, so that they cost the same.
        setting.world.advance(Duration::from_secs(2 * 60 * 60));
        let applicant = setting.world.applicant();
        setting.world.take_outbox().await;
        setting.world.calls().reset();
        let call = setting.client.post("/api/student-claims/requests").by(&applicant);
        let reply = call.json(&json!({ "number": number })).send().await.expect(202);
        let round_trips = setting.world.calls().round_trips();
        let mut operations = setting.world.calls().operations();
        operations.sort();
        let sent = setting.world.sent::<IssueStudentClaim>().await;
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0].account, applicant.account);
        all.push((reply.body, operations, round_trips));
    }
    assert_eq!(all[0].2, 2);
    assert!(all.iter().all(|each| *each == all[0]), "{all:#?}");
}

#[tokio::test]
async fn who_asks_too_often_is_slowed_down() {
    let setting = Setting::with_roster().await;
    let ask = async |caller: &shared_kit::Caller, number: &str| {
        let call = setting.client.post("/api/student-claims/requests").by(caller);
        call.json(&json!({ "number": number })).send().await
    };
    let one = setting.world.applicant();
    for number in 0..5 {
        let _ = ask(&one, &format!("LX{number}")).await.expect(202);
    }
    ask(&one, "LX9").await.expect_problem(429, "too_many_requests");
    // One number is not asked for from many accounts either.
    for _ in 0..5 {
        let _ = ask(&setting.world.applicant(), "2025LX0001").await.expect(202);
    }
    let another = setting.world.applicant();
    ask(&another, "2025LX0001").await.expect_problem(429, "too_many_requests");
}

#[tokio::test]
async fn what_is_no_number_is_refused() {
    let setting = Setting::new().await;
    let call = setting.client.post("/api/student-claims/requests").by(&setting.world.applicant());
    let reply = call.json(&json!({ "number": "a b" })).send().await;
    let reply = reply.expect_problem(422, "invalid_input");
    assert_eq!(reply.errors(), [("/number".to_owned(), "invalid_student_number".to_owned())]);
}
