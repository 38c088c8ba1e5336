//! A token says what somebody was when it was made, ten minutes ago at worst. A
//! role that was taken away, and a session that was ended, count at once: what
//! staff change is committed, and what they read is shown, only while their
//! standing holds.

use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::actor::sealed::{Actor, Known};
use super::actor::{Owner, Role, Staff};
use super::token::StaffRole;
use crate::environment::{Environment, InitError};
use crate::http::Problem;
use crate::ids::{AccountId, SessionId};
use crate::store::{Condition, Key, Label, Refused, StoreError, Table, Transaction, get_two};

/// The label of the part of a transaction that requires the role.
const ROLE: Label<AccountStanding> = Label::new("standing_role");
/// The label of the part of a transaction that requires the session.
const SESSION: Label<IgnoredAny> = Label::new("standing_session");

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

/// What a token says of a member of staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The account.
    pub(crate) account: AccountId,
    /// The session, which may have been ended.
    pub(crate) session: SessionId,
    /// The generation of sessions it belongs to.
    pub(crate) generation: u64,
    /// The role, which may have been taken away.
    pub(crate) role: StaffRole,
}

/// The part of an account that a standing rests on.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AccountStanding {
    session_generation: u64,
    #[serde(default)]
    roles: Vec<StaffRole>,
}

/// A member of staff whose standing held when what they read was read; or what may
/// be shown to one.
///
/// Nothing else can be said to staff: a handler that takes a [`Staff`] replies with
/// what is confirmed, or does not compile ([`Answers`](crate::http::Answers)).
#[derive(Debug, Clone)]
pub struct Confirmed<S>(S);

impl<S> std::ops::Deref for Confirmed<S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.0
    }
}

impl<R: Role> Confirmed<Staff<R>> {
    /// A reply to the member of staff.
    pub const fn answer<T>(&self, reply: T) -> Confirmed<T> {
        Confirmed(reply)
    }

    /// The same in one of their roles, which a change then requires.
    ///
    /// # Errors
    /// 403 `not_permitted` when they have not got it.
    pub fn acting_as(self, role: StaffRole) -> Result<Self, Problem> {
        self.0.acting_as(role).map(Self)
    }

    /// The member of staff in their own account, where the change itself requires that
    /// the account still is as it was confirmed: a transaction cannot name one item
    /// twice, so no other guard fits into it.
    #[must_use]
    pub const fn in_own_account(&self) -> Owner {
        Owner::of(self.0.account)
    }
}

impl<T: IntoResponse> IntoResponse for Confirmed<T> {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

impl<R: Role> Known for Confirmed<Staff<R>> {
    fn actor(&self) -> Actor {
        Actor::Staff(self.0.standing())
    }
}

/// The Accounts table, as actions of staff look into it.
#[derive(Debug, Clone)]
pub struct Standings {
    accounts: Table,
}

impl Standings {
    /// The standings of an environment.
    ///
    /// # Errors
    /// [`InitError`] when the table is not named.
    pub fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { accounts: environment.table("ACCOUNTS")? })
    }

    /// Lets the transaction commit only while the standing holds.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when the request cannot be built.
    pub(crate) fn require(
        &self,
        transaction: &mut Transaction,
        standing: Standing,
    ) -> Result<(), StoreError> {
        let holds = Condition::equals("sessionGeneration", standing.generation)
            .and(Condition::contains("roles", standing.role));
        transaction.guard(ROLE, &self.accounts, account_key(standing.account), holds)?;
        let session = session_key(standing.account, standing.session);
        transaction.guard(SESSION, &self.accounts, session, Condition::item_exists())
    }

    /// Reads something for a member of staff, and at the same time whether their
    /// standing holds. What is read is given out with the proof only.
    ///
    /// # Errors
    /// 401 `session_over` when the session was ended; 403 `not_permitted` when
    /// the role was taken away. They come before what the reading fails with.
    pub async fn confirmed<R: Role, T>(
        &self,
        staff: Staff<R>,
        reading: impl Future<Output = T>,
    ) -> Result<(Confirmed<Staff<R>>, T), Problem> {
        let (confirmed, read) = tokio::join!(self.confirm(staff.standing()), reading);
        confirmed?;
        Ok((Confirmed(staff), read))
    }

    async fn confirm(&self, standing: Standing) -> Result<(), Problem> {
        let (account, session): (Option<AccountStanding>, Option<IgnoredAny>) = get_two(
            (&self.accounts, &account_key(standing.account)),
            (&self.accounts, &session_key(standing.account, standing.session)),
        )
        .await?;
        match (account, session) {
            (Some(account), Some(_)) if account.session_generation == standing.generation => {
                match account.roles.contains(&standing.role) {
                    true => Ok(()),
                    false => Err(Problem::forbidden("not_permitted")),
                }
            }
            _ => Err(Problem::unauthenticated("session_over")),
        }
    }

    /// Whether an account has a role at this moment.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub async fn has_role(&self, account: AccountId, role: StaffRole) -> Result<bool, StoreError> {
        let account: Option<AccountStanding> = self.accounts.get(&account_key(account)).await?;
        Ok(account.is_some_and(|account| account.roles.contains(&role)))
    }
}

/// The problem of a transaction that was refused because a standing no longer holds.
pub(crate) fn standing_lost(refused: &Refused) -> Option<Problem> {
    if refused.is_of(SESSION) {
        Some(Problem::unauthenticated("session_over"))
    } else if refused.is_of(ROLE) {
        Some(Problem::forbidden("not_permitted"))
    } else {
        None
    }
}
