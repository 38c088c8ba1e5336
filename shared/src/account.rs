//! What other areas may know of an account: how to reach its owner.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, SessionId};
use crate::locale::Locale;
use crate::store::Key;

/// The part of an account item that mail needs.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// The name the owner signs in with.
    pub user_name: String,
    /// The confirmed e-mail address.
    pub email: String,
    /// The language the owner reads.
    pub locale: Locale,
}

/// The key of an account in the Accounts table.
#[must_use]
pub fn account_key(account: AccountId) -> Key {
    Key::new(format!("ACCOUNT#{account}"), "ACCOUNT")
}

/// The key of a session in the Accounts table.
#[must_use]
pub fn session_key(account: AccountId, session: SessionId) -> Key {
    Key::new(format!("ACCOUNT#{account}"), format!("SESSION#{session}"))
}
