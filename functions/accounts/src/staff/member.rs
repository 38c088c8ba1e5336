//! Members of staff as administrators see them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::Problem;
use shared_platform::auth::{Administrator, Staff, StaffRole};
use shared_platform::http::FieldError;
use shared_platform::ids::AccountId;
use utoipa::ToSchema;

use crate::account::{Account, EmailAddress, UserName};

/// A member of staff, as the directory has them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StaffMember {
    /// The account.
    pub id: AccountId,
    /// The name colleagues know.
    pub user_name: UserName,
    /// The address.
    pub email: EmailAddress,
    /// What they may do.
    pub roles: Vec<StaffRole>,
    /// When the account was closed, if it was.
    pub closed_at: Option<Timestamp>,
}

impl From<&Account> for StaffMember {
    fn from(account: &Account) -> Self {
        Self {
            id: account.id,
            user_name: account.user_name.clone(),
            email: account.email.clone(),
            roles: account.roles.clone(),
            closed_at: None,
        }
    }
}

/// Whether an account of staff can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StaffState {
    /// It can.
    Active,
    /// An administrator closed it.
    Closed,
}

/// A member of staff.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = StaffMember)]
pub struct StaffMemberView {
    id: AccountId,
    /// The name colleagues know.
    user_name: String,
    email: String,
    roles: Vec<StaffRole>,
    state: StaffState,
}

impl From<StaffMember> for StaffMemberView {
    fn from(member: StaffMember) -> Self {
        Self {
            id: member.id,
            user_name: member.user_name.as_str().to_owned(),
            email: member.email.as_str().to_owned(),
            roles: member.roles,
            state: if member.closed_at.is_some() { StaffState::Closed } else { StaffState::Active },
        }
    }
}

/// The roles that somebody is to have, each once.
///
/// # Errors
/// `required` at `/roles` when there are none.
pub(crate) fn given_roles(asked: &[StaffRole]) -> Result<Vec<StaffRole>, FieldError> {
    let roles: Vec<StaffRole> =
        StaffRole::ALL.into_iter().filter(|role| asked.contains(role)).collect();
    match roles.is_empty() {
        true => Err(FieldError::new("/roles", "required")),
        false => Ok(roles),
    }
}

/// Nobody changes their own roles or closes their own account. Who does it to a
/// colleague has the role of an administrator at that instant and keeps it, so
/// there always is one left.
///
/// # Errors
/// 409 `own_account`.
pub(crate) fn not_ones_own(
    account: AccountId,
    administrator: &Staff<Administrator>,
) -> Result<(), Problem> {
    match account == administrator.account {
        true => Err(Problem::conflict("own_account")),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_have_one_order_and_none_comes_twice() {
        use StaffRole::{Administrator, Reviewer};
        let given = given_roles(&[Administrator, Reviewer, Administrator]).unwrap();
        assert_eq!(given, [Reviewer, Administrator]);
        assert_eq!(given_roles(&[]).unwrap_err().code, "required");
    }
}
