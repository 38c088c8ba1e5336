//! A number that the university's sign-in says and that no student on the roster has.

use serde::{Deserialize, Serialize};
use shared_platform::outbox::Message;

use super::StudentNumber;

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
