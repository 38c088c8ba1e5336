//! `remind_students`: each step of a deadline is taken once, whatever happens to the
//! clock, and no more once it is renewed.

use std::time::Duration;

use jiff::civil::{Date, date};
use shared_domain::deadline::DeadlineKind;
use shared_domain::notices::{Recipient, SendMail};
use shared_domain::student::{Student, StudentState};
use shared_kit::World;
use shared_platform::locale::Locale;

use super::people::{change, deadline, enrol, enrolled, run, take_told, tasks, with_paper};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// It is the first of March 2027.
async fn with_permit_until(last_day: Date) -> (World, Student) {
    let world = World::new().await;
    let student = with_paper(enrolled(1), DeadlineKind::ResidencePermit, last_day);
    enrol(&world, &student).await;
    (world, student)
}

/// On which of these days, counted from today, somebody is told.
async fn told_within(world: &World, days: i32) -> Vec<i32> {
    let mut told = Vec::new();
    for day in 0..days {
        // Twice in an hour, and two at once.
        run(world).await.unwrap();
        let _ = tokio::join!(run(world), run(world));
        told.extend(take_told(world).await.iter().map(|_| day));
        world.advance(DAY);
    }
    told
}

#[tokio::test]
async fn a_student_is_told_five_times_before_and_four_times_after_and_then_an_officer_is_asked() {
    // In a hundred days.
    let (world, student) = with_permit_until(date(2027, 6, 9)).await;
    assert_eq!(told_within(&world, 140).await, [10, 40, 70, 86, 93, 101, 108, 115, 122]);
    let task = (student.id, DeadlineKind::ResidencePermit, date(2027, 6, 9));
    let tasks = tasks(&world).await;
    assert_eq!(tasks.into_iter().collect::<Vec<_>>(), [(task, vec![date(2027, 7, 8)])]);
    let entries = world.audit(student.id).await;
    assert_eq!(entries.len(), 10);
    assert_eq!(entries.last().unwrap()["actor"], "service:remind_students");
}

#[tokio::test]
async fn nights_that_were_missed_are_made_up_for_by_one_notice() {
    let (world, _) = with_permit_until(date(2027, 6, 9)).await;
    world.advance(DAY * 75);
    assert_eq!(told_within(&world, 5).await, [0]);
}

#[tokio::test]
async fn what_is_renewed_is_not_told_of_and_its_ladder_begins_anew() {
    let (world, student) = with_permit_until(date(2027, 6, 9)).await;
    world.advance(DAY * 92);
    assert_eq!(told_within(&world, 1).await, [0]);
    let renewed = |student| with_paper(student, DeadlineKind::ResidencePermit, date(2027, 9, 17));
    change(&world, student.id, renewed).await;
    // It is the second of June.
    assert_eq!(told_within(&world, 60).await, [17, 47]);
    assert!(tasks(&world).await.is_empty());
}

#[tokio::test]
async fn a_change_of_something_else_leaves_what_is_counted() {
    let (world, student) = with_permit_until(date(2027, 6, 9)).await;
    world.advance(DAY * 15);
    assert_eq!(told_within(&world, 1).await, [0]);
    let elsewhere = Some("new@example.org".to_owned());
    change(&world, student.id, |student| Student { email: elsewhere, ..student }).await;
    assert_eq!(told_within(&world, 20).await, [0; 0]);
}

#[tokio::test]
async fn a_visa_that_becomes_a_permit_is_no_visa_any_more() {
    let world = World::new().await;
    let student = with_paper(enrolled(1), DeadlineKind::Visa, date(2027, 3, 20));
    enrol(&world, &student).await;
    let permitted = |student| with_paper(student, DeadlineKind::ResidencePermit, date(2028, 3, 1));
    change(&world, student.id, permitted).await;
    assert!(deadline(&world, student.id, DeadlineKind::Visa).await.is_none());
    assert!(deadline(&world, student.id, DeadlineKind::ResidencePermit).await.is_some());
    assert_eq!(told_within(&world, 30).await, [0; 0]);
}

#[tokio::test]
async fn who_leaves_the_roster_is_told_nothing() {
    let (world, student) = with_permit_until(date(2027, 3, 20)).await;
    let left = StudentState::Left { since: world.clock().now() };
    change(&world, student.id, |student| Student { state: left, ..student }).await;
    assert!(deadline(&world, student.id, DeadlineKind::ResidencePermit).await.is_none());
    assert_eq!(told_within(&world, 3).await, [0; 0]);
}

#[tokio::test]
async fn who_has_no_account_is_told_at_the_address_on_the_roster_and_comes_before_an_officer() {
    let world = World::new().await;
    let student = with_paper(enrolled(1), DeadlineKind::Insurance, date(2027, 3, 20));
    let email = Some("a@example.org".to_owned());
    enrol(&world, &Student { account: None, email, ..student }).await;
    run(&world).await.unwrap();
    let mails: Vec<SendMail> = shared_kit::messages(&world.take_outbox().await);
    let address = Recipient::Address("a@example.org".to_owned(), Locale::En);
    assert_eq!(mails.iter().map(SendMail::recipient).collect::<Vec<_>>(), [&address]);
    world.advance(DAY * 20);
    for _ in 0..29 {
        run(&world).await.unwrap();
        world.advance(DAY);
    }
    assert_eq!(tasks(&world).await.len(), 1);
}

#[tokio::test]
async fn a_run_that_dies_at_any_call_is_finished_by_the_next_one() {
    let (world, student) = with_permit_until(date(2027, 3, 5)).await;
    let breakdown = world.breakdown();
    for (days, told) in [(0, 1), (5, 1), (7, 1), (7, 1), (7, 1), (7, 0)] {
        world.advance(DAY * days);
        for calls in 0.. {
            breakdown.after(calls);
            let outcome = run(&world).await;
            let died = breakdown.repaired();
            assert_eq!(outcome.is_err(), died, "after {calls} calls");
            if !died {
                break;
            }
        }
        assert_eq!(take_told(&world).await.len(), told);
    }
    assert_eq!(tasks(&world).await.len(), 1);
    let kept = deadline(&world, student.id, DeadlineKind::ResidencePermit).await.unwrap();
    assert_eq!(kept.next(), None);
}
