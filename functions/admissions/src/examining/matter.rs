//! An application as a matter of the staff queue, and where two people decide on
//! it: when a decision is looked at once more, and when somebody is admitted
//! against a check or without a place.

use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use shared_domain::application::decision::{DecisionOutcome, Grounds};
use shared_domain::application::{ProgrammeName, SecondLook};
use shared_domain::ids::ApplicationId;
use shared_domain::review::{Headline, Matter, ReviewOccasion, Subject, Task, Word};
use shared_platform::ids::AccountId;
use shared_platform::slug::Slug;

use crate::deciding::verdict::Verdict;

/// A task about an application.
pub type ApplicationTask = Task<ApplicationMatter>;

/// The application that a task is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationMatter {
    /// Whose application it is.
    pub applicant: AccountId,
    /// The application.
    pub application: ApplicationId,
    /// Which submission of it, from 1.
    pub round: u32,
    /// The name as in the passport.
    pub applicant_name: String,
    /// What the application is for.
    pub programme: ProgrammeName,
    /// When the studies begin.
    pub intake: Slug,
    /// Why it came before staff.
    pub occasion: ReviewOccasion,
    /// Why a decided application is looked at once more, where it is.
    pub second_look: Option<SecondLook>,
    /// Whether the applicant has objected to a decision, which one can do once.
    pub appealed: bool,
}

impl Subject for ApplicationMatter {
    type Outcome = DecisionOutcome;
    type Grounds = Grounds;
}

impl Matter for ApplicationMatter {
    const KIND: &'static str = "application";
    const WITHHELD: &'static [&'static str] = &["secondLook.by", "secondLook.reason"];
    // Why a check is set aside.
    const WITHHELD_OF_GROUNDS: &'static [&'static str] = &["justification"];

    fn headline(&self) -> Headline {
        Headline {
            applicant: Some(self.applicant),
            applicant_name: self.applicant_name.clone(),
            subject: self.application.to_string(),
            occasion: Word::of(self.occasion),
            about: Map::from_iter([
                ("programme".to_owned(), json!(self.programme)),
                ("intake".to_owned(), json!(self.intake)),
            ]),
        }
    }

    fn needs_second(&self, verdict: &Verdict) -> bool {
        let looked_at_again = match self.second_look {
            Some(SecondLook::Reopening { .. }) => true,
            Some(SecondLook::Appeal { .. }) => verdict.outcome == DecisionOutcome::Decline,
            None => false,
        };
        looked_at_again || verdict.grounds.justification.is_some()
    }

    fn is_barred_by_findings(&self, verdict: &Verdict) -> bool {
        verdict.outcome == DecisionOutcome::Accept && verdict.grounds.justification.is_none()
    }

    fn closes(&self, verdict: &Verdict) -> bool {
        verdict.outcome != DecisionOutcome::Waitlist
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;
    use shared_domain::application::decision::DecisionReason;
    use shared_domain::ids::ReviewId;
    use shared_domain::personal_data::{Found, PLACES, Person};
    use shared_domain::review::FindingCode;
    use shared_domain::review::{
        Closing, Decided, Finding, ReviewQueue, Ruling, RulingRefused, Severity, review_key,
    };
    use shared_domain::samples;
    use shared_domain::staff::Colleague;
    use shared_platform::clock::seconds_after;

    use super::*;

    type Said = Result<Ruling<ApplicationMatter>, RulingRefused>;

    fn start() -> Timestamp {
        "2026-11-22T03:21:00.25Z".parse().unwrap()
    }

    fn colleagues() -> [Colleague; 3] {
        ["one", "two", "three"].map(samples::colleague)
    }

    /// A task that the first colleague holds.
    fn task(
        second_look: Option<SecondLook>,
        is_blocked: bool,
        holder: &Colleague,
    ) -> ApplicationTask {
        let (code, severity) = (Word::of(FindingCode::PassportExpired), Severity::Blocking);
        let found = is_blocked.then_some(Finding { code, severity, slot: None });
        let matter = ApplicationMatter {
            applicant: AccountId::new(),
            application: ApplicationId::new(),
            round: 1,
            applicant_name: "TESTER ANNA".to_owned(),
            programme: samples::programme(),
            intake: "2027-autumn".parse().unwrap(),
            occasion: ReviewOccasion::Submitted,
            second_look,
            appealed: false,
        };
        let found = found.into_iter().collect();
        held_by(&Task::open(ReviewId::new(), matter, found, None, start()), holder)
    }

    fn held_by(task: &ApplicationTask, colleague: &Colleague) -> ApplicationTask {
        task.claimed_by(colleague.clone(), start()).unwrap().into_task()
    }

    fn appeal() -> Option<SecondLook> {
        Some(SecondLook::Appeal { at: start(), text: "Please look again.".to_owned() })
    }

    fn reopening(by: &Colleague) -> Option<SecondLook> {
        let reason = "A certificate came late.".to_owned();
        Some(SecondLook::Reopening { at: start(), by: by.clone(), reason })
    }

    fn verdict(outcome: DecisionOutcome, justified: bool) -> Verdict {
        let justification = justified.then(|| "The faculty agreed.".to_owned());
        let reasons = vec![DecisionReason::Other];
        Verdict { outcome, grounds: Grounds { reasons, justification, ..Grounds::default() } }
    }

    const ACCEPT: DecisionOutcome = DecisionOutcome::Accept;
    const DECLINE: DecisionOutcome = DecisionOutcome::Decline;
    const WAITLIST: DecisionOutcome = DecisionOutcome::Waitlist;

    fn proposed(said: Said) -> ApplicationTask {
        match said {
            Ok(Ruling::Proposed(moved, _)) => moved.into_task(),
            other => panic!("{other:?}"),
        }
    }

    fn decided(said: Said) -> ApplicationTask {
        match said {
            Ok(Ruling::Decided(moved, _)) => moved.into_task(),
            other => panic!("{other:?}"),
        }
    }

    /// The decision that closed the task, or put it on the waiting list.
    fn made(task: &ApplicationTask) -> &Decided<ApplicationMatter> {
        match (task.closing(), task.waitlisting()) {
            (Some(Closing::Decided(decided)), _) | (None, Some(decided)) => decided,
            other => panic!("nothing was decided: {other:?}"),
        }
    }

    #[test]
    fn what_colleagues_write_for_each_other_is_not_given_out() {
        let [one, two, _] = colleagues();
        let blocked = task(reopening(&one), true, &one);
        let waiting = proposed(blocked.decide(&one, &verdict(ACCEPT, true), start()));
        let closed = decided(held_by(&waiting, &two).confirm(&two, start()));
        let place = PLACES.into_iter().find(|place| place.name == "reviews").unwrap();
        for task in [waiting, closed] {
            let found = Found { key: review_key(task.id()), value: json!(task) };
            assert!(found.value.to_string().contains("The faculty agreed."));
            assert!(found.value.to_string().contains("A certificate came late."));
            let person = Person::new(task.matter().applicant, String::new(), String::new());
            let given = place.given_out(&person, &found).to_string();
            for secret in ["The faculty agreed.", "A certificate came late.", "userName"] {
                assert!(!given.contains(secret), "{secret}: {given}");
            }
            assert!(given.contains("TESTER ANNA"));
        }
    }

    #[test]
    fn where_nothing_speaks_against_it_one_person_decides() {
        let [one, ..] = colleagues();
        for outcome in [ACCEPT, DECLINE] {
            let said = task(None, false, &one).decide(&one, &verdict(outcome, false), start());
            let closed = decided(said);
            assert_eq!(closed.queue(), None);
            assert_eq!(made(&closed).proposed_by, None);
        }
        // An appeal that is right needs nobody else.
        let accepted = task(appeal(), false, &one).decide(&one, &verdict(ACCEPT, false), start());
        assert!(decided(accepted).closing().is_some());
    }

    #[test]
    fn two_people_decide_where_one_must_not() {
        let [one, two, _] = colleagues();
        for (second_look, outcome, justified) in [
            (appeal(), DECLINE, false),
            (reopening(&one), ACCEPT, false),
            (reopening(&one), DECLINE, false),
            (reopening(&one), WAITLIST, false),
            (None, ACCEPT, true),
        ] {
            let said = verdict(outcome, justified);
            let waiting = proposed(task(second_look, justified, &one).decide(&one, &said, start()));
            assert_eq!(waiting.queue(), Some(ReviewQueue::Confirmations));
            assert_eq!(waiting.claim(), None);
            // Nobody is their own second person, whoever holds the task.
            let mine = held_by(&waiting, &one);
            assert_eq!(mine.confirm(&one, start()), Err(RulingRefused::OwnProposal));
            assert_eq!(mine.give_back(&one, "No", start()), Err(RulingRefused::OwnProposal));
            assert_eq!(waiting.confirm(&two, start()), Err(RulingRefused::ClaimLost));
            let confirmed = decided(held_by(&waiting, &two).confirm(&two, start()));
            assert_eq!(made(&confirmed).proposed_by, Some(one.clone()));
        }
    }

    #[test]
    fn what_a_check_forbids_is_not_done_without_a_justification() {
        let [one, ..] = colleagues();
        let blocked = task(None, true, &one);
        let refused = blocked.decide(&one, &verdict(ACCEPT, false), start());
        assert_eq!(refused, Err(RulingRefused::JustificationNeeded));
        let declined = blocked.decide(&one, &verdict(DECLINE, false), start());
        assert!(decided(declined).closing().is_some());
    }

    #[test]
    fn from_the_waiting_list_an_application_is_decided_like_any_other() {
        let [one, two, _] = colleagues();
        let listed =
            decided(task(None, false, &one).decide(&one, &verdict(WAITLIST, false), start()));
        assert_eq!((listed.queue(), listed.claim()), (Some(ReviewQueue::Waitlist), None));
        let held = held_by(&listed, &two);
        let again = held.decide(&two, &verdict(WAITLIST, false), start());
        assert_eq!(again, Err(RulingRefused::AlreadyWaitlisted));
        let accepted = decided(held.decide(&two, &verdict(ACCEPT, false), start()));
        assert_eq!(accepted.queue(), None);
    }

    #[test]
    fn what_is_said_twice_is_said_once() {
        let [one, two, _] = colleagues();
        for (second_look, outcome) in
            [(None, ACCEPT), (None, WAITLIST), (reopening(&one), DECLINE), (appeal(), DECLINE)]
        {
            let said = verdict(outcome, false);
            let after = task(second_look, false, &one).decide(&one, &said, start());
            let after = after.unwrap().into_task();
            let again = after.decide(&one, &said, start());
            assert_eq!(again, Ok(Ruling::Unchanged(after.clone())));
            let Some(proposal) = after.proposal() else { continue };
            assert_eq!(proposal.by, one);
            let confirmed = decided(held_by(&after, &two).confirm(&two, start()));
            // Neither the proposal nor the confirmation is a mistake when it comes late.
            for ruling in [confirmed.decide(&one, &said, start()), confirmed.confirm(&two, start())]
            {
                assert_eq!(ruling, Ok(Ruling::Unchanged(confirmed.clone())));
            }
        }
    }

    /// A task that waits for a second person, and what the first one proposed.
    fn waiting_for_a_second_person(by: &Colleague, outcome: DecisionOutcome) -> ApplicationTask {
        let open = task(reopening(by), false, by);
        proposed(open.decide(by, &verdict(outcome, false), start()))
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
                let refused = [&waiting, &held].map(|task| task.decide(&one, &other, start()));
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
                [&waiting, &held].map(|task| task.decide(&two, &verdict(outcome, false), start()));
            let expected = [RulingRefused::ClaimLost, RulingRefused::WaitsForConfirmation];
            assert_eq!(refused, expected.map(Err), "{outcome:?}");
        }
    }

    #[test]
    fn a_decision_is_repeated_by_who_made_it_and_in_the_same_words_only() {
        let [one, two, three] = colleagues();
        for outcome in [ACCEPT, DECLINE] {
            let said = verdict(outcome, false);
            let alone = decided(task(None, false, &one).decide(&one, &said, start()));
            let waiting = waiting_for_a_second_person(&one, outcome);
            let by_two = decided(held_by(&waiting, &two).confirm(&two, start()));
            for closed in [alone, by_two] {
                for other in other_words(&said) {
                    let refused = closed.decide(&one, &other, start());
                    assert_eq!(refused, Err(RulingRefused::AlreadyDecided), "{other:?}");
                }
                // Who confirmed it did not propose it.
                for colleague in [&two, &three] {
                    let refused = closed.decide(colleague, &said, start());
                    assert_eq!(refused, Err(RulingRefused::AlreadyDecided), "{outcome:?}");
                }
            }
        }
    }

    #[test]
    fn a_place_on_the_waiting_list_is_repeated_by_who_gave_it_and_in_the_same_words_only() {
        let [one, two, _] = colleagues();
        let said = verdict(WAITLIST, false);
        let listed = decided(task(None, false, &one).decide(&one, &said, start()));
        assert_eq!(listed.decide(&one, &said, start()), Ok(Ruling::Unchanged(listed.clone())));
        let held = [&one, &two].map(|colleague| (held_by(&listed, colleague), colleague));
        assert_eq!(held[1].0.decide(&two, &said, start()), Err(RulingRefused::AlreadyWaitlisted));
        for (task, colleague) in held {
            for other in other_words(&said) {
                let ruling = task.decide(colleague, &other, start());
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
        let listed = decided(held_by(&waiting, &two).confirm(&two, start()));
        assert_eq!(listed.queue(), Some(ReviewQueue::Waitlist));
        assert_eq!(listed.confirm(&two, start()), Ok(Ruling::Unchanged(listed.clone())));
        let said = verdict(WAITLIST, false);
        assert_eq!(listed.decide(&one, &said, start()), Ok(Ruling::Unchanged(listed.clone())));
        // Nobody else confirmed it, and what one person decided nobody did.
        let alone = decided(task(None, false, &one).decide(&one, &said, start()));
        for (task, colleague) in [(&listed, &one), (&listed, &three), (&alone, &one)] {
            let refused = held_by(task, colleague).confirm(colleague, start());
            assert_eq!(refused, Err(RulingRefused::NothingProposed));
        }
        // What is proposed from the list is another matter than the list was.
        let declined = held_by(&listed, &three).decide(&three, &verdict(DECLINE, false), start());
        let again = held_by(&proposed(declined), &two).confirm(&two, start());
        assert_eq!(made(&decided(again)).decision.outcome, DECLINE);
    }

    /// What colleagues may do, in any order, while time passes.
    #[derive(Debug, Clone)]
    enum Event {
        Claim(usize),
        Decide { who: usize, outcome: DecisionOutcome, justified: bool },
        Confirm(usize),
        GiveBack(usize),
        Wait(i64),
    }

    fn any_event() -> impl Strategy<Value = Event> {
        let outcomes = prop::sample::select(vec![ACCEPT, DECLINE, WAITLIST]);
        prop_oneof![
            4 => (0..3_usize).prop_map(Event::Claim),
            4 => (0..3_usize, outcomes, prop::bool::weighted(0.3)).prop_map(
                |(who, outcome, justified)| Event::Decide {
                    who,
                    outcome,
                    justified: justified && outcome == ACCEPT,
                }
            ),
            3 => (0..3_usize).prop_map(Event::Confirm),
            2 => (0..3_usize).prop_map(Event::GiveBack),
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
                let said = match event {
                    Event::Wait(seconds) => {
                        now = seconds_after(now, seconds);
                        continue;
                    }
                    Event::Claim(who) => {
                        if let Ok(claimed) = task.claimed_by(colleagues[who].clone(), now) {
                            task = claimed.into_task();
                        }
                        continue;
                    }
                    Event::Decide { who, outcome, justified } => {
                        task.decide(&colleagues[who], &verdict(outcome, justified), now)
                    }
                    Event::Confirm(who) => task.confirm(&colleagues[who], now),
                    Event::GiveBack(who) => task.give_back(&colleagues[who], "Look again.", now),
                };
                match said {
                    Err(_) => {}
                    Ok(Ruling::Unchanged(same)) => prop_assert_eq!(&same, &task),
                    Ok(Ruling::GivenBack(next)) => task = next.into_task(),
                    Ok(Ruling::Proposed(next, said)) => {
                        prop_assert!(before.matter().needs_second(&said));
                        task = next.into_task();
                    }
                    Ok(Ruling::Decided(next, said)) => {
                        task = next.into_task();
                        let made = made(&task);
                        // Whoever decides holds the task; two people are two.
                        prop_assert_eq!(before.holder(now), Some(made.by.id));
                        let needs_second = before.matter().needs_second(&said);
                        prop_assert_eq!(made.proposed_by.is_some(), needs_second);
                        prop_assert_ne!(made.proposed_by.as_ref().map(|by| by.id), Some(made.by.id));
                        if said.outcome == ACCEPT && is_blocked {
                            prop_assert!(made.proposed_by.is_some());
                        }
                    }
                }
                if task != before {
                    prop_assert_eq!(task.version(), before.version() + 1);
                    // Closed once, closed for good.
                    prop_assert!(before.closing().is_none());
                }
            }
        }
    }
}
