//! What other areas may know of an account: how to reach its owner.

use jiff::Timestamp;
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
    /// The zone in which the owner reads times beside Beijing's, by its IANA name.
    pub time_zone: String,
    /// Whether the owner wants news of applications by mail too.
    pub notice_mails: bool,
    /// When an account that is not activated until then is gone.
    pub vanishes_at: Option<Timestamp>,
}

impl Contact {
    /// Whether there is no account any more, though the table still has it.
    #[must_use]
    pub fn has_vanished(&self, now: Timestamp) -> bool {
        self.vanishes_at.is_some_and(|at| at <= now)
    }
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
