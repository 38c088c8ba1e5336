//! What the clock costs follows from what is due, not from how many students there
//! are: the same read units for many as for few.

use futures_util::StreamExt as _;
use jiff::ToSpan as _;
use jiff::civil::date;
use shared_domain::deadline::DeadlineKind;
use shared_domain::student::student_key;
use shared_kit::{Units, World};
use shared_platform::store::Item;

use super::people::{enrol, enrolled, run, take_told, with_paper};

/// How many have something due.
const DUE: usize = 40;

/// `cargo dev prove ladder` says more.
fn many() -> usize {
    let asked_for = std::env::var("SOJOURN_LADDER_STUDENTS").ok();
    asked_for.map_or(2_000, |students| students.parse().unwrap())
}

/// What a run takes of so many students of whom the same have something due.
async fn charged(students: usize) -> Units {
    let world = World::new().await;
    for number in 0..DUE {
        let student = enrolled(number);
        let student = with_paper(student, DeadlineKind::Passport, date(2027, 3, 20));
        enrol(&world, &student).await;
    }
    let others = futures_util::stream::iter(DUE..students).for_each_concurrent(64, |number| {
        let world = &world;
        async move {
            let far = date(2029, 1, 1) + i32::try_from(number % 365).unwrap().days();
            let student = with_paper(enrolled(number), DeadlineKind::Passport, far);
            world.put("REGISTRATIONS", Item::new(student_key(student.id), &student).unwrap()).await;
            for deadline in student.deadlines() {
                world.put("REGISTRATIONS", deadline.item().unwrap()).await;
            }
        }
    });
    others.await;
    world.calls().reset();
    run(&world).await.unwrap();
    let units = world.calls().units();
    assert_eq!(take_told(&world).await.len(), DUE);
    world.calls().reset();
    run(&world).await.unwrap();
    assert_eq!(world.calls().units(), Units { read: 8.0, write: 0.0 }, "nothing is due");
    units
}

#[tokio::test]
async fn a_run_costs_the_same_for_many_students_as_for_few_when_the_same_is_due() {
    let (few, many) = (charged(many() / 100).await, charged(many()).await);
    assert_eq!(few, many);
}
