//! The log of an account's sign-ins, tries that failed among them: its owner
//! and administrators read it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::RequestContext;
use utoipa::ToSchema;

/// How long an entry is kept, in seconds: 180 days.
pub const KEPT_SECONDS: i64 = 180 * 24 * 60 * 60;

/// How long an entry of a name that is nobody's is kept, in seconds: a day.
pub const KEPT_FOR_NOBODY_SECONDS: i64 = 24 * 60 * 60;

/// One try to sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignInEntry {
    /// When.
    pub at: Timestamp,
    /// What came of it.
    pub outcome: SignInOutcome,
    /// What it came from, as its owner knows it: `Firefox, Android`.
    pub device: String,
    /// The network address it came from.
    pub address: String,
}

/// What came of a try to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignInOutcome {
    /// A session was opened.
    SignedIn,
    /// A session was opened for whom the university named (S77).
    SignedInAtUniversity,
    /// The password was wrong.
    WrongPassword,
    /// The password was right, and no code of the authenticator was given.
    CodeMissing,
    /// The password was right, the code of the authenticator wrong.
    WrongCode,
    /// A temporary password was shown: a new password is to be chosen.
    TemporaryPassword,
    /// The password was right, but the account is not activated (S17).
    NotActivated,
}

impl SignInEntry {
    /// What came of a request to sign in.
    #[must_use]
    pub fn new(request: &RequestContext, device: String, outcome: SignInOutcome) -> Self {
        let address = request.address.as_str().to_owned();
        Self { at: request.now, outcome, device, address }
    }
}
