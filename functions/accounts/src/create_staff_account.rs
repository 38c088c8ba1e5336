//! `create_staff_account`: an account for a member of staff. It has no route:
//! only who may invoke the function itself can use it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::actions::Failure;
use shared::audit::Occasion;
use shared::auth::{AccountKind, Actor, StaffRole};
use shared::ids::AccountId;
use shared::{Clock, Environment, InitError, Locale, TaskAction};

use crate::account::{Account, Credentials, DEFAULT_TIME_ZONE, EmailAddress, UserName};
use crate::password::{Hasher, Password, PasswordHash};
use crate::secrets::AccountSecrets;
use crate::store::{NewAccountExtras, Replaced, Store};
use crate::totp;

/// What the action needs.
pub struct CreateStaffAccount {
    store: Store,
    secrets: AccountSecrets,
    hasher: Hasher,
    clock: Clock,
}

/// Who gets an account.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewStaff {
    user_name: String,
    email: String,
    roles: Vec<StaffRole>,
}

/// What the new member of staff signs in with; it is shown this once.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewStaffAccount {
    /// The account.
    pub account_id: AccountId,
    /// The name to sign in with.
    pub user_name: String,
    /// A random password.
    pub password: String,
    /// The key of the authenticator, as a person types it.
    pub totp_secret: String,
    /// The same as an authenticator reads it.
    pub otpauth_url: String,
}

impl TaskAction for CreateStaffAccount {
    const NAME: &'static str = "create_staff_account";
    type Input = NewStaff;
    type Output = NewStaffAccount;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let secrets = AccountSecrets::of(environment).await?;
        Ok(Self {
            store: Store::of(environment)?,
            hasher: Hasher::of(environment, &secrets),
            secrets,
            clock: environment.clock(),
        })
    }

    async fn run(&self, new: NewStaff) -> Result<NewStaffAccount, Failure> {
        let now = self.clock.now();
        let user_name = UserName::parse(&new.user_name).map_err(|error| error.code)?;
        let email = EmailAddress::parse(&new.email).map_err(|error| error.code)?;
        let password = Password::random().map_err(|problem| problem.code())?;
        let hash = self.hasher.hash(&password).await.map_err(|problem| problem.code())?;
        let key = totp::new_key().ok_or("no randomness")?;
        let account = staff_account(user_name.clone(), email, new.roles, now);
        let sealed = self.secrets.seal(account.id, &key).ok_or("the key could not be sealed")?;
        let credentials = credentials(&account, hash, sealed);
        let occasion = Occasion { now, cause: Self::NAME.to_owned(), address: None };
        let extras = NewAccountExtras {
            action: Self::NAME,
            challenge: None,
            code: None,
            replaced: Replaced::default(),
        };
        let actor = Actor::Service(Self::NAME);
        self.store.create_account(&account, &credentials, extras, actor, &occasion).await?;
        Ok(NewStaffAccount {
            account_id: account.id,
            user_name: user_name.as_str().to_owned(),
            password: password.reveal().to_owned(),
            totp_secret: totp::key_as_text(&key),
            otpauth_url: totp::otpauth_url(&key, user_name.as_str()).ok_or("no otpauth address")?,
        })
    }
}

/// An account of staff is active from the start: who made it vouches for the address.
fn staff_account(
    user_name: UserName,
    email: EmailAddress,
    roles: Vec<StaffRole>,
    now: Timestamp,
) -> Account {
    Account {
        id: AccountId::new(),
        kind: AccountKind::Staff,
        user_name,
        email,
        locale: Locale::default(),
        time_zone: DEFAULT_TIME_ZONE.to_owned(),
        notice_mails: true,
        active: true,
        vanishes_at: None,
        session_generation: 1,
        roles,
        agreement: None,
        deletion: None,
        created_at: now,
        last_totp_step: 0,
        version: 1,
    }
}

fn credentials(account: &Account, password: PasswordHash, totp: String) -> Credentials {
    Credentials {
        account: account.id,
        kind: account.kind,
        user_name: account.user_name.clone(),
        email: account.email.clone(),
        locale: account.locale,
        password,
        active: account.active,
        vanishes_at: account.vanishes_at,
        session_generation: account.session_generation,
        roles: account.roles.clone(),
        totp: Some(totp),
    }
}
