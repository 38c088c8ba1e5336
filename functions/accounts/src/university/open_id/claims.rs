//! What is said of somebody.

use serde::Deserialize;
use serde_json::{Map, Value};

/// The claims of an ID token or of user info.
#[derive(Debug, Deserialize)]
pub(super) struct Claims {
    /// Who it is, by a name that the provider gives.
    pub(super) sub: String,
    #[serde(flatten)]
    others: Map<String, Value>,
}

impl Claims {
    /// The claim of a name; some providers have the number for the subject.
    pub(super) fn of(&self, name: &str) -> Option<Value> {
        match name {
            "sub" => Some(Value::String(self.sub.clone())),
            name => self.others.get(name).cloned(),
        }
    }
}
