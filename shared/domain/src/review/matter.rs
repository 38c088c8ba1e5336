//! What a task is about. The queue reads none of it; the area that a matter
//! belongs to shows it, decides on it, and says which rules it has of its own.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use shared_platform::auth::StaffRole;

use super::course::Decision;
use super::{Headline, Word};

/// What is stored of a matter in its task, and what can be decided on it.
pub trait Subject: std::fmt::Debug + Clone + Eq + Serialize + DeserializeOwned {
    /// How it can be decided: one word.
    type Outcome: std::fmt::Debug + Clone + Eq + Serialize + DeserializeOwned;
    /// What a decision rests on: a map, which is empty by default.
    type Grounds: std::fmt::Debug + Clone + Default + Eq + Serialize + DeserializeOwned;
}

/// Something that staff look at and decide.
pub trait Matter: Subject {
    /// Its name, as the queue shows it and tasks store it.
    const KIND: &'static str;

    /// Whose work it is.
    const ROLE: StaffRole = StaffRole::Reviewer;

    /// What of it the person whom it is about is not given: who of the staff it was,
    /// what colleagues write for each other. Paths, as `secondLook.reason`.
    const WITHHELD: &'static [&'static str];

    /// The same of what a decision rests on.
    const WITHHELD_OF_GROUNDS: &'static [&'static str];

    /// What the queue shows of it.
    fn headline(&self) -> Headline;

    /// Whether one person must not decide so alone.
    fn needs_second(&self, decision: &Decision<Self>) -> bool;

    /// Whether nobody may decide so while a finding blocks it.
    fn is_barred_by_findings(&self, decision: &Decision<Self>) -> bool;

    /// Whether the task is over with it; otherwise it goes on the waiting list.
    fn closes(&self, decision: &Decision<Self>) -> bool;
}

/// A matter of any kind, as the queue has it: it is carried along, there or not,
/// and cannot be decided on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Unread(Option<Value>);

impl Subject for Unread {
    type Outcome = Word;
    type Grounds = Map<String, Value>;
}

/// An index does not have the matter: what is absent is no mistake.
impl<'de> Deserialize<'de> for Unread {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self)
    }
}
