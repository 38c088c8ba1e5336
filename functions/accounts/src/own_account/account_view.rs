//! An account as its owner sees it, and what the owner may choose in it.

use jiff::Timestamp;
use serde::Serialize;
use shared_domain::account::{EmailTrouble, Hindrance};
use shared_platform::Locale;
use shared_platform::auth::{AccountKind, StaffRole};
use shared_platform::ids::AccountId;
use utoipa::ToSchema;

use crate::account::{Account, Agreement};
use crate::privacy::deletion::Deletion;

/// What the owner of an account may choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Settings {
    /// The language of pages and mails.
    pub locale: Locale,
    /// The zone in which times are shown beside Beijing's, by its IANA name.
    pub time_zone: String,
    /// Whether news of applications come by mail too.
    pub notice_mails: bool,
}

impl Settings {
    /// What is chosen in an account.
    #[must_use]
    pub(crate) fn of(account: &Account) -> Self {
        Self {
            locale: account.locale,
            time_zone: account.time_zone.clone(),
            notice_mails: account.notice_mails,
        }
    }

    /// An account in which this is chosen.
    pub(crate) fn chosen_in(self, account: Account) -> Account {
        Account {
            locale: self.locale,
            time_zone: self.time_zone,
            notice_mails: self.notice_mails,
            ..account
        }
    }
}

/// An account as its owner sees it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Account)]
pub struct AccountView {
    id: AccountId,
    /// The name one signs in with.
    user_name: String,
    /// The address.
    email: String,
    /// Whether the owner has shown that they read it. Until then it is what the roster
    /// says, and opens nothing.
    email_confirmed: bool,
    /// Why mails to the address do not arrive, as far as is known.
    email_trouble: Option<EmailTrouble>,
    kind: AccountKind,
    /// The roles of a member of staff.
    roles: Vec<StaffRole>,
    /// The language of pages and mails.
    locale: Locale,
    /// The zone in which times are shown beside Beijing's, by its IANA name.
    time_zone: String,
    /// Whether news of applications come by mail too.
    notice_mails: bool,
    created_at: Timestamp,
    /// The registration agreement that was accepted; staff accept none.
    agreement: Option<Agreement>,
    /// That the account is going to be deleted, if that was asked for.
    deletion: Option<DeletionAhead>,
    /// How many recovery codes a member of staff has left.
    recovery_codes_left: Option<usize>,
}

impl AccountView {
    /// An account with what stands beside it.
    pub(crate) fn of(account: Account, beside: Beside) -> Self {
        Self {
            id: account.id,
            user_name: account.user_name.as_str().to_owned(),
            email: account.email.as_str().to_owned(),
            email_confirmed: !account.email_of_roster,
            email_trouble: beside.email_trouble,
            kind: account.kind,
            roles: account.roles,
            locale: account.locale,
            time_zone: account.time_zone,
            notice_mails: account.notice_mails,
            created_at: account.created_at,
            agreement: account.agreement,
            deletion: account.deletion.map(DeletionAhead::from),
            recovery_codes_left: beside.recovery_codes_left,
        }
    }
}

/// What the owner sees with an account and is kept elsewhere.
pub(crate) struct Beside {
    pub(crate) email_trouble: Option<EmailTrouble>,
    pub(crate) recovery_codes_left: Option<usize>,
}

/// The deletion of an account that its owner can still take back.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeletionAhead {
    /// When it was asked for.
    requested_at: Timestamp,
    /// From when on it is done; while something hinders it, when that is looked
    /// at again.
    due_at: Timestamp,
    /// What hinders it, though it was due.
    hindrances: Vec<Hindrance>,
}

impl From<Deletion> for DeletionAhead {
    fn from(deletion: Deletion) -> Self {
        let Deletion { requested_at, due_at, hindrances, .. } = deletion;
        Self { requested_at, due_at, hindrances }
    }
}
