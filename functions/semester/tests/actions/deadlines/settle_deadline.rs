//! `settle_deadline`.

use serde_json::json;
use shared_domain::deadline::DeadlineKind;
use shared_domain::ids::ReviewId;
use shared_domain::review::TaskState;
use shared_kit::refuses_all_but;
use shared_platform::auth::StaffRole;

use super::setting::{AN_HOUR_AGO, HOUR, Office};

async fn said_done() -> (Office, ReviewId) {
    let office = Office::new().await;
    let _ = office.report("move", AN_HOUR_AGO).await.expect(200);
    let _ = office.report_done("accommodation", "2027-03-01").await.expect(200);
    let review = office.claimed().await;
    (office, review)
}

#[tokio::test]
async fn what_is_done_is_over_and_said_twice_it_is_said_once() {
    let (office, review) = said_done().await;
    for _ in 0..2 {
        let reply = office.settle(review, &json!({ "outcome": "done" })).await.expect(200);
        assert_eq!(reply.body["closing"]["outcome"], "done");
    }
    assert!(office.deadline(DeadlineKind::Accommodation).await.is_none());
    assert!(office.tasks().await.is_empty());
    office.setting.world.advance(HOUR * 50);
    assert_eq!(office.told().await, 0);
}

#[tokio::test]
async fn what_was_not_done_goes_on() {
    let (office, review) = said_done().await;
    let _ = office.settle(review, &json!({ "outcome": "not_done" })).await.expect(200);
    assert_eq!(office.deadline(DeadlineKind::Accommodation).await.unwrap().done_on, None);
    office.setting.world.advance(HOUR * 12);
    assert_eq!(office.told().await, 1);
}

#[tokio::test]
async fn what_is_looked_after_in_another_way_says_how_and_ends_no_deadline() {
    let office = Office::new().await;
    let _ = office.report("move", AN_HOUR_AGO).await.expect(200);
    office.setting.world.advance(HOUR * 24);
    let _ = office.told().await;
    let review = office.claimed().await;
    let unsaid = office.settle(review, &json!({ "outcome": "settle" })).await;
    unsaid.expect_problem(422, "invalid_input");
    let said = json!({ "outcome": "settle", "remark": "The landlord is away until Friday." });
    let reply = office.settle(review, &said).await.expect(200).body;
    assert_eq!(reply["closing"]["remark"], "The landlord is away until Friday.");
    assert!(office.deadline(DeadlineKind::Accommodation).await.is_some());
}

#[tokio::test]
async fn only_who_holds_the_task_settles_it() {
    let office = Office::new().await;
    let _ = office.report("move", AN_HOUR_AGO).await.expect(200);
    let _ = office.report_done("accommodation", "2027-03-01").await.expect(200);
    let review = office.tasks().await[0];
    let free = office.settle(review, &json!({ "outcome": "done" })).await;
    assert_eq!(free.status, 409);
    let now = office.setting.world.clock().now();
    assert_eq!(office.task(review).await.state(now), TaskState::Open);
    let path = format!("/api/reviews/{review}/deadline/settlement");
    refuses_all_but(&office.setting.world, StaffRole::VisaOfficer, || {
        office.setting.client.post(&path).json(&json!({ "outcome": "done" }))
    })
    .await;
}
