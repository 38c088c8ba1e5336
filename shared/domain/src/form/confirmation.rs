//! An address of a form is confirmed by a code that goes to it (S13, S79): whoever
//! reads the address opens the link.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::clock::seconds_after;
use shared_platform::ids::AccountId;
use shared_platform::limits::Limit;
use shared_platform::secret::hash_of_secret;
use shared_platform::store::Key;
use utoipa::ToSchema;

/// How long the link works, in seconds.
const LIFETIME_SECONDS: i64 = 24 * 60 * 60;
/// Links asked for in one account: five at once, then one in ten minutes.
pub const PER_ACCOUNT: Limit =
    Limit { kind: "contact_confirmation", burst: 5, refill_seconds: 600 };

/// What a code stands for: an address that is to be confirmed for a form.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EmailConfirmation<Of> {
    /// Whose form it is.
    pub applicant: AccountId,
    /// Which form.
    pub of: Of,
    /// Which address.
    pub email: String,
    /// When the code ends.
    pub expires_at: Timestamp,
}

impl<Of> EmailConfirmation<Of> {
    /// An address to be confirmed within a day.
    #[must_use]
    pub fn new(applicant: AccountId, of: Of, email: &str, now: Timestamp) -> Self {
        let expires_at = seconds_after(now, LIFETIME_SECONDS);
        Self { applicant, of, email: email.to_owned(), expires_at }
    }
}

/// The key of what a code stands for, in the table of the form.
#[must_use]
pub fn code_key(code: &str) -> Key {
    Key::new(format!("CONTACTEMAIL#{}", hash_of_secret(code)), "CONTACTEMAIL")
}

/// What became of a request for a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContactState {
    /// The address is confirmed: there is nothing to do.
    Confirmed,
    /// A link is on its way to it.
    Sent,
}

/// The contact address, and whether it is confirmed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactReply {
    /// The contact address as it is saved.
    pub email: String,
    /// Whether it is confirmed, or a link is on its way.
    pub state: ContactState,
}

/// The code of a link that confirms a contact address.
#[derive(Deserialize, ToSchema)]
pub struct ContactCode {
    /// What follows `#code=` in the link.
    pub code: String,
}

/// The contact address is confirmed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContactConfirmed {
    /// Which.
    pub email: String,
}
