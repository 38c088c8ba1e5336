//! Who may decide what: the colleague who holds the task; and a second person
//! where the first must not decide alone. That is when a decision is looked at
//! once more, and when somebody is admitted against a check or without a place.

use jiff::Timestamp;
use shared_domain::application::SecondLook;
use shared_domain::application::decision::DecisionOutcome;
use shared_domain::review::{
    Claim, Closing, ClosingOutcome, Proposal, Rejection, ReviewTask, Severity, Waitlisting,
};
use shared_domain::staff::Colleague;
use shared_platform::ids::AccountId;

use crate::verdict::Verdict;

/// What a colleague's word does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    /// Nothing: it was said before.
    Unchanged(ReviewTask),
    /// The application is decided; the task as it is then.
    Decided(ReviewTask, Verdict),
    /// A second person is asked; the task as it is then.
    Proposed(ReviewTask, Verdict),
    /// The proposal goes back to whoever made it; the task as it is then.
    Rejected(ReviewTask),
}

impl Ruling {
    /// The task as it is then.
    #[must_use]
    pub fn into_task(self) -> ReviewTask {
        match self {
            Self::Unchanged(task)
            | Self::Decided(task, _)
            | Self::Proposed(task, _)
            | Self::Rejected(task) => task,
        }
    }
}

/// A colleague's word does nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RulingRefused {
    /// The colleague does not hold the task.
    #[error("the colleague does not hold the task")]
    ClaimLost,
    /// The task is closed.
    #[error("the task is closed")]
    AlreadyDecided,
    /// The application is on the waiting list already.
    #[error("the application is on the waiting list")]
    AlreadyWaitlisted,
    /// A check found what must not be, and nobody says why it does not matter.
    #[error("a blocking finding is not overridden")]
    OverrideNeeded,
    /// A proposal is to be confirmed or rejected first.
    #[error("a proposal waits for confirmation")]
    WaitsForConfirmation,
    /// There is no proposal.
    #[error("nothing is proposed")]
    NothingProposed,
    /// Nobody is their own second person.
    #[error("the proposal is the colleague's own")]
    OwnProposal,
}

/// The holder of a task decides.
pub fn decide(
    task: &ReviewTask,
    by: &Colleague,
    verdict: &Verdict,
    now: Timestamp,
) -> Result<Ruling, RulingRefused> {
    if was_said(task, by.id, verdict) {
        return Ok(Ruling::Unchanged(task.clone()));
    }
    check_held(task, by.id, now)?;
    if task.proposal.is_some() {
        return Err(RulingRefused::WaitsForConfirmation);
    }
    if verdict.outcome == DecisionOutcome::Waitlist && task.waitlisting.is_some() {
        return Err(RulingRefused::AlreadyWaitlisted);
    }
    let overridden = verdict.grounds.justification.is_some();
    if verdict.outcome == DecisionOutcome::Accept && is_blocked(task) && !overridden {
        return Err(RulingRefused::OverrideNeeded);
    }
    if !needs_second_person(task, verdict) {
        return Ok(Ruling::Decided(settled(task, by.clone(), None, verdict, now), verdict.clone()));
    }
    let proposal = Proposal {
        by: by.clone(),
        at: now,
        outcome: verdict.outcome,
        grounds: verdict.grounds.clone(),
    };
    let proposed = ReviewTask { proposal: Some(proposal), ..changed(task) };
    Ok(Ruling::Proposed(proposed, verdict.clone()))
}

/// A second person, who holds the task, confirms what is proposed.
pub fn confirm(task: &ReviewTask, by: &Colleague, now: Timestamp) -> Result<Ruling, RulingRefused> {
    if confirmed_by(task) == Some(by.id) {
        return Ok(Ruling::Unchanged(task.clone()));
    }
    let proposal = proposal_of_another(task, by.id, now)?;
    let verdict = Verdict { outcome: proposal.outcome, grounds: proposal.grounds.clone() };
    let settled = settled(task, by.clone(), Some(proposal.by.clone()), &verdict, now);
    Ok(Ruling::Decided(settled, verdict))
}

/// A second person, who holds the task, does not confirm what is proposed: the
/// task is held for whoever proposed it.
pub fn reject(
    task: &ReviewTask,
    by: &Colleague,
    note: &str,
    now: Timestamp,
) -> Result<Ruling, RulingRefused> {
    let is_the_same = |rejection: &&Rejection| rejection.by.id == by.id && rejection.note == note;
    if task.proposal.is_none() && task.rejection.as_ref().filter(is_the_same).is_some() {
        return Ok(Ruling::Unchanged(task.clone()));
    }
    let proposal = proposal_of_another(task, by.id, now)?;
    Ok(Ruling::Rejected(ReviewTask {
        claim: Some(Claim::kept_for(proposal.by.clone(), now)),
        rejection: Some(Rejection { by: by.clone(), at: now, note: note.to_owned() }),
        ..changed(task)
    }))
}

/// The holder of a task asks the applicant for a revision: the task is closed.
pub fn ask_for_revision(
    task: &ReviewTask,
    by: &Colleague,
    now: Timestamp,
) -> Result<ReviewTask, RulingRefused> {
    check_held(task, by.id, now)?;
    if task.proposal.is_some() {
        return Err(RulingRefused::WaitsForConfirmation);
    }
    let outcome = ClosingOutcome::RevisionRequested;
    let closing = Closing::without_decision(Some(by.clone()), now, outcome);
    Ok(ReviewTask { closing: Some(closing), ..changed(task) })
}

/// Whether one person must not decide this alone.
#[must_use]
pub fn needs_second_person(task: &ReviewTask, verdict: &Verdict) -> bool {
    let looked_at_again = match task.second_look {
        Some(SecondLook::Reopening { .. }) => true,
        Some(SecondLook::Appeal { .. }) => verdict.outcome == DecisionOutcome::Decline,
        None => false,
    };
    looked_at_again || verdict.grounds.justification.is_some()
}

fn is_blocked(task: &ReviewTask) -> bool {
    task.findings.iter().any(|finding| finding.severity == Severity::Blocking)
}

/// Whether the colleague has said exactly this of the task before, and it stands.
fn was_said(task: &ReviewTask, by: AccountId, verdict: &Verdict) -> bool {
    let is_author = |decided_by: Option<&Colleague>, proposed_by: &Option<Colleague>| {
        proposed_by.as_ref().or(decided_by).is_some_and(|author| author.id == by)
    };
    if let Some(closing) = &task.closing {
        return is_author(closing.by.as_ref(), &closing.proposed_by)
            && closing.outcome == verdict.outcome
            && closing.grounds == verdict.grounds;
    }
    if let Some(proposal) = &task.proposal {
        return proposal.by.id == by
            && proposal.outcome == verdict.outcome
            && proposal.grounds == verdict.grounds;
    }
    task.waitlisting.as_ref().is_some_and(|waitlisting| {
        is_author(Some(&waitlisting.by), &waitlisting.proposed_by)
            && verdict.outcome == DecisionOutcome::Waitlist
            && waitlisting.grounds == verdict.grounds
    })
}

/// Who confirmed the decision that stands, where two people made it.
fn confirmed_by(task: &ReviewTask) -> Option<AccountId> {
    let (by, proposed_by) = match (&task.closing, &task.proposal, &task.waitlisting) {
        (Some(closing), _, _) => (closing.by.as_ref(), &closing.proposed_by),
        (None, None, Some(waitlisting)) => (Some(&waitlisting.by), &waitlisting.proposed_by),
        _ => return None,
    };
    by.filter(|_| proposed_by.is_some()).map(|by| by.id)
}

fn check_held(task: &ReviewTask, by: AccountId, now: Timestamp) -> Result<(), RulingRefused> {
    match task.holder(now) {
        _ if task.closing.is_some() => Err(RulingRefused::AlreadyDecided),
        Some(holder) if holder == by => Ok(()),
        _ => Err(RulingRefused::ClaimLost),
    }
}

fn proposal_of_another(
    task: &ReviewTask,
    by: AccountId,
    now: Timestamp,
) -> Result<&Proposal, RulingRefused> {
    let proposal = task.proposal.as_ref();
    match proposal {
        _ if task.closing.is_some() => Err(RulingRefused::AlreadyDecided),
        None => Err(RulingRefused::NothingProposed),
        Some(proposal) if proposal.by.id == by => Err(RulingRefused::OwnProposal),
        Some(proposal) => check_held(task, by, now).map(|()| proposal),
    }
}

/// The task after the decision: on the waiting list, or closed.
fn settled(
    task: &ReviewTask,
    by: Colleague,
    proposed_by: Option<Colleague>,
    verdict: &Verdict,
    at: Timestamp,
) -> ReviewTask {
    let grounds = verdict.grounds.clone();
    let outcome = match verdict.outcome {
        DecisionOutcome::Accept => ClosingOutcome::Accept,
        DecisionOutcome::Decline => ClosingOutcome::Decline,
        DecisionOutcome::Waitlist => {
            let waitlisting = Waitlisting { by, at, grounds, proposed_by };
            return ReviewTask { waitlisting: Some(waitlisting), ..changed(task) };
        }
    };
    let closing = Closing { by: Some(by), at, outcome, grounds, proposed_by };
    ReviewTask { closing: Some(closing), ..changed(task) }
}

/// The next version of a task: free, and without what was proposed before.
fn changed(task: &ReviewTask) -> ReviewTask {
    ReviewTask { claim: None, proposal: None, rejection: None, ..task.next() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shared_domain::application::ProgrammeName;
    use shared_domain::application::decision::{DecisionReason, Grounds};
    use shared_domain::ids::{ApplicationId, ProgrammeId, ReviewId};
    use shared_domain::review::{Finding, FindingCode, ReviewOccasion, ReviewQueue, Subject};
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

    /// A task that the first colleague holds.
    fn task(second_look: Option<SecondLook>, is_blocked: bool, holder: &Colleague) -> ReviewTask {
        let slot = None;
        let found =
            Finding { code: FindingCode::PassportExpired, severity: Severity::Blocking, slot };
        ReviewTask {
            id: ReviewId::new(),
            subject: Subject {
                applicant: AccountId::new(),
                application: ApplicationId::new(),
                round: 1,
                applicant_name: "TESTER ANNA".to_owned(),
                programme: ProgrammeName {
                    id: ProgrammeId::new(),
                    name: Bilingual { en: "Example".to_owned(), zh: "示例".to_owned() },
                },
                intake: "2027-autumn".parse().unwrap(),
            },
            occasion: ReviewOccasion::Submitted,
            second_look,
            appealed: false,
            claim: Some(Claim::lasting(holder.clone(), 1800, start())),
            proposal: None,
            rejection: None,
            waitlisting: None,
            closing: None,
            findings: is_blocked.then_some(found).into_iter().collect(),
            opened_at: start(),
            version: 1,
        }
    }

    fn appeal() -> Option<SecondLook> {
        Some(SecondLook::Appeal { at: start(), text: "Please look again.".to_owned() })
    }

    fn reopening(by: &Colleague) -> Option<SecondLook> {
        let reason = "A certificate came late.".to_owned();
        Some(SecondLook::Reopening { at: start(), by: by.clone(), reason })
    }

    fn verdict(outcome: DecisionOutcome, overrides: bool) -> Verdict {
        let justification = overrides.then(|| "The faculty agreed.".to_owned());
        let reasons = vec![DecisionReason::Other];
        Verdict { outcome, grounds: Grounds { reasons, justification, ..Grounds::default() } }
    }

    const ACCEPT: DecisionOutcome = DecisionOutcome::Accept;
    const DECLINE: DecisionOutcome = DecisionOutcome::Decline;
    const WAITLIST: DecisionOutcome = DecisionOutcome::Waitlist;

    fn proposed(ruling: Result<Ruling, RulingRefused>) -> ReviewTask {
        match ruling {
            Ok(Ruling::Proposed(task, _)) => task,
            other => panic!("{other:?}"),
        }
    }

    fn decided(ruling: Result<Ruling, RulingRefused>) -> ReviewTask {
        match ruling {
            Ok(Ruling::Decided(task, _)) => task,
            other => panic!("{other:?}"),
        }
    }

    fn held_by(task: &ReviewTask, colleague: &Colleague) -> ReviewTask {
        let claim = Claim::lasting(colleague.clone(), 1800, start());
        ReviewTask { claim: Some(claim), ..task.clone() }
    }

    #[test]
    fn where_nothing_speaks_against_it_one_person_decides() {
        let [one, ..] = colleagues();
        for outcome in [ACCEPT, DECLINE] {
            let closed =
                decided(decide(&task(None, false, &one), &one, &verdict(outcome, false), start()));
            assert_eq!(closed.queue(), None);
            assert_eq!(closed.closing.unwrap().proposed_by, None);
        }
        // An appeal that is right needs nobody else.
        let accepted = decide(&task(appeal(), false, &one), &one, &verdict(ACCEPT, false), start());
        assert!(decided(accepted).closing.is_some());
    }

    #[test]
    fn two_people_decide_where_one_must_not() {
        let [one, two, _] = colleagues();
        for (second_look, outcome, overrides) in [
            (appeal(), DECLINE, false),
            (reopening(&one), ACCEPT, false),
            (reopening(&one), DECLINE, false),
            (reopening(&one), WAITLIST, false),
            (None, ACCEPT, true),
        ] {
            let said = verdict(outcome, overrides);
            let open = task(second_look, overrides, &one);
            let waiting = proposed(decide(&open, &one, &said, start()));
            assert_eq!(waiting.queue(), Some(ReviewQueue::Confirmations));
            assert_eq!(waiting.claim, None);
            // Nobody is their own second person, whoever holds the task.
            let mine = held_by(&waiting, &one);
            assert_eq!(confirm(&mine, &one, start()), Err(RulingRefused::OwnProposal));
            assert_eq!(reject(&mine, &one, "No", start()), Err(RulingRefused::OwnProposal));
            assert_eq!(confirm(&waiting, &two, start()), Err(RulingRefused::ClaimLost));
            let confirmed = decided(confirm(&held_by(&waiting, &two), &two, start()));
            let proposers = [
                confirmed.closing.as_ref().and_then(|closing| closing.proposed_by.clone()),
                confirmed.waitlisting.as_ref().and_then(|listing| listing.proposed_by.clone()),
            ];
            assert!(proposers.contains(&Some(one.clone())), "{proposers:?}");
        }
    }

    #[test]
    fn what_a_check_forbids_is_not_done_without_a_justification() {
        let [one, ..] = colleagues();
        let blocked = task(None, true, &one);
        let refused = decide(&blocked, &one, &verdict(ACCEPT, false), start());
        assert_eq!(refused, Err(RulingRefused::OverrideNeeded));
        let declined = decide(&blocked, &one, &verdict(DECLINE, false), start());
        assert!(decided(declined).closing.is_some());
    }

    #[test]
    fn a_rejected_proposal_goes_back_to_whoever_made_it() {
        let [one, two, three] = colleagues();
        let open = task(appeal(), false, &one);
        let waiting = proposed(decide(&open, &one, &verdict(DECLINE, false), start()));
        let held = held_by(&waiting, &two);
        let again = decide(&held, &two, &verdict(ACCEPT, false), start());
        assert_eq!(again, Err(RulingRefused::WaitsForConfirmation));
        let Ok(Ruling::Rejected(back)) = reject(&held, &two, "Look at page 3.", start()) else {
            panic!("it was not rejected");
        };
        assert_eq!(back.queue(), Some(ReviewQueue::General));
        let in_two_days = seconds_after(start(), 2 * 24 * 60 * 60);
        assert_eq!(back.holder(in_two_days), Some(one.id));
        let said = decide(&back, &three, &verdict(ACCEPT, false), in_two_days);
        assert_eq!(said, Err(RulingRefused::ClaimLost));
        let accepted = decided(decide(&back, &one, &verdict(ACCEPT, false), in_two_days));
        assert_eq!(accepted.rejection, None);
    }

    #[test]
    fn from_the_waiting_list_an_application_is_decided_like_any_other() {
        let [one, two, _] = colleagues();
        let open = task(None, false, &one);
        let listed = decided(decide(&open, &one, &verdict(WAITLIST, false), start()));
        assert_eq!((listed.queue(), &listed.claim), (Some(ReviewQueue::Waitlist), &None));
        let held = held_by(&listed, &two);
        let again = decide(&held, &two, &verdict(WAITLIST, false), start());
        assert_eq!(again, Err(RulingRefused::AlreadyWaitlisted));
        let accepted = decided(decide(&held, &two, &verdict(ACCEPT, false), start()));
        assert_eq!(accepted.queue(), None);
    }

    #[test]
    fn what_is_said_twice_is_said_once() {
        let [one, two, _] = colleagues();
        for (second_look, outcome) in
            [(None, ACCEPT), (None, WAITLIST), (reopening(&one), DECLINE), (appeal(), DECLINE)]
        {
            let said = verdict(outcome, false);
            let after = match decide(&task(second_look, false, &one), &one, &said, start()) {
                Ok(Ruling::Decided(task, _) | Ruling::Proposed(task, _)) => task,
                other => panic!("{other:?}"),
            };
            let again = decide(&after, &one, &said, start());
            assert_eq!(again, Ok(Ruling::Unchanged(after.clone())));
            let Ok(Ruling::Decided(confirmed, _)) = confirm(&held_by(&after, &two), &two, start())
            else {
                continue;
            };
            // Neither the proposal nor the confirmation is a mistake when it comes late.
            for ruling in
                [decide(&confirmed, &one, &said, start()), confirm(&confirmed, &two, start())]
            {
                assert_eq!(ruling, Ok(Ruling::Unchanged(confirmed.clone())));
            }
        }
    }

    /// A task that waits for a second person, and what the first one proposed.
    fn waiting_for_a_second_person(by: &Colleague, outcome: DecisionOutcome) -> ReviewTask {
        let open = task(reopening(by), false, by);
        proposed(decide(&open, by, &verdict(outcome, false), start()))
    }

    /// What is another word than `said`: another outcome, or other reasons for it.
    fn other_words(said: &Verdict) -> Vec<Verdict> {
        let others = [ACCEPT, DECLINE, WAITLIST].into_iter().filter(|one| *one != said.outcome);
        let mut others: Vec<Verdict> =
            others.map(|outcome| Verdict { outcome, grounds: said.grounds.clone() }).collect();
        let reasons = vec![DecisionReason::NoPlaceLeft];
        let grounds = Grounds { reasons, ..said.grounds.clone() };
        others.push(Verdict { grounds, ..said.clone() });
        others
    }

    #[test]
    fn who_proposes_something_else_has_not_said_it_before() {
        let [one, ..] = colleagues();
        for outcome in [ACCEPT, DECLINE, WAITLIST] {
            let waiting = waiting_for_a_second_person(&one, outcome);
            let held = held_by(&waiting, &one);
            for other in other_words(&verdict(outcome, false)) {
                let refused = [&waiting, &held].map(|task| decide(task, &one, &other, start()));
                let expected = [RulingRefused::ClaimLost, RulingRefused::WaitsForConfirmation];
                assert_eq!(refused, expected.map(Err), "{other:?} after {outcome:?}");
            }
        }
    }

    #[test]
    fn a_colleague_who_repeats_a_proposal_has_not_made_it() {
        let [one, two, _] = colleagues();
        for outcome in [ACCEPT, DECLINE, WAITLIST] {
            let waiting = waiting_for_a_second_person(&one, outcome);
            let held = held_by(&waiting, &two);
            let refused =
                [&waiting, &held].map(|task| decide(task, &two, &verdict(outcome, false), start()));
            let expected = [RulingRefused::ClaimLost, RulingRefused::WaitsForConfirmation];
            assert_eq!(refused, expected.map(Err), "{outcome:?}");
        }
    }

    #[test]
    fn a_decision_is_repeated_by_who_made_it_and_in_the_same_words_only() {
        let [one, two, three] = colleagues();
        for outcome in [ACCEPT, DECLINE] {
            let said = verdict(outcome, false);
            let alone = decided(decide(&task(None, false, &one), &one, &said, start()));
            let waiting = waiting_for_a_second_person(&one, outcome);
            let by_two = decided(confirm(&held_by(&waiting, &two), &two, start()));
            for closed in [alone, by_two] {
                for other in other_words(&said) {
                    let refused = decide(&closed, &one, &other, start());
                    assert_eq!(refused, Err(RulingRefused::AlreadyDecided), "{other:?}");
                }
                // Who confirmed it did not propose it.
                for colleague in [&two, &three] {
                    let refused = decide(&closed, colleague, &said, start());
                    assert_eq!(refused, Err(RulingRefused::AlreadyDecided), "{outcome:?}");
                }
            }
        }
    }

    #[test]
    fn a_place_on_the_waiting_list_is_repeated_by_who_gave_it_and_in_the_same_words_only() {
        let [one, two, _] = colleagues();
        let said = verdict(WAITLIST, false);
        let listed = decided(decide(&task(None, false, &one), &one, &said, start()));
        assert_eq!(decide(&listed, &one, &said, start()), Ok(Ruling::Unchanged(listed.clone())));
        let held = [&one, &two].map(|colleague| (held_by(&listed, colleague), colleague));
        assert_eq!(decide(&held[1].0, &two, &said, start()), Err(RulingRefused::AlreadyWaitlisted));
        for (task, colleague) in held {
            for other in other_words(&said) {
                let ruling = decide(&task, colleague, &other, start());
                match other.outcome {
                    WAITLIST => assert_eq!(ruling, Err(RulingRefused::AlreadyWaitlisted)),
                    _ => assert_eq!(decided(ruling).queue(), None),
                }
            }
        }
    }

    #[test]
    fn a_waiting_list_confirmed_twice_is_confirmed_once() {
        let [one, two, three] = colleagues();
        let waiting = waiting_for_a_second_person(&one, WAITLIST);
        let listed = decided(confirm(&held_by(&waiting, &two), &two, start()));
        assert_eq!(listed.queue(), Some(ReviewQueue::Waitlist));
        assert_eq!(confirm(&listed, &two, start()), Ok(Ruling::Unchanged(listed.clone())));
        let said = verdict(WAITLIST, false);
        assert_eq!(decide(&listed, &one, &said, start()), Ok(Ruling::Unchanged(listed.clone())));
        // Nobody else confirmed it, and what one person decided nobody did.
        let alone = decided(decide(&task(None, false, &one), &one, &said, start()));
        for (task, colleague) in [(&listed, &one), (&listed, &three), (&alone, &one)] {
            let refused = confirm(&held_by(task, colleague), colleague, start());
            assert_eq!(refused, Err(RulingRefused::NothingProposed));
        }
        // What is proposed from the list is another matter than the list was.
        let declined = decide(&held_by(&listed, &three), &three, &verdict(DECLINE, false), start());
        let again = confirm(&held_by(&proposed(declined), &two), &two, start());
        assert_eq!(decided(again).closing.unwrap().outcome, ClosingOutcome::Decline);
    }

    #[test]
    fn a_revision_is_asked_for_by_who_holds_the_task_and_nothing_is_proposed() {
        let [one, two, _] = colleagues();
        let open = task(appeal(), false, &one);
        let closed = ask_for_revision(&open, &one, start()).unwrap();
        assert_eq!((closed.queue(), &closed.claim), (None, &None));
        assert_eq!(closed.version, open.version + 1);
        let another = ask_for_revision(&open, &two, start());
        assert_eq!(another, Err(RulingRefused::ClaimLost));
        let late = ask_for_revision(&open, &one, seconds_after(start(), 1800));
        assert_eq!(late, Err(RulingRefused::ClaimLost));
        let again = ask_for_revision(&closed, &one, start());
        assert_eq!(again, Err(RulingRefused::AlreadyDecided));
        let waiting = proposed(decide(&open, &one, &verdict(DECLINE, false), start()));
        let meanwhile = ask_for_revision(&held_by(&waiting, &two), &two, start());
        assert_eq!(meanwhile, Err(RulingRefused::WaitsForConfirmation));
    }

    /// What colleagues may do, in any order, while time passes.
    #[derive(Debug, Clone)]
    enum Event {
        Claim(usize),
        Decide { who: usize, outcome: DecisionOutcome, overrides: bool },
        Confirm(usize),
        Reject(usize),
        Wait(i64),
    }

    fn any_event() -> impl Strategy<Value = Event> {
        let outcomes = prop::sample::select(vec![ACCEPT, DECLINE, WAITLIST]);
        prop_oneof![
            4 => (0..3_usize).prop_map(Event::Claim),
            4 => (0..3_usize, outcomes, prop::bool::weighted(0.3)).prop_map(
                |(who, outcome, overrides)| Event::Decide {
                    who,
                    outcome,
                    overrides: overrides && outcome == ACCEPT,
                }
            ),
            3 => (0..3_usize).prop_map(Event::Confirm),
            2 => (0..3_usize).prop_map(Event::Reject),
            1 => (1..2_400_i64).prop_map(Event::Wait),
        ]
    }

    proptest! {
        #[test]
        fn nobody_decides_alone_what_two_must_decide(
            kind in 0..3_usize,
            is_blocked in any::<bool>(),
            events in prop::collection::vec(any_event(), 1..60),
        ) {
            let colleagues = colleagues();
            let [one, ..] = &colleagues;
            let second_look = [None, appeal(), reopening(one)][kind].clone();
            let mut task = task(second_look, is_blocked, one);
            let mut now = start();
            for event in events {
                let before = task.clone();
                let ruling = match event {
                    Event::Wait(seconds) => {
                        now = seconds_after(now, seconds);
                        continue;
                    }
                    Event::Claim(who) => {
                        if task.closing.is_none() && task.holder(now).is_none() {
                            let claim = Claim::lasting(colleagues[who].clone(), 1800, now);
                            task = ReviewTask { claim: Some(claim), ..task.next() };
                        }
                        continue;
                    }
                    Event::Decide { who, outcome, overrides } => {
                        decide(&task, &colleagues[who], &verdict(outcome, overrides), now)
                    }
                    Event::Confirm(who) => confirm(&task, &colleagues[who], now),
                    Event::Reject(who) => reject(&task, &colleagues[who], "Look again.", now),
                };
                match ruling {
                    Err(_) => {}
                    Ok(Ruling::Unchanged(same)) => prop_assert_eq!(&same, &task),
                    Ok(Ruling::Rejected(next)) => task = next,
                    Ok(Ruling::Proposed(next, said)) => {
                        prop_assert!(needs_second_person(&before, &said));
                        task = next;
                    }
                    Ok(Ruling::Decided(next, said)) => {
                        let made = match (&next.closing, &next.waitlisting) {
                            (Some(closing), _) => (closing.by.as_ref().unwrap(), &closing.proposed_by),
                            (None, Some(listing)) => (&listing.by, &listing.proposed_by),
                            (None, None) => panic!("nothing was decided"),
                        };
                        // Whoever decides holds the task; two people are two.
                        prop_assert_eq!(before.holder(now), Some(made.0.id));
                        prop_assert_eq!(made.1.is_some(), needs_second_person(&before, &said));
                        prop_assert_ne!(made.1.as_ref().map(|by| by.id), Some(made.0.id));
                        if said.outcome == ACCEPT && is_blocked {
                            prop_assert!(made.1.is_some());
                        }
                        task = next;
                    }
                }
                if task != before {
                    prop_assert_eq!(task.version, before.version + 1);
                    // Closed once, closed for good.
                    prop_assert!(before.closing.is_none());
                }
            }
        }
    }
}
