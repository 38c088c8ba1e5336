//! A number that the university's sign-in says and that no student on the roster has.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::outbox::Message;
use shared_platform::store::Key;

use super::StudentNumber;
use crate::ids::ReviewId;

/// Let the registrar look at the number. Each try to sign in sends this; the number is
/// looked at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenUnknownNumber {
    /// The number.
    pub number: StudentNumber,
}

impl Message for OpenUnknownNumber {
    const ACTION: &'static str = "open_unknown_number";
}

/// That the registrar looks at a number, or has done so not long ago.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookedAt {
    /// The task.
    pub review: ReviewId,
    /// Whether the registrar has settled it: whoever tries the number then is not told
    /// that the registrar will look.
    pub settled: bool,
    /// Until when the number is not looked at again.
    pub until: Timestamp,
}

/// The key of a [`LookedAt`] in the Registrations table.
#[must_use]
pub fn looked_at_key(number: &StudentNumber) -> Key {
    Key::new(format!("UNKNOWNNUMBER#{number}"), "UNKNOWNNUMBER")
}
