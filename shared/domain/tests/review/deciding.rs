//! Who may decide, alone or with a second person, and what becomes of a task.

use shared_domain::review::{Closing, Decided, Held, Proposal, Rejection, ReviewQueue};
use shared_domain::review::{RulingRefused, Severity, TaskState, Word};

use crate::loan::{
    Answer, DAY, LARGE, LoanTask, MINUTE, SMALL, after, answer, blocked, colleagues, decided,
};
use crate::loan::{given_back, held, opened, proposed, start, unchanged};

#[test]
fn only_who_holds_a_task_decides() {
    let [one, two, _] = colleagues();
    let task = held(&opened(SMALL), &one);
    let granted = answer(Answer::Granted);
    assert_eq!(opened(SMALL).decide(&one, &granted, start()), Err(RulingRefused::ClaimLost));
    assert_eq!(task.decide(&two, &granted, start()), Err(RulingRefused::ClaimLost));
    let late = task.decide(&one, &granted, after(30 * MINUTE));
    assert_eq!(late, Err(RulingRefused::ClaimLost));
    let closed = decided(task.decide(&one, &granted, start()));
    let by = one.clone();
    let made = Decided { by, at: start(), decision: granted.clone(), proposed_by: None };
    assert_eq!(closed.closing(), Some(&Closing::Decided(made)));
    let another = closed.decide(&two, &granted, start());
    assert_eq!(another, Err(RulingRefused::AlreadyDecided));
    let otherwise = closed.decide(&one, &answer(Answer::Refused), start());
    assert_eq!(otherwise, Err(RulingRefused::AlreadyDecided));
}

#[test]
fn where_one_must_not_decide_alone_a_second_person_confirms() {
    let [one, two, _] = colleagues();
    let granted = answer(Answer::Granted);
    let waiting = proposed(held(&opened(LARGE), &one).decide(&one, &granted, start()));
    let proposal = Proposal { by: one.clone(), at: start(), decision: granted.clone() };
    assert_eq!(waiting.proposal(), Some(&proposal));
    assert_eq!(waiting.queue(), Some(ReviewQueue::Confirmations));
    assert_eq!((waiting.state(start()), waiting.claim()), (TaskState::Proposed, None));
    assert_eq!(held(&waiting, &two).state(start()), TaskState::Claimed);
    assert_eq!(waiting.confirm(&two, start()), Err(RulingRefused::ClaimLost));
    let confirmed = decided(held(&waiting, &two).confirm(&two, start()));
    let (by, proposed_by) = (two, Some(one));
    let made = Decided { by, at: start(), decision: granted, proposed_by };
    assert_eq!(confirmed.closing(), Some(&Closing::Decided(made)));
}

#[test]
fn nobody_is_their_own_second_person() {
    let [one, ..] = colleagues();
    let granted = answer(Answer::Granted);
    let waiting = proposed(held(&opened(LARGE), &one).decide(&one, &granted, start()));
    for task in [waiting.clone(), held(&waiting, &one)] {
        assert_eq!(task.confirm(&one, start()), Err(RulingRefused::OwnProposal));
        assert_eq!(task.give_back(&one, "No.", start()), Err(RulingRefused::OwnProposal));
    }
}

#[test]
fn what_waits_for_a_second_person_is_not_decided_anew() {
    let [one, two, _] = colleagues();
    let granted = answer(Answer::Granted);
    let waiting = proposed(held(&opened(LARGE), &one).decide(&one, &granted, start()));
    let task = held(&waiting, &two);
    let refused = task.decide(&two, &answer(Answer::Refused), start());
    assert_eq!(refused, Err(RulingRefused::WaitsForConfirmation));
    let returned = task.held_by(&two, start()).and_then(Held::undecided);
    assert_eq!(returned.err(), Some(RulingRefused::WaitsForConfirmation));
}

#[test]
fn where_nothing_is_proposed_there_is_nothing_to_confirm_or_to_give_back() {
    let [one, ..] = colleagues();
    let task = held(&opened(SMALL), &one);
    assert_eq!(task.confirm(&one, start()), Err(RulingRefused::NothingProposed));
    assert_eq!(task.give_back(&one, "No.", start()), Err(RulingRefused::NothingProposed));
    let closed = decided(task.decide(&one, &answer(Answer::Granted), start()));
    assert_eq!(closed.confirm(&one, start()), Err(RulingRefused::AlreadyDecided));
    assert_eq!(closed.give_back(&one, "No.", start()), Err(RulingRefused::AlreadyDecided));
}

#[test]
fn a_proposal_that_is_given_back_is_kept_for_its_author_for_three_days() {
    let [one, two, three] = colleagues();
    let waiting =
        proposed(held(&opened(LARGE), &one).decide(&one, &answer(Answer::Granted), start()));
    let task = held(&waiting, &two);
    assert_eq!(waiting.give_back(&two, "Look again.", start()), Err(RulingRefused::ClaimLost));
    let back = given_back(task.give_back(&two, "Look again.", start()));
    let rejection = Rejection { by: two, at: start(), note: "Look again.".to_owned() };
    assert_eq!((back.rejection(), back.proposal()), (Some(&rejection), None));
    assert_eq!(back.queue(), Some(ReviewQueue::General));
    assert_eq!(back.holder(after(3 * DAY - 1)), Some(one.id));
    assert_eq!(back.holder(after(3 * DAY)), None);
    let refused = answer(Answer::Refused);
    assert_eq!(back.decide(&three, &refused, start()), Err(RulingRefused::ClaimLost));
    let closed = decided(back.decide(&one, &refused, after(2 * DAY)));
    assert_eq!(closed.rejection(), None);
}

#[test]
fn a_task_on_the_waiting_list_goes_on_from_there() {
    let [one, two, three] = colleagues();
    let later = answer(Answer::Later);
    let listed = decided(held(&opened(SMALL), &one).decide(&one, &later, start()));
    assert_eq!((listed.queue(), listed.claim()), (Some(ReviewQueue::Waitlist), None));
    assert_eq!(listed.state(start()), TaskState::Open);
    let task = held(&listed, &two);
    let again = task.decide(&two, &later, start());
    assert_eq!(again, Err(RulingRefused::AlreadyWaitlisted));
    let closed = decided(task.decide(&two, &answer(Answer::Granted), start()));
    assert_eq!((closed.queue(), closed.waitlisting()), (None, listed.waitlisting()));
    // Where two put it there, two take it from there; it returns when they disagree.
    let waiting = proposed(held(&opened(LARGE), &one).decide(&one, &later, start()));
    let listed = decided(held(&waiting, &two).confirm(&two, start()));
    assert_eq!(listed.waitlisting().unwrap().proposed_by, Some(one.clone()));
    assert_eq!(listed.queue(), Some(ReviewQueue::Waitlist));
    let waiting = proposed(held(&listed, &three).decide(&three, &answer(Answer::Granted), start()));
    assert_eq!(waiting.queue(), Some(ReviewQueue::Confirmations));
    let back = given_back(held(&waiting, &one).give_back(&one, "Not yet.", start()));
    assert_eq!(back.queue(), Some(ReviewQueue::Waitlist));
}

#[test]
fn what_a_check_forbids_is_done_for_a_reason_or_not_at_all() {
    let [one, ..] = colleagues();
    let task = held(&blocked(SMALL), &one);
    let mut granted = answer(Answer::Granted);
    let refused = task.decide(&one, &granted, start());
    assert_eq!(refused, Err(RulingRefused::JustificationNeeded));
    assert!(task.decide(&one, &answer(Answer::Refused), start()).is_ok());
    granted.grounds.exception = Some("The debt was paid.".to_owned());
    assert!(task.decide(&one, &granted, start()).is_ok());
}

#[test]
fn what_the_checks_found_stays_with_a_task() {
    let [one, ..] = colleagues();
    let found = |task: &LoanTask| -> Vec<(Word, Severity)> {
        task.findings().iter().map(|finding| (finding.code.clone(), finding.severity)).collect()
    };
    let both = [Severity::Warning, Severity::Blocking].map(|it| (Word::of("in_debt"), it));
    let task = held(&blocked(SMALL), &one);
    assert_eq!(found(&task), both);
    assert_eq!(found(&decided(task.decide(&one, &answer(Answer::Refused), start()))), both);
    assert!(found(&opened(SMALL)).is_empty());
}

#[test]
fn the_holder_returns_a_matter_to_the_applicant() {
    let [one, two, _] = colleagues();
    let task = held(&opened(LARGE), &one);
    let closed = task.held_by(&one, start()).unwrap().undecided().unwrap().request_revision();
    assert_eq!(
        closed.closing(),
        Some(&Closing::RevisionRequested { by: one.clone(), at: start() })
    );
    assert_eq!((closed.queue(), closed.claim()), (None, None));
    assert_eq!(closed.version(), task.version() + 1);
    assert_eq!(task.held_by(&two, start()).err(), Some(RulingRefused::ClaimLost));
    let late = task.held_by(&one, after(30 * MINUTE)).err();
    assert_eq!(late, Some(RulingRefused::ClaimLost));
    assert_eq!(closed.held_by(&one, start()).err(), Some(RulingRefused::AlreadyDecided));
}

#[test]
fn what_is_said_twice_is_said_once() {
    let [one, two, three] = colleagues();
    for (sum, outcome) in [
        (SMALL, Answer::Granted),
        (SMALL, Answer::Later),
        (LARGE, Answer::Granted),
        (LARGE, Answer::Later),
    ] {
        let said = answer(outcome);
        let first = held(&opened(sum), &one).decide(&one, &said, start()).unwrap().into_task();
        assert_eq!(unchanged(first.decide(&one, &said, start())), first);
        // Who says something else, or somebody else who says the same, does not repeat it.
        assert!(first.decide(&one, &answer(Answer::Refused), start()).is_err());
        assert!(first.decide(&two, &said, start()).is_err());
        if sum == LARGE {
            let confirmed = decided(held(&first, &two).confirm(&two, start()));
            assert_eq!(unchanged(confirmed.decide(&one, &said, start())), confirmed);
            assert_eq!(unchanged(confirmed.confirm(&two, start())), confirmed);
            for other in [&one, &three] {
                assert!(confirmed.confirm(other, start()).is_err());
            }
        }
    }
}

#[test]
fn a_proposal_given_back_twice_is_given_back_once() {
    let [one, two, three] = colleagues();
    let waiting =
        proposed(held(&opened(LARGE), &one).decide(&one, &answer(Answer::Granted), start()));
    let back = given_back(held(&waiting, &two).give_back(&two, "Look again.", start()));
    assert_eq!(unchanged(back.give_back(&two, "Look again.", start())), back);
    for (other, note) in [(&two, "Something else."), (&three, "Look again.")] {
        let refused = back.give_back(other, note, start());
        assert_eq!(refused, Err(RulingRefused::NothingProposed));
    }
}
