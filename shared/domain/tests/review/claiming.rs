//! Who may take a task, for how long, and give it back.

use shared_domain::review::{Claim, ClaimRefused, Review, ReviewQueue, TaskState};

use crate::loan::{Answer, DAY, MINUTE, SMALL, after, answer, colleagues, decided, held, opened};
use crate::loan::{opened_for, start};

#[test]
fn a_new_task_is_free_and_waits_among_the_general_ones() {
    let task = opened(SMALL);
    assert_eq!((task.state(start()), task.holder(start())), (TaskState::Open, None));
    assert_eq!((task.queue(), task.version()), (Some(ReviewQueue::General), 1));
}

#[test]
fn a_task_is_held_for_half_an_hour_and_then_it_is_free() {
    let [one, two, _] = colleagues();
    let task = held(&opened(SMALL), &one);
    // A claim ends on a whole second.
    let until = "2026-11-22T03:51:00Z".parse().unwrap();
    assert_eq!(task.claim(), Some(&Claim { by: one.clone(), until }));
    let just_before = after(30 * MINUTE - 1);
    assert_eq!(task.state(just_before), TaskState::Claimed);
    // The loser learns who has it, and until when.
    let refused = task.claimed_by(two.clone(), just_before);
    assert_eq!(refused, Err(ClaimRefused::HeldByAnother(Claim { by: one, until })));
    assert_eq!(task.state(until), TaskState::Open);
    assert_eq!(Review::of(&task, until).claim, None);
    assert_eq!(task.claimed_by(two.clone(), until).unwrap().holder(until), Some(two.id));
}

#[test]
fn claiming_again_begins_the_half_hour_anew() {
    let [one, two, _] = colleagues();
    let task = held(&opened(SMALL), &one);
    let task = task.claimed_by(one.clone(), after(29 * MINUTE)).unwrap().into_task();
    assert!(task.claimed_by(two, after(58 * MINUTE)).is_err());
    assert_eq!(task.holder(after(60 * MINUTE)), None);
}

#[test]
fn a_task_is_kept_for_a_colleague_for_three_days_who_does_not_lose_it_by_claiming_it() {
    let [one, two, _] = colleagues();
    let kept = opened_for(SMALL, Some(one.clone()));
    for task in [kept.clone(), held(&kept, &one)] {
        assert!(task.claimed_by(two.clone(), after(3 * DAY - 1)).is_err());
        assert!(task.claimed_by(two.clone(), after(3 * DAY)).is_ok());
    }
    // In the end the half hour is longer than what is left of the days.
    let late = after(3 * DAY - MINUTE);
    let task = kept.claimed_by(one.clone(), late).unwrap().into_task();
    assert_eq!(task.holder(after(3 * DAY + 28 * MINUTE)), Some(one.id));
}

#[test]
fn a_task_is_released_by_its_holder_once_and_again() {
    let [one, two, _] = colleagues();
    let task = held(&opened(SMALL), &one);
    assert!(matches!(task.released_by(two.id, start()), Err(ClaimRefused::HeldByAnother(_))));
    let free = task.released_by(one.id, start()).unwrap().unwrap().into_task();
    assert_eq!((free.state(start()), free.claim()), (TaskState::Open, None));
    assert_eq!(free.version(), task.version() + 1);
    assert_eq!(free.released_by(one.id, start()), Ok(None));
    // Of a claim that is over there is nothing to give back.
    assert_eq!(task.released_by(two.id, after(30 * MINUTE)), Ok(None));
}

#[test]
fn a_closed_task_is_nobodys() {
    let [one, ..] = colleagues();
    let task = held(&opened(SMALL), &one);
    let closed = decided(task.decide(&one, &answer(Answer::Granted), start()));
    assert_eq!((closed.state(start()), closed.queue()), (TaskState::Closed, None));
    assert_eq!((closed.claim(), closed.holder(start())), (None, None));
    assert_eq!(closed.claimed_by(one.clone(), start()), Err(ClaimRefused::Closed));
    assert_eq!(closed.released_by(one.id, start()), Err(ClaimRefused::Closed));
}
