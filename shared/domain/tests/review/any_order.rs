//! Whatever colleagues do in whatever order, while time passes.

use jiff::Timestamp;
use proptest::prelude::*;
use shared_domain::review::{
    ClaimRefused, Closing, Decided, Held, Matter as _, Ruling, RulingRefused, TaskState,
};
use shared_domain::staff::Colleague;

use crate::loan::{
    Answer, LARGE, Loan, LoanTask, SMALL, answer, blocked, colleagues, opened, start,
};

#[derive(Debug, Clone)]
enum Event {
    Claim,
    Release,
    Decide(Answer, bool),
    Confirm,
    GiveBack,
    Return,
    Wait(i64),
}

fn any_event() -> impl Strategy<Value = (usize, Event)> {
    let answers = vec![Answer::Granted, Answer::Refused, Answer::Later];
    let event = prop_oneof![
        5 => Just(Event::Claim),
        1 => Just(Event::Release),
        4 => (prop::sample::select(answers), any::<bool>())
            .prop_map(|(answer, excepted)| Event::Decide(answer, excepted)),
        4 => Just(Event::Confirm),
        2 => Just(Event::GiveBack),
        1 => Just(Event::Return),
        1 => (1..2_400_i64).prop_map(Event::Wait),
    ];
    (0..3_usize, event)
}

/// The task after the event, if that did anything.
fn after(task: &LoanTask, by: &Colleague, event: &Event, now: Timestamp) -> Option<LoanTask> {
    let said = match event {
        Event::Wait(_) => return None,
        Event::Claim => {
            let claimed = task.claimed_by(by.clone(), now);
            let is_free = task.holder(now).is_none_or(|holder| holder == by.id);
            let may = is_free && task.closing().is_none();
            assert_eq!(claimed.is_ok(), may, "{claimed:?}");
            if let Err(ClaimRefused::HeldByAnother(claim)) = &claimed {
                assert_eq!(Some(claim.by.id), task.holder(now));
            }
            return claimed.ok().map(|moved| moved.into_task());
        }
        Event::Release => {
            return task.released_by(by.id, now).ok().flatten().map(|moved| moved.into_task());
        }
        Event::Return => {
            let held = task.held_by(by, now).and_then(Held::undecided).ok()?;
            return Some(held.request_revision().into_task());
        }
        Event::Decide(outcome, excepted) => {
            let mut said = answer(*outcome);
            said.grounds.exception = excepted.then(|| "As agreed.".to_owned());
            task.decide(by, &said, now)
        }
        Event::Confirm => task.confirm(by, now),
        Event::GiveBack => task.give_back(by, "Look again.", now),
    };
    let ruling = said.ok()?;
    let decided = matches!(ruling, Ruling::Decided(..));
    match ruling {
        Ruling::Unchanged(same) => {
            assert_eq!(&same, task);
            None
        }
        moved => {
            let next = moved.into_task();
            if decided {
                check_decided(task, &next, now);
            }
            Some(next)
        }
    }
}

/// Whoever decides holds the task; and two people are two.
fn check_decided(before: &LoanTask, after: &LoanTask, now: Timestamp) {
    let made: &Decided<Loan> = match (after.closing(), after.waitlisting()) {
        (Some(Closing::Decided(decided)), _) | (None, Some(decided)) => decided,
        other => panic!("nothing was decided: {other:?}"),
    };
    assert_eq!(before.holder(now), Some(made.by.id));
    let proposed_by = made.proposed_by.as_ref().map(|by| by.id);
    assert_eq!(proposed_by.is_some(), before.matter().needs_second(&made.decision));
    assert_ne!(proposed_by, Some(made.by.id));
    let barred = before.matter().is_barred_by_findings(&made.decision);
    assert!(!(before.is_blocked() && barred), "decided against a check");
}

proptest! {
    #[test]
    fn every_step_is_its_holders_and_the_last_one_is_the_last(
        sum in prop::sample::select(vec![SMALL, LARGE]),
        is_blocked in any::<bool>(),
        events in prop::collection::vec(any_event(), 1..60),
    ) {
        let colleagues = colleagues();
        let mut task = if is_blocked { blocked(sum) } else { opened(sum) };
        let mut now = start();
        for (who, event) in events {
            if let Event::Wait(seconds) = event {
                now = shared_platform::clock::seconds_after(now, seconds);
                continue;
            }
            let by = &colleagues[who];
            let Some(next) = after(&task, by, &event, now) else { continue };
            prop_assert_eq!(next.version(), task.version() + 1);
            prop_assert!(task.closing().is_none(), "closed once, closed for good");
            if !matches!(event, Event::Claim) {
                prop_assert_eq!(task.holder(now), Some(by.id));
            }
            // Each state has what belongs to it.
            let is_over = next.closing().is_some();
            prop_assert_eq!(is_over, next.queue().is_none());
            prop_assert_eq!(is_over, next.state(now) == TaskState::Closed);
            prop_assert!(!is_over || next.claim().is_none());
            if is_over {
                let refused = next.held_by(by, now).err();
                prop_assert_eq!(refused, Some(RulingRefused::AlreadyDecided));
            }
            task = next;
        }
    }
}
