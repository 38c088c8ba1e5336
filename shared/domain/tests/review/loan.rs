//! A matter of the tests' own: somebody asks for a loan. From a sum on, two people
//! grant it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use shared_domain::ids::ReviewId;
use shared_domain::review::{
    Decision, Finding, Headline, Matter, Ruling, RulingRefused, Severity, Subject, Task, Word,
};
use shared_domain::staff::Colleague;
use shared_platform::ids::AccountId;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loan {
    pub applicant: AccountId,
    pub sum: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    Granted,
    Refused,
    /// There is no money left: it waits for some.
    Later,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grounds {
    pub note: Option<String>,
    /// Why it is granted against a check.
    pub exception: Option<String>,
}

impl Subject for Loan {
    type Outcome = Answer;
    type Grounds = Grounds;
}

impl Matter for Loan {
    const KIND: &'static str = "loan";
    const WITHHELD: &'static [&'static str] = &[];
    const WITHHELD_OF_GROUNDS: &'static [&'static str] = &["exception"];

    fn headline(&self) -> Headline {
        Headline {
            applicant: Some(self.applicant),
            applicant_name: "TESTER ANNA".to_owned(),
            subject: format!("loan_{}", self.sum),
            occasion: Word::of("asked"),
            about: Map::from_iter([("sum".to_owned(), json!(self.sum))]),
        }
    }

    fn needs_second(&self, decision: &Decision<Self>) -> bool {
        self.sum >= 1000 && decision.outcome != Answer::Refused
    }

    fn is_barred_by_findings(&self, decision: &Decision<Self>) -> bool {
        decision.outcome == Answer::Granted && decision.grounds.exception.is_none()
    }

    fn closes(&self, decision: &Decision<Self>) -> bool {
        decision.outcome != Answer::Later
    }
}

pub type LoanTask = Task<Loan>;
pub type Said = Result<Ruling<Loan>, RulingRefused>;

pub const SMALL: u64 = 999;
pub const LARGE: u64 = 1000;
pub const MINUTE: i64 = 60;
pub const DAY: i64 = 24 * 60 * MINUTE;

pub fn start() -> Timestamp {
    "2026-11-22T03:21:00.25Z".parse().unwrap()
}

pub fn after(seconds: i64) -> Timestamp {
    shared_platform::clock::seconds_after(start(), seconds)
}

pub fn colleagues() -> [Colleague; 3] {
    ["one", "two", "three"]
        .map(|name| Colleague { id: AccountId::new(), user_name: name.to_owned() })
}

pub fn opened(sum: u64) -> LoanTask {
    opened_for(sum, None)
}

pub fn opened_for(sum: u64, kept_for: Option<Colleague>) -> LoanTask {
    let loan = Loan { applicant: AccountId::new(), sum };
    Task::open(ReviewId::new(), loan, Vec::new(), kept_for, start())
}

/// A task in which a check found what must not be.
pub fn blocked(sum: u64) -> LoanTask {
    let finding = |severity| Finding { code: Word::of("in_debt"), severity, slot: None };
    let findings = vec![finding(Severity::Warning), finding(Severity::Blocking)];
    let loan = Loan { applicant: AccountId::new(), sum };
    Task::open(ReviewId::new(), loan, findings, None, start())
}

/// The task taken by a colleague at the start.
pub fn held(task: &LoanTask, by: &Colleague) -> LoanTask {
    task.claimed_by(by.clone(), start()).unwrap().into_task()
}

pub fn answer(outcome: Answer) -> Decision<Loan> {
    let note = Some("As agreed.".to_owned());
    Decision { outcome, grounds: Grounds { note, exception: None } }
}

pub fn proposed(said: Said) -> LoanTask {
    match said {
        Ok(Ruling::Proposed(moved, _)) => moved.into_task(),
        other => panic!("{other:?}"),
    }
}

pub fn decided(said: Said) -> LoanTask {
    match said {
        Ok(Ruling::Decided(moved, _)) => moved.into_task(),
        other => panic!("{other:?}"),
    }
}

pub fn given_back(said: Said) -> LoanTask {
    match said {
        Ok(Ruling::GivenBack(moved)) => moved.into_task(),
        other => panic!("{other:?}"),
    }
}

pub fn unchanged(said: Said) -> LoanTask {
    match said {
        Ok(Ruling::Unchanged(task)) => task,
        other => panic!("{other:?}"),
    }
}
