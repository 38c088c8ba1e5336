//! `remind_revisions`: reminders are counted, and what is overdue goes back to staff.

use serde_json::json;
use shared_domain::application::news::{RevisionOverdue, RevisionReminder};
use shared_domain::application::revision::RevisionState;
use shared_domain::application::{ApplicationState, FeeState};
use shared_domain::review::ReviewOccasion;
use shared_platform::actions::Failure;

use crate::revision_case::{Case, DAY};
use crate::setting::text;

/// Lets the schedule come round.
async fn run(case: &Case) -> Result<(), Failure> {
    let environment = case.setting.world.environment();
    admissions::actions().invoke(environment, "remind_revisions", json!({})).await.map(drop)
}

async fn reminders(case: &Case) -> usize {
    case.told::<RevisionReminder>().await
}

async fn is_overdue(case: &Case) -> bool {
    case.told::<RevisionOverdue>().await > 0
}

async fn reopened() -> Case {
    Case::reopened(&["basic_information/passportNo"], &["passport_page"]).await
}

#[tokio::test]
async fn the_applicant_is_reminded_three_times_and_never_twice_for_one() {
    let case = reopened().await;
    let mut sent = Vec::new();
    for _ in 0..10 {
        // Twice in an hour, and two at once.
        run(&case).await.unwrap();
        let _ = tokio::join!(run(&case), run(&case));
        sent.push(reminders(&case).await);
        case.setting.world.advance(DAY);
    }
    // It is due on the evening of the eleventh day.
    assert_eq!(sent, [0, 0, 0, 0, 0, 0, 1, 1, 2, 2]);
    run(&case).await.unwrap();
    assert_eq!(reminders(&case).await, 3);
    let revision = case.revision(1).await;
    assert_eq!((revision.reminders_sent, revision.state), (3, RevisionState::Open));
    assert_eq!(case.rows_of_the_clock().await, 1);
}

#[tokio::test]
async fn runs_that_were_missed_are_made_up_for_by_one_reminder() {
    let case = reopened().await;
    case.setting.world.advance(9 * DAY);
    run(&case).await.unwrap();
    assert_eq!(reminders(&case).await, 1);
    assert_eq!(case.revision(1).await.reminders_sent, 1);
    case.setting.world.advance(DAY);
    run(&case).await.unwrap();
    assert_eq!(reminders(&case).await, 2);
    case.setting.world.advance(10 * DAY);
    run(&case).await.unwrap();
    assert_eq!((reminders(&case).await, is_overdue(&case).await), (2, true));
}

#[tokio::test]
async fn after_the_last_day_the_application_is_before_staff_as_it_was_submitted() {
    let case = reopened().await;
    let submitted = case.application["sections"].clone();
    let _ = case.save("basic_information", &json!({ "passportNo": "X7654321" })).await.expect(200);
    case.setting.world.advance(11 * DAY);
    let _ = tokio::join!(run(&case), run(&case));
    run(&case).await.unwrap();
    let head = case.head().await;
    assert_eq!(head.state(), ApplicationState::ReadyForReview);
    assert_eq!((head.round, head.fee().state()), (1, FeeState::Settled));
    let seen = case.seen().await;
    assert_eq!(
        seen["sections"]["basic_information"]["fields"],
        submitted["basic_information"]["fields"]
    );
    let asked = case.reviews_asked_for().await;
    let [_, again] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!((again.round, again.occasion), (1, ReviewOccasion::RevisionOverdue));
    assert_eq!(again.kept_for.as_ref().unwrap().id, case.reviewer.account);
    assert_eq!(head.review(), Some(again.review));
    assert_eq!(case.revision(1).await.state, RevisionState::Overdue);
    assert_eq!(case.rows_of_the_clock().await, 0);
    assert!(is_overdue(&case).await);
    // Nobody was reminded of what was over when the clock came.
    assert_eq!(reminders(&case).await, 0);
    let late = case.save("basic_information", &json!({ "passportNo": "X7654321" })).await;
    late.expect_problem(409, "application_locked");
    let entries = case.setting.world.audit(text(&case.application["id"])).await;
    assert_eq!(entries.last().unwrap()["actor"], "service:remind_revisions");
}

#[tokio::test]
async fn a_run_that_dies_at_any_call_is_finished_by_the_next_one() {
    let case = reopened().await;
    let breakdown = case.setting.world.breakdown();
    for (days, told) in [(6, 1), (3, 2), (3, 2)] {
        case.setting.world.advance(days * DAY);
        for calls in 0.. {
            breakdown.after(calls);
            let outcome = run(&case).await;
            let died = breakdown.repaired();
            assert_eq!(outcome.is_err(), died, "after {calls} calls");
            if !died {
                break;
            }
        }
        assert_eq!(reminders(&case).await, told);
    }
    assert_eq!(case.reviews_asked_for().await.len(), 2);
    assert_eq!(case.head().await.state(), ApplicationState::ReadyForReview);
    assert_eq!(case.rows_of_the_clock().await, 0);
}

#[tokio::test]
async fn what_is_answered_is_not_reminded_of() {
    let case = reopened().await;
    let _ = case.submit().await.expect(200);
    case.setting.world.advance(20 * DAY);
    run(&case).await.unwrap();
    assert_eq!((reminders(&case).await, is_overdue(&case).await), (0, false));
    assert_eq!(case.reviews_asked_for().await.len(), 2);
}

#[tokio::test]
async fn more_requests_than_a_page_are_all_looked_at() {
    let case = reopened().await;
    let table = case.setting.world.environment().table("APPLICATIONS").unwrap();
    // Rows of what is there no more come first, and go.
    for _ in 0..120 {
        let row = json!({
            "at": "2027-03-01T02:00:00Z",
            "applicant": shared_platform::ids::AccountId::new(),
            "application": shared_domain::ids::ApplicationId::new(),
            "number": 1,
        });
        let application = row["application"].as_str().unwrap();
        let key = shared_platform::store::Key::new(
            "REVISIONS",
            format!("2027-03-01T02:00:00Z#{application}"),
        );
        let item = shared_platform::store::Item::new(key, &row).unwrap();
        table.put(item, shared_platform::store::Condition::item_missing()).await.unwrap();
    }
    case.setting.world.advance(11 * DAY);
    run(&case).await.unwrap();
    assert!(is_overdue(&case).await);
    assert_eq!(case.rows_of_the_clock().await, 0);
}
