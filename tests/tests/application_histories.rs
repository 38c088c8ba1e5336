//! Whatever applicants, staff and the clock do, in whatever order: what must
//! never be, never is. Random histories run through the real actions over one
//! database, messages come late, twice and backwards, and after every step a
//! checker looks at all that is stored (`tests/src/history.rs`).
//!
//! The random histories are the same in every run. `PROPTEST_RNG_SEED` and
//! `PROPTEST_CASES` make other ones, and more.

#![allow(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it must be")]

use std::collections::BTreeMap;

use admissions::application::HistoryEvent;
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestRunner};
use shared_kit::properties::at_least;
use system_tests::history::History;

/// How many people apply at the same time.
const APPLICANTS: usize = 2;

/// What happens in [`everything_once`].
const EVENTS: [HistoryEvent; 13] = [
    HistoryEvent::Started,
    HistoryEvent::Submitted,
    HistoryEvent::FeeSettled,
    HistoryEvent::RevisionRequested,
    HistoryEvent::Resubmitted,
    HistoryEvent::RevisionOverdue,
    HistoryEvent::Waitlisted,
    HistoryEvent::Accepted,
    HistoryEvent::Declined,
    HistoryEvent::Appealed,
    HistoryEvent::Reopened,
    HistoryEvent::CategoryChanged,
    HistoryEvent::Withdrawn,
];

/// Something that somebody does, or tries to do, or that happens.
#[derive(Debug, Clone)]
enum Step {
    Start { who: usize, programme: usize, waived: bool, from_the_last: bool },
    GoOn { who: usize, way: usize },
    FillIn { who: usize },
    Save { who: usize, section: usize, complete: bool, stale: bool },
    UseAddress { who: usize, opens: bool },
    Upload { who: usize, slot: &'static str, good: bool },
    Remove { who: usize, which: usize },
    Submit { who: usize, stale: bool },
    Pay { who: usize },
    Withdraw { who: usize },
    Appeal { who: usize },
    Claim { by: usize, queue: &'static str },
    Decide { by: usize, outcome: &'static str, justified: bool },
    RequestRevision { by: usize, field: usize, slot: Option<&'static str>, days: i64 },
    Confirm { by: usize },
    Reject { by: usize },
    Reopen { who: usize },
    ChangeCategory { who: usize, waived: bool },
    Time { hours: u64 },
    TimeUntilTheEnd { in_time: bool },
    Remind,
    Messages { twice: bool, backwards: bool },
}

fn steps_of_applicants() -> impl Strategy<Value = Step> {
    let who = || 0..APPLICANTS;
    let slot = || prop::sample::select(vec!["passport_page", "photo", "diploma"]);
    let mostly = || prop::bool::weighted(0.9);
    let seldom = || prop::bool::weighted(0.1);
    prop_oneof![
        4 => (who(), 0..2_usize, any::<bool>(), any::<bool>())
            .prop_map(|(who, programme, waived, from_the_last)| {
                Step::Start { who, programme, waived, from_the_last }
            }),
        2 => who().prop_map(|who| Step::FillIn { who }),
        5 => (who(), 0..5_usize, mostly(), seldom()).prop_map(|(who, section, complete, stale)| {
            Step::Save { who, section, complete, stale }
        }),
        2 => (who(), any::<bool>()).prop_map(|(who, opens)| Step::UseAddress { who, opens }),
        3 => (who(), slot(), mostly()).prop_map(|(who, slot, good)| Step::Upload { who, slot, good }),
        1 => (who(), 0..4_usize).prop_map(|(who, which)| Step::Remove { who, which }),
        6 => (who(), seldom()).prop_map(|(who, stale)| Step::Submit { who, stale }),
        4 => who().prop_map(|who| Step::Pay { who }),
        1 => who().prop_map(|who| Step::Withdraw { who }),
        2 => who().prop_map(|who| Step::Appeal { who }),
    ]
}

fn steps_of_staff() -> impl Strategy<Value = Step> {
    let by = || 0..2_usize;
    let queue = prop::sample::select(vec!["general", "general", "waitlist", "confirmations"]);
    let outcome = prop::sample::select(vec!["accept", "decline", "waitlist"]);
    let slot = prop::option::of(prop::sample::select(vec!["photo", "diploma"]));
    prop_oneof![
        6 => (by(), queue).prop_map(|(by, queue)| Step::Claim { by, queue }),
        4 => (by(), outcome, any::<bool>()).prop_map(|(by, outcome, justified)| {
            Step::Decide { by, outcome, justified }
        }),
        4 => (by(), 0..4_usize, slot, 1..20_i64).prop_map(|(by, field, slot, days)| {
            Step::RequestRevision { by, field, slot, days }
        }),
        2 => by().prop_map(|by| Step::Confirm { by }),
        1 => by().prop_map(|by| Step::Reject { by }),
        1 => (0..APPLICANTS).prop_map(|who| Step::Reopen { who }),
        1 => (0..APPLICANTS, any::<bool>()).prop_map(|(who, waived)| {
            Step::ChangeCategory { who, waived }
        }),
    ]
}

fn what_happens() -> impl Strategy<Value = Step> {
    let hours = prop::sample::select(vec![1_u64, 24, 80, 300]);
    prop_oneof![
        30 => hours.prop_map(|hours| Step::Time { hours }),
        1 => any::<bool>().prop_map(|in_time| Step::TimeUntilTheEnd { in_time }),
        30 => Just(Step::Remind),
        120 => any::<(bool, bool)>()
            .prop_map(|(twice, backwards)| Step::Messages { twice, backwards }),
    ]
}

fn any_step() -> impl Strategy<Value = Step> {
    // Without somebody who goes on, few would ever get far.
    let go_on = (0..APPLICANTS, 0..4_usize).prop_map(|(who, way)| Step::GoOn { who, way });
    prop_oneof![
        5 => go_on,
        4 => steps_of_applicants(),
        3 => steps_of_staff(),
        2 => what_happens(),
    ]
}

async fn take(history: &mut History, step: Step) {
    match step {
        Step::Start { who, programme, waived, from_the_last } => {
            history.start(who, programme, waived, from_the_last).await;
        }
        Step::GoOn { who, way } => history.go_on(who, way).await,
        Step::FillIn { who } => history.fill_in(who).await,
        Step::Save { who, section, complete, stale } => {
            history.save(who, section, complete, stale).await;
        }
        Step::UseAddress { who, opens } => history.use_address(who, opens).await,
        Step::Upload { who, slot, good } => history.upload(who, slot, good).await,
        Step::Remove { who, which } => history.remove(who, which).await,
        Step::Submit { who, stale } => history.submit(who, stale).await,
        Step::Pay { who } => history.pay(who).await,
        Step::Withdraw { who } => history.withdraw(who).await,
        Step::Appeal { who } => history.appeal(who).await,
        Step::Claim { by, queue } => history.claim(by, queue).await,
        Step::Decide { by, outcome, justified } => history.decide(by, outcome, justified).await,
        Step::RequestRevision { by, field, slot, days } => {
            history.request_revision(by, field, slot, days).await;
        }
        Step::Confirm { by } => history.confirm(by).await,
        Step::Reject { by } => history.reject(by).await,
        Step::Reopen { who } => history.reopen(who).await,
        Step::ChangeCategory { who, waived } => history.change_category(who, waived).await,
        Step::Time { hours } => history.time(hours),
        Step::TimeUntilTheEnd { in_time } => history.until_applying_is_over(in_time),
        Step::Remind => history.remind().await,
        Step::Messages { twice, backwards } => history.messages(twice, backwards).await,
    }
}

/// A history in which everything happens: what never happens shows nothing, and
/// chance does not see to it. The random ones begin with a part of it.
fn everything_once() -> Vec<Step> {
    let goes_on = |way| Step::GoOn { who: 0, way };
    vec![
        goes_on(0), // starts
        goes_on(0), // submits
        goes_on(0), // pays
        Step::ChangeCategory { who: 0, waived: true },
        goes_on(0), // is asked for a revision
        goes_on(0), // lets its time pass
        goes_on(0), // is asked again
        goes_on(1), // corrects it
        goes_on(2), // is put on the waiting list
        goes_on(1), // is declined
        goes_on(0), // objects
        goes_on(3), // is accepted by two
        goes_on(0), // is taken up again
        goes_on(3), // is accepted again
        goes_on(1), // withdraws
    ]
}

/// Lets a history happen, and looks at all that is stored after each step;
/// answers what happened, and how often somebody came too late.
fn happen(steps: impl IntoIterator<Item = Step>) -> (BTreeMap<String, usize>, usize) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (events, too_late) = runtime.block_on(async {
        let mut history = History::begin(APPLICANTS).await;
        for step in steps {
            take(&mut history, step).await;
            history.check().await;
        }
        history.come_too_late().await;
        history.check().await;
        history.end().await
    });
    let mut happened = BTreeMap::new();
    for event in events {
        *happened.entry(format!("{event:?}")).or_insert(0) += 1;
    }
    (happened, too_late)
}

fn runner() -> TestRunner {
    let mut config = ProptestConfig { max_shrink_iters: 200, ..at_least(8) };
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(20_270_301);
    }
    TestRunner::new(config)
}

#[test]
fn no_history_submits_what_is_incomplete_or_edits_what_is_locked_or_has_two_active_applications() {
    let (happened, too_late) = happen(everything_once());
    for event in EVENTS {
        assert!(
            happened.contains_key(&format!("{event:?}")),
            "{event:?} never happened: {happened:?}"
        );
    }
    assert!(too_late > 0, "nobody came too late");

    let beginnings = 0..=everything_once().len();
    let histories = (beginnings, prop::collection::vec(any_step(), 30..90));
    let outcome = runner().run(&histories, |(beginning, steps)| {
        let (happened, _) = happen(everything_once().into_iter().take(beginning).chain(steps));
        println!("{happened:?}");
        Ok(())
    });
    outcome.unwrap();
}
