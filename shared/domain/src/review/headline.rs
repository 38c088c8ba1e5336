//! What the queue shows of a matter without knowing it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use shared_platform::ids::AccountId;

/// Whom a task is about, what it is, and why it came before staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Headline {
    /// Whose account it is about; of a student on the roster there may be none yet.
    pub applicant: Option<AccountId>,
    /// The name of the applicant, as staff know it.
    pub applicant_name: String,
    /// The id of what it is about: the task's kind says of what kind that is.
    pub subject: String,
    /// Why it came before staff.
    pub occasion: Word,
    /// What it is, in the matter's own words; shown beside the name.
    pub about: Map<String, Value>,
}

/// A word of a matter's own vocabulary. The queue passes it on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Word(String);

impl Word {
    /// A value of a list of words, as it is spelled in JSON.
    #[must_use]
    pub fn of(word: impl Serialize) -> Self {
        match json!(word) {
            Value::String(word) => Self(word),
            other => Self(other.to_string()),
        }
    }

    /// How it is spelled.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
