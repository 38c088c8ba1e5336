//! The rules of claiming: one colleague at a time, for half an hour, and a
//! closed task is closed.

use jiff::Timestamp;
use shared_domain::ids::ReviewId;
use shared_domain::review::{Claim, Finding, ReviewOccasion, ReviewTask, Subject};
use shared_domain::staff::Colleague;
use shared_platform::ids::AccountId;

/// How long a claim lasts, in seconds. Claiming again begins it anew.
pub const LEASE_SECONDS: i64 = 30 * 60;

/// A claim cannot be made or given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClaimRefused {
    /// Somebody else holds the task.
    #[error("another colleague holds the task")]
    HeldByAnother,
    /// The task is decided.
    #[error("the task is closed")]
    Closed,
}

/// A new task: held for who looked at the matter before, or free to be taken.
#[must_use]
pub fn open(
    id: ReviewId,
    subject: Subject,
    occasion: ReviewOccasion,
    held_for: Option<Colleague>,
    findings: Vec<Finding>,
    now: Timestamp,
) -> ReviewTask {
    ReviewTask {
        id,
        subject,
        occasion,
        second_look: None,
        appealed: false,
        claim: held_for.map(|by| Claim::kept_for(by, now)),
        proposal: None,
        rejection: None,
        waitlisting: None,
        closing: None,
        findings,
        opened_at: now,
        version: 1,
    }
}

/// The task held by `colleague` from now on; who holds it for longer keeps it for longer.
pub fn claim(
    task: &ReviewTask,
    colleague: Colleague,
    now: Timestamp,
) -> Result<ReviewTask, ClaimRefused> {
    check_not_held_by_another(task, colleague.id, now)?;
    let own = task.claim.iter().find(|claim| claim.by.id == colleague.id);
    let lease = Claim::lasting(colleague, LEASE_SECONDS, now);
    let longer = own.filter(|own| lease.until < own.until).cloned().unwrap_or(lease);
    Ok(ReviewTask { claim: Some(longer), ..task.next() })
}

/// The task free again; `None` when it is free already.
pub fn release(
    task: &ReviewTask,
    colleague: AccountId,
    now: Timestamp,
) -> Result<Option<ReviewTask>, ClaimRefused> {
    check_not_held_by_another(task, colleague, now)?;
    Ok(task.holder(now).map(|_| ReviewTask { claim: None, ..task.next() }))
}

fn check_not_held_by_another(
    task: &ReviewTask,
    colleague: AccountId,
    now: Timestamp,
) -> Result<(), ClaimRefused> {
    if task.closing.is_some() {
        return Err(ClaimRefused::Closed);
    }
    match task.holder(now) {
        Some(holder) if holder != colleague => Err(ClaimRefused::HeldByAnother),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shared_domain::application::ProgrammeName;
    use shared_domain::ids::{ApplicationId, ProgrammeId};
    use shared_domain::review::{Closing, ClosingOutcome, TaskState};
    use shared_platform::clock::seconds_after;
    use shared_platform::locale::Bilingual;

    use super::*;

    fn start() -> Timestamp {
        "2026-11-22T03:21:00.25Z".parse().unwrap()
    }

    fn colleagues() -> [Colleague; 3] {
        ["one", "two", "three"]
            .map(|name| Colleague { id: AccountId::new(), user_name: name.to_owned() })
    }

    fn new_task() -> ReviewTask {
        let subject = Subject {
            applicant: AccountId::new(),
            application: ApplicationId::new(),
            round: 1,
            applicant_name: "TESTER ANNA".to_owned(),
            programme: ProgrammeName {
                id: ProgrammeId::new(),
                name: Bilingual { en: "Example".to_owned(), zh: "示例".to_owned() },
            },
            intake: "2027-autumn".parse().unwrap(),
        };
        let (occasion, now) = (ReviewOccasion::Submitted, start());
        open(ReviewId::new(), subject, occasion, None, Vec::new(), now)
    }

    #[test]
    fn a_task_is_held_for_half_an_hour() {
        let [one, two, _] = colleagues();
        let held = claim(&new_task(), one.clone(), start()).unwrap();
        let just_before = seconds_after(start(), 1_799);
        let after = seconds_after(start(), 1_800);
        assert_eq!(claim(&held, two.clone(), just_before), Err(ClaimRefused::HeldByAnother));
        assert_eq!(claim(&held, two.clone(), after).unwrap().holder(after), Some(two.id));
    }

    #[test]
    fn claiming_again_begins_the_half_hour_anew() {
        let [one, two, _] = colleagues();
        let held = claim(&new_task(), one.clone(), start()).unwrap();
        let later = seconds_after(start(), 1_740);
        let held = claim(&held, one, later).unwrap();
        let after_the_first = seconds_after(start(), 1_860);
        assert_eq!(claim(&held, two, after_the_first), Err(ClaimRefused::HeldByAnother));
    }

    #[test]
    fn who_holds_a_task_for_days_does_not_lose_it_by_claiming_it() {
        let [one, two, _] = colleagues();
        let kept = Claim::kept_for(one.clone(), start());
        let held = ReviewTask { claim: Some(kept), ..new_task() };
        let held = claim(&held, one, start()).unwrap();
        let in_two_days = seconds_after(start(), 2 * 24 * 60 * 60);
        assert_eq!(claim(&held, two, in_two_days), Err(ClaimRefused::HeldByAnother));
    }

    #[test]
    fn a_task_can_be_given_back_once_and_again() {
        let [one, two, _] = colleagues();
        let held = claim(&new_task(), one.clone(), start()).unwrap();
        assert_eq!(release(&held, two.id, start()), Err(ClaimRefused::HeldByAnother));
        let free = release(&held, one.id, start()).unwrap().unwrap();
        assert_eq!(free.state(start()), TaskState::Open);
        assert_eq!(release(&free, one.id, start()), Ok(None));
    }

    /// What colleagues may do, in any order, while time passes.
    #[derive(Debug, Clone)]
    enum Event {
        Claim(usize),
        Release(usize),
        Close(usize),
        Wait(i64),
    }

    fn any_event() -> impl Strategy<Value = Event> {
        prop_oneof![
            4 => (0..3_usize).prop_map(Event::Claim),
            2 => (0..3_usize).prop_map(Event::Release),
            1 => (0..3_usize).prop_map(Event::Close),
            3 => (1..2_400_i64).prop_map(Event::Wait),
        ]
    }

    proptest! {
        #[test]
        fn nobody_takes_a_task_from_its_holder(events in prop::collection::vec(any_event(), 1..60)) {
            let colleagues = colleagues();
            let mut task = new_task();
            let mut now = start();
            for event in events {
                let holder = task.holder(now);
                let was_closed = task.closing.clone();
                match event {
                    Event::Wait(seconds) => now = seconds_after(now, seconds),
                    Event::Claim(who) => {
                        let colleague = colleagues[who].clone();
                        let claimed = claim(&task, colleague.clone(), now);
                        let free = holder.is_none_or(|holder| holder == colleague.id);
                        prop_assert_eq!(claimed.is_ok(), free && was_closed.is_none());
                        if let Ok(claimed) = claimed {
                            prop_assert_eq!(claimed.holder(now), Some(colleague.id));
                            task = claimed;
                        }
                    }
                    Event::Release(who) => {
                        if let Ok(Some(released)) = release(&task, colleagues[who].id, now) {
                            prop_assert_eq!(holder, Some(colleagues[who].id));
                            prop_assert_eq!(released.holder(now), None);
                            task = released;
                        }
                    }
                    Event::Close(who) => {
                        if task.holder(now) == Some(colleagues[who].id) {
                            let by = Some(colleagues[who].clone());
                            let outcome = ClosingOutcome::RevisionRequested;
                            task.closing = Some(Closing::without_decision(by, now, outcome));
                        }
                    }
                }
                // Closed once, closed for good.
                if was_closed.is_some() {
                    prop_assert_eq!(&task.closing, &was_closed);
                    prop_assert_eq!(task.holder(now), None);
                }
            }
        }
    }
}
