//! The documents of a table.

use serde::Serialize;

use super::condition::Condition;
use super::field::Optional;

/// A document that is uploaded beside what is typed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document {
    /// The slot it goes into.
    #[serde(rename = "document")]
    pub slot: &'static str,
    /// When it is asked for; always, where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<Condition>,
    /// When it may be left out; never, where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub optional: Option<Optional>,
}

impl Document {
    pub(crate) fn shown(self, condition: Condition) -> Self {
        Self { shown: Some(condition), ..self }
    }

    pub(crate) fn optional(self) -> Self {
        Self { optional: Some(Optional::Always(true)), ..self }
    }

    pub(crate) fn optional_where(self, condition: Condition) -> Self {
        Self { optional: Some(Optional::Where(condition)), ..self }
    }
}

pub(crate) const fn document(slot: &'static str) -> Document {
    Document { slot, shown: None, optional: None }
}
