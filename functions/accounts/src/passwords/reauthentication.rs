//! The password, asked for once more before what a stolen session must not do.

use jiff::Timestamp;
use shared_platform::auth::AccountHolder;
use shared_platform::http::FieldError;
use shared_platform::limits::{Limit, RateLimits};
use shared_platform::{Environment, InitError, Problem};

use crate::account::{Account, Credentials};
use crate::passwords::password::{Hasher, TypedPassword};
use crate::secrets::AccountSecrets;
use crate::sessions::session::{Session, session_over};
use crate::store::Store;

/// Passwords tried in one session: five at once, then one in a minute. Another
/// session of the account, ended or stolen, does not use up its owner's tries;
/// who opens one knew the password.
const PER_SESSION: Limit = Limit { kind: "reauthenticate", burst: 5, refill_seconds: 60 };

/// Checks that who holds a session knows the password too.
#[derive(Clone)]
pub struct Reauthentication {
    store: Store,
    limits: RateLimits,
    hasher: Hasher,
}

impl Reauthentication {
    pub(crate) fn of(
        environment: &Environment,
        store: &Store,
        secrets: &AccountSecrets,
    ) -> Result<Self, InitError> {
        Ok(Self {
            store: store.clone(),
            limits: RateLimits::of(environment)?,
            hasher: Hasher::of(environment, secrets),
        })
    }

    /// The holder's account with its credentials and the session that asks, as
    /// they stand, if the password at `pointer` is theirs. One round trip.
    ///
    /// # Errors
    /// 401 `session_over` when the session was ended; 422 `password_wrong` at
    /// `pointer`; 429 after too many tries.
    pub(crate) async fn confirm(
        &self,
        holder: &AccountHolder,
        password: TypedPassword,
        pointer: &'static str,
        now: Timestamp,
    ) -> Result<(Account, Credentials, Session), Problem> {
        let read = self.read(holder, now).await?;
        self.verify(password, &read.1, pointer).await?;
        Ok(read)
    }

    /// The same of an account that may have no password yet: one that the university's
    /// identity opened, until its address is confirmed (S77). Its sessions were all
    /// opened at the university, and there is nothing else to ask for.
    ///
    /// # Errors
    /// As [`Reauthentication::confirm`], and 422 `required` at `pointer` where an account
    /// that has a password is not shown it.
    pub(crate) async fn confirm_what_there_is(
        &self,
        holder: &AccountHolder,
        password: Option<TypedPassword>,
        pointer: &'static str,
        now: Timestamp,
    ) -> Result<(Account, Credentials, Session), Problem> {
        let read = self.read(holder, now).await?;
        if !read.0.email_of_roster {
            let password = password.ok_or_else(|| FieldError::new(pointer, "required"))?;
            self.verify(password, &read.1, pointer).await?;
        }
        Ok(read)
    }

    async fn read(
        &self,
        holder: &AccountHolder,
        now: Timestamp,
    ) -> Result<(Account, Credentials, Session), Problem> {
        let subject = format!("{}#{}", holder.account, holder.session);
        let (limit, found) = tokio::join!(
            self.limits.take(PER_SESSION, &subject, now),
            self.store.account_with_credentials(holder)
        );
        limit?;
        let (account, credentials, session) = found?.ok_or_else(session_over)?;
        if account.session_generation != holder.generation {
            return Err(session_over());
        }
        Ok((account, credentials, session))
    }

    async fn verify(
        &self,
        password: TypedPassword,
        credentials: &Credentials,
        pointer: &'static str,
    ) -> Result<(), Problem> {
        match self.hasher.verify(password, Some(&credentials.password)).await? {
            true => Ok(()),
            false => Err(Problem::from(FieldError::new(pointer, "password_wrong"))),
        }
    }
}
