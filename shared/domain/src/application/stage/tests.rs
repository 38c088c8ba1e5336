use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Map, Value};
use shared_kit::World;
use shared_kit::properties::for_all;
use shared_platform::ids::AccountId;
use shared_platform::store::Item;

use super::*;
use crate::application::application_key;
use crate::ids::ApplicationId;
use crate::samples;

fn head(stage: Stage) -> ApplicationHead {
    samples::in_stage(samples::application(AccountId::new(), ApplicationId::new()), stage)
}

/// Every stage with all that it can have, and with all that it must have.
fn any_stage() -> impl Strategy<Value = Stage> {
    let fee = prop_oneof![Just(None), (1..=i64::MAX).prop_map(|fen| Some(Money::fen(fen)))];
    let stages = prop::sample::select(samples::stages().to_vec());
    (stages, fee, any::<bool>(), any::<u32>())
        .prop_map(|(stage, fee, is_full, number)| with_parts(stage, fee, is_full, number))
}

fn with_parts(stage: Stage, fee: Option<Money>, is_full: bool, number: u32) -> Stage {
    let short = |details: DecisionDetails| match is_full {
        true => details,
        false => DecisionDetails {
            note_to_applicant: None,
            reasons: Vec::new(),
            conditions: Vec::new(),
            ..details
        },
    };
    match stage {
        Stage::Draft { .. } => Stage::Draft { fee },
        Stage::FeeDue { fee: of_sample } => Stage::FeeDue { fee: fee.unwrap_or(of_sample) },
        Stage::ReadyForReview { review, .. } => Stage::ReadyForReview { fee, review },
        Stage::RevisionRequested { revision, before_revision, .. } => Stage::RevisionRequested {
            fee,
            revision: OpenRevision { number, ..revision },
            before_revision: before_revision.filter(|_| is_full),
        },
        Stage::Waitlisted { review, decision, .. } => {
            Stage::Waitlisted { fee, review, decision: short(decision) }
        }
        Stage::Accepted { review, decision, .. } => {
            Stage::Accepted { fee, review, decision: short(decision) }
        }
        Stage::Declined { review, decision, .. } => {
            Stage::Declined { fee, review, decision: short(decision) }
        }
        Stage::Withdrawn { decision, .. } => Stage::Withdrawn {
            fee: match fee {
                None => Fee::Waived,
                Some(fee) if number.is_multiple_of(3) => Fee::NotDue { fee },
                Some(fee) if number % 3 == 1 => Fee::Due { fee },
                Some(fee) => Fee::Settled { fee },
            },
            decision: decision
                .map(|made| Decision { details: short(made.details), ..made })
                .filter(|_| is_full || number.is_multiple_of(2)),
        },
    }
}

fn attributes(stage: &Stage) -> Map<String, Value> {
    let Value::Object(mut attributes) = serde_json::to_value(head(stage.clone())).unwrap() else {
        panic!("{stage:?}")
    };
    attributes.retain(|_, value| !value.is_null());
    attributes
}

/// The attributes that a stage brings along.
fn own(stage: &Stage) -> BTreeSet<String> {
    let Value::Object(own) = serde_json::to_value(stage).unwrap() else { panic!("{stage:?}") };
    own.keys().cloned().collect()
}

/// Stores an item as it is given and reads it.
async fn read_back(world: &World, item: &Value) -> Option<ApplicationHead> {
    let key = application_key(AccountId::new(), ApplicationId::new());
    world.put("APPLICATIONS", Item::new(key.clone(), item).unwrap()).await;
    let applications = world.environment().table("APPLICATIONS").unwrap();
    applications.get(&key).await.ok().flatten()
}

/// Through the very writer and reader of the tables: numbers, absent values and
/// nested maps come back as they were.
#[test]
fn every_stage_reads_back_as_it_was_stored() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let world = runtime.block_on(World::new());
    for_all(200, any_stage(), |stage| {
        let head = head(stage);
        let key = application_key(head.applicant, head.id);
        let read = runtime.block_on(async {
            world.put("APPLICATIONS", Item::new(key.clone(), &head).unwrap()).await;
            world.get::<ApplicationHead>("APPLICATIONS", &key).await
        });
        prop_assert_eq!(read, Some(head));
        Ok(())
    });
}

#[test]
fn a_stored_stage_has_what_belongs_to_it_and_nothing_else() {
    let expected: [(ApplicationState, &[&str]); 8] = [
        (ApplicationState::Draft, &["fee", "state"]),
        (ApplicationState::FeeDue, &["fee", "state"]),
        (ApplicationState::ReadyForReview, &["fee", "review", "state"]),
        (ApplicationState::RevisionRequested, &["beforeRevision", "fee", "revision", "state"]),
        (ApplicationState::Waitlisted, &["decision", "fee", "review", "state"]),
        (ApplicationState::Accepted, &["decision", "fee", "review", "state"]),
        (ApplicationState::Declined, &["decision", "fee", "review", "state"]),
        (ApplicationState::Withdrawn, &["decision", "fee", "feeState", "state"]),
    ];
    for (state, names) in expected {
        let own = own(&samples::stage(state));
        assert_eq!(own.iter().map(String::as_str).collect::<Vec<_>>(), names);
    }
}

#[tokio::test]
async fn an_item_that_lacks_what_its_stage_has_is_refused() {
    let world = World::new().await;
    for (state, lacking) in [
        (ApplicationState::FeeDue, "fee"),
        (ApplicationState::ReadyForReview, "review"),
        (ApplicationState::RevisionRequested, "revision"),
        (ApplicationState::Waitlisted, "review"),
        (ApplicationState::Waitlisted, "decision"),
        (ApplicationState::Accepted, "review"),
        (ApplicationState::Accepted, "decision"),
        (ApplicationState::Declined, "review"),
        (ApplicationState::Declined, "decision"),
        (ApplicationState::Withdrawn, "feeState"),
        (ApplicationState::Withdrawn, "fee"),
        (ApplicationState::Draft, "state"),
    ] {
        let mut item = attributes(&samples::stage(state));
        assert!(read_back(&world, &Value::Object(item.clone())).await.is_some());
        item.remove(lacking).unwrap();
        let read = read_back(&world, &Value::Object(item)).await;
        assert_eq!(read, None, "{state:?} without {lacking}");
    }
}

/// Even where an item had everything of every stage, it is read as what its state
/// says, and written again without the rest.
#[tokio::test]
async fn what_belongs_to_another_stage_is_not_read() {
    let world = World::new().await;
    let mut of_all = Map::new();
    for stage in samples::stages() {
        of_all.extend(attributes(&stage));
    }
    for stage in samples::stages() {
        let mut item = of_all.clone();
        item.extend(attributes(&stage));
        let read = read_back(&world, &Value::Object(item)).await.unwrap();
        assert_eq!(*read.stage(), stage);
        assert_eq!(own(read.stage()), own(&stage));
    }
}

/// Each step from everywhere: where it leads to, `None` where it is refused.
#[test]
fn a_step_leads_from_where_it_may_be_taken_and_from_nowhere_else() {
    use ApplicationState::{
        Accepted, Declined, Draft, FeeDue, ReadyForReview, RevisionRequested, Waitlisted, Withdrawn,
    };
    let now: Timestamp = "2027-03-01T02:00:00Z".parse().unwrap();
    let state = |head: ApplicationHead| head.state();
    let appeal = || SecondLook::Appeal { at: now, text: "Look.".to_owned() };
    let reopening = || SecondLook::Reopening {
        at: now,
        by: samples::colleague("li"),
        reason: "A certificate came late.".to_owned(),
    };
    for (from, expected) in [
        (Draft, [Some(FeeDue), None, None, None, None, None, Some(Withdrawn), Some(Draft)]),
        (
            FeeDue,
            [None, Some(ReadyForReview), None, None, None, None, Some(Withdrawn), Some(FeeDue)],
        ),
        (
            ReadyForReview,
            [
                None,
                None,
                Some(RevisionRequested),
                None,
                None,
                None,
                Some(Withdrawn),
                Some(ReadyForReview),
            ],
        ),
        (
            RevisionRequested,
            [
                Some(ReadyForReview),
                None,
                None,
                Some(ReadyForReview),
                None,
                None,
                Some(Withdrawn),
                Some(RevisionRequested),
            ],
        ),
        (Waitlisted, [None, None, None, None, None, None, Some(Withdrawn), Some(Waitlisted)]),
        (Accepted, [None, None, None, None, None, Some(ReadyForReview), Some(Withdrawn), None]),
        (
            Declined,
            [None, None, None, None, Some(ReadyForReview), Some(ReadyForReview), None, None],
        ),
        (Withdrawn, [None; 8]),
    ] {
        let head = head(samples::stage(from));
        let task = head.review().unwrap_or_else(ReviewId::new);
        let open = samples::open_revision(&[]);
        let category: Slug = "government_scholarship".parse().unwrap();
        let steps = [
            head.submitted(None).ok().map(state),
            head.settled().ok().map(state),
            head.revision_requested(task, open).ok().map(state),
            head.overdue(now).map(|(head, _)| head.state()),
            head.looked_at_again(appeal()).ok().map(state),
            head.looked_at_again(reopening()).ok().map(state),
            head.withdrawn().ok().map(state),
            head.in_category(&category, None).ok().map(state),
        ];
        assert_eq!(steps, expected, "from {from:?}");
    }
}

/// Where each decision may be made, and where it leads: what the written stage would be.
#[test]
fn a_decision_leads_from_before_staff_and_from_the_waiting_list_and_nowhere_else() {
    use ApplicationState::{Accepted, Declined, ReadyForReview, Waitlisted};
    for (outcome, to, from) in [
        (DecisionOutcome::Accept, Accepted, vec![ReadyForReview, Waitlisted]),
        (DecisionOutcome::Decline, Declined, vec![ReadyForReview, Waitlisted]),
        (DecisionOutcome::Waitlist, Waitlisted, vec![ReadyForReview]),
    ] {
        let step = DecisionStep::of(outcome);
        let stages = samples::stages().into_iter();
        let leading = stages.filter(|stage| step.leads_from(stage.state()));
        let leading: Vec<Stage> = leading.collect();
        assert_eq!(leading.iter().map(Stage::state).collect::<Vec<_>>(), from, "{outcome:?}");
        // The condition asks for the task, which each of them has.
        assert!(leading.iter().all(|stage| stage.review().is_some()), "{outcome:?}");
        assert_eq!(step.to(), to);
        assert_eq!(samples::stage(to).decision().map(|made| made.outcome), Some(outcome));
    }
}

#[test]
fn a_revision_is_asked_for_with_the_task_that_waits_and_with_no_other() {
    let head = head(samples::stage(ApplicationState::ReadyForReview));
    let asked = head.revision_requested(ReviewId::new(), samples::open_revision(&[]));
    assert_eq!(asked, Err(NotReadyForReview));
}

#[test]
fn what_the_applicant_sees_of_fee_and_decision_stays_when_it_is_withdrawn() {
    for stage in samples::stages() {
        let before = head(stage);
        if let Ok(withdrawn) = before.withdrawn() {
            assert_eq!(withdrawn.fee(), before.fee());
            assert_eq!(withdrawn.stage().decision(), before.stage().decision());
        }
    }
}

#[test]
fn a_revision_is_overdue_from_the_instant_it_was_due_and_not_before() {
    let ready = head(samples::stage(ApplicationState::ReadyForReview));
    let open = samples::open_revision(&[]);
    let due_at = open.due_at;
    let asked = ready.revision_requested(ready.review().unwrap(), open).unwrap();
    let before = due_at - jiff::SignedDuration::from_nanos(1);
    assert!(asked.overdue(before).is_none());
    assert!(asked.overdue(due_at).is_some());
}

#[test]
fn the_sections_as_submitted_are_kept_once_and_come_back_when_it_is_too_late() {
    let now: Timestamp = "2027-03-01T02:00:00Z".parse().unwrap();
    let sections = |plan: &str| {
        let mut sections = Sections::default();
        sections.study_plan.study_plan = Some(plan.to_owned());
        sections
    };
    let ready = head(samples::stage(ApplicationState::ReadyForReview));
    let open = samples::open_revision(&[]);
    let mut asked = ready.revision_requested(ready.review().unwrap(), open).unwrap();
    assert_eq!(asked.overdue(now).unwrap().1, None);
    asked.keep_submitted(&sections("first"));
    asked.keep_submitted(&sections("second"));
    assert_eq!(asked.overdue(now).unwrap().1, Some(sections("first")));
    let mut draft = head(samples::stage(ApplicationState::Draft));
    draft.keep_submitted(&sections("first"));
    assert_eq!(draft.stage(), &samples::stage(ApplicationState::Draft));
}

#[test]
fn the_decision_that_is_in_force_is_known_by_its_stage() {
    let undecided = samples::application(AccountId::new(), ApplicationId::new());
    assert_eq!(undecided.stage.decision(), None);
    for outcome in [DecisionOutcome::Waitlist, DecisionOutcome::Accept, DecisionOutcome::Decline] {
        let decided = samples::decided(undecided.clone(), outcome, Timestamp::UNIX_EPOCH);
        assert_eq!(decided.stage.decision().map(|decision| decision.outcome), Some(outcome));
    }
}

#[test]
fn what_comes_before_staff_again_says_why() {
    let undecided = samples::application(AccountId::new(), ApplicationId::new());
    let at = Timestamp::UNIX_EPOCH;
    let declined = samples::decided(undecided, DecisionOutcome::Decline, at);
    let look = SecondLook::Appeal { at, text: "Please look again.".to_owned() };
    let again = declined.looked_at_again(look.clone()).unwrap();
    assert_eq!((again.second_look, again.appealed), (Some(look), true));
}
