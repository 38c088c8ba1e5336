//! The conditions of a table.

use serde::Serialize;
use serde_json::Value;

/// When something holds. Fields are those beside it: of the same section, group or row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "if", rename_all = "camelCase")]
pub enum Condition {
    /// The field has one of these values.
    Is {
        /// The field.
        field: &'static str,
        /// The values.
        values: Vec<Value>,
    },
    /// The field has a value, and none of these.
    IsNot {
        /// The field.
        field: &'static str,
        /// The values.
        values: Vec<Value>,
    },
    /// The box is ticked.
    Ticked {
        /// The field.
        field: &'static str,
    },
    /// The box is not ticked.
    Unticked {
        /// The field.
        field: &'static str,
    },
    /// The field has no answer.
    Empty {
        /// The field.
        field: &'static str,
    },
    /// The fact is so, or is a number above zero.
    Fact {
        /// Its name.
        fact: &'static str,
    },
    /// All of these hold.
    AllOf {
        /// The conditions.
        conditions: Vec<Condition>,
    },
    /// The service says that the part itself is missing, or it has an answer.
    Missing,
}

impl Condition {
    /// Both hold.
    pub(crate) fn and(self, other: Self) -> Self {
        let mut conditions = match self {
            Self::AllOf { conditions } => conditions,
            one => vec![one],
        };
        conditions.push(other);
        Self::AllOf { conditions }
    }
}

pub(crate) fn is<const N: usize>(field: &'static str, values: [impl Serialize; N]) -> Condition {
    Condition::Is { field, values: values.iter().map(value).collect() }
}

pub(crate) fn is_not<const N: usize>(
    field: &'static str,
    values: [impl Serialize; N],
) -> Condition {
    Condition::IsNot { field, values: values.iter().map(value).collect() }
}

pub(crate) const fn ticked(field: &'static str) -> Condition {
    Condition::Ticked { field }
}

pub(crate) const fn unticked(field: &'static str) -> Condition {
    Condition::Unticked { field }
}

pub(crate) const fn empty(field: &'static str) -> Condition {
    Condition::Empty { field }
}

pub(crate) const fn fact(fact: &'static str) -> Condition {
    Condition::Fact { fact }
}

pub(super) fn value(choice: &impl Serialize) -> Value {
    // An enumeration is a word, a yes or no is one: both are values.
    serde_json::to_value(choice).unwrap_or_default()
}
