//! The people who do the university's side of it.

pub mod mails;
pub(crate) mod personal_data;

use serde::{Deserialize, Serialize};
use shared_platform::auth::{Role, Staff};
use shared_platform::ids::AccountId;
use shared_platform::store::Key;
use utoipa::ToSchema;

/// A colleague, by id and by the name others know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Colleague {
    /// The account.
    pub id: AccountId,
    /// The name.
    pub user_name: String,
}

impl<R: Role> From<&Staff<R>> for Colleague {
    fn from(staff: &Staff<R>) -> Self {
        Self { id: staff.account, user_name: staff.user_name.clone() }
    }
}

/// The partition of the Accounts table that holds the directory of staff.
pub const DIRECTORY: &str = "STAFF";

/// The key of a member of staff in the directory.
#[must_use]
pub fn directory_key(account: AccountId) -> Key {
    Key::new(DIRECTORY, format!("ACCOUNT#{account}"))
}
