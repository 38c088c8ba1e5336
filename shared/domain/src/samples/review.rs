//! Tasks of the staff queue.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Map;
use shared_platform::ids::AccountId;

use super::people::colleague;
use crate::ids::ReviewId;
use crate::review::{Decision, Headline, Matter, Ruling, Subject, Task, Word};

/// What a colleague writes for others in [`task`]; no person is given it.
pub const REMARK: &str = "Between colleagues: as last time.";

/// A matter of no area: somebody asks a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    applicant: AccountId,
    remark: String,
}

/// What an answer rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reasons {
    remark: Option<String>,
}

impl Subject for Question {
    type Outcome = Word;
    type Grounds = Reasons;
}

impl Matter for Question {
    const KIND: &'static str = "question";
    const WITHHELD: &'static [&'static str] = &["remark"];
    const WITHHELD_OF_GROUNDS: &'static [&'static str] = &["remark"];

    fn headline(&self) -> Headline {
        Headline {
            applicant: Some(self.applicant),
            applicant_name: "TESTER ANNA".to_owned(),
            subject: "question_1".to_owned(),
            occasion: Word::of("asked"),
            about: Map::new(),
        }
    }

    fn needs_second(&self, _: &Decision<Self>) -> bool {
        false
    }

    fn is_barred_by_findings(&self, _: &Decision<Self>) -> bool {
        false
    }

    fn closes(&self, _: &Decision<Self>) -> bool {
        true
    }
}

/// A task about an applicant that the colleague `reviewer.li` has decided.
#[must_use]
pub fn task(applicant: AccountId) -> Task<Question> {
    let now = Timestamp::UNIX_EPOCH;
    let by = colleague("reviewer.li");
    let matter = Question { applicant, remark: REMARK.to_owned() };
    let grounds = Reasons { remark: Some(REMARK.to_owned()) };
    let task = Task::open(ReviewId::new(), matter, Vec::new(), None, now);
    let held = task.claimed_by(by.clone(), now).unwrap();
    let decision = Decision { outcome: Word::of("answered"), grounds };
    match held.decide(&by, &decision, now).unwrap() {
        Ruling::Decided(moved, _) => moved.into_task(),
        other => unreachable!("{other:?}"),
    }
}
