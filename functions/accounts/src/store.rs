//! What every store of the area stands on: the tables, and what is read and
//! changed of an account in several rooms. docs/DATA.md lists the keys.

use jiff::Timestamp;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use shared_platform::audit::{AuditLog, Told};
use shared_platform::auth::{AccountHolder, account_key, session_key};
use shared_platform::ids::{AccountId, OutboxId};
use shared_platform::outbox::{self, Message, Outbox};
use shared_platform::store::{
    Change, CommitError, Condition, Item, Key, Label, StoreError, Table, Transaction, get_three,
    get_two,
};
use shared_platform::{Environment, InitError, Problem};

use crate::account::{Account, Credentials, EmailAddress, SignInName, UserName};
use crate::challenge::SolvedChallenge;
use crate::sessions::session::{Session, session_over};

/// An account.
pub(crate) const ACCOUNT: Label<Account> = Label::new("account");
/// What stands under a user name.
pub(crate) const USER_NAME: Label<Credentials> = Label::new("user_name");
/// What stands under an address.
pub(crate) const EMAIL: Label<Credentials> = Label::new("email");
/// A session.
pub(crate) const SESSION: Label<Session> = Label::new("session");
/// That a challenge was used.
pub(crate) const CHALLENGE: Label<IgnoredAny> = Label::new("challenge");

/// The Accounts table and what is written with it.
#[derive(Clone)]
pub(crate) struct Store {
    pub(crate) accounts: Table,
    pub(crate) limits: Table,
    pub(crate) notices: Table,
    pub(crate) outbox: Outbox,
    pub(crate) audit: AuditLog,
}

pub(crate) fn name_key(name: &SignInName) -> Key {
    shared_domain::account::name_key(name.as_str())
}

fn challenge_key(challenge: &SolvedChallenge) -> Key {
    Key::new(format!("CHALLENGE#{}", challenge.id), "CHALLENGE")
}

impl Store {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            accounts: environment.table("ACCOUNTS")?,
            limits: environment.table("LIMITS")?,
            notices: environment.table("NOTICES")?,
            outbox: Outbox::of(environment)?,
            audit: AuditLog::of(environment)?,
        })
    }

    pub(crate) async fn warm(&self) {
        self.accounts.warm().await;
    }

    /// The store with its connection open, for an action that needs nothing else.
    pub(crate) async fn warmed(environment: &Environment) -> Result<Self, InitError> {
        let store = Self::of(environment)?;
        store.warm().await;
        Ok(store)
    }

    /// What stands under a name one signs in with.
    pub(crate) async fn credentials(
        &self,
        name: &SignInName,
        now: Timestamp,
    ) -> Result<Option<Credentials>, StoreError> {
        let found: Option<Credentials> = self.accounts.get(&name_key(name)).await?;
        Ok(found.filter(|credentials| !credentials.have_vanished(now)))
    }

    /// What stands under both names of an account.
    pub(crate) async fn credentials_of_both(
        &self,
        user_name: &UserName,
        email: &EmailAddress,
        now: Timestamp,
    ) -> Result<(Option<Credentials>, Option<Credentials>), StoreError> {
        let (user_name, email): (Option<Credentials>, Option<Credentials>) = get_two(
            (&self.accounts, &name_key(&user_name.sign_in_name())),
            (&self.accounts, &name_key(&email.sign_in_name())),
        )
        .await?;
        let stand = |credentials: &Credentials| !credentials.have_vanished(now);
        Ok((user_name.filter(stand), email.filter(stand)))
    }

    /// An account.
    pub(crate) async fn account(&self, account: AccountId) -> Result<Option<Account>, StoreError> {
        self.accounts.get(&account_key(account)).await
    }

    /// Whether there is such an account.
    pub(crate) async fn has_account(&self, account: AccountId) -> Result<bool, StoreError> {
        let found: Option<IgnoredAny> = self.accounts.get(&account_key(account)).await?;
        Ok(found.is_some())
    }

    /// The holder's account, while the session that asks is not over.
    ///
    /// # Errors
    /// 401 `session_over` when it was ended.
    pub(crate) async fn own_account(&self, holder: &AccountHolder) -> Result<Account, Problem> {
        let (account, session): (Option<Account>, Option<IgnoredAny>) = get_two(
            (&self.accounts, &account_key(holder.account)),
            (&self.accounts, &session_key(holder.account, holder.session)),
        )
        .await?;
        let account = account.filter(|account| account.session_generation == holder.generation);
        account.zip(session).map(|(account, _)| account).ok_or_else(session_over)
    }

    /// A person's account with its credentials and the session that asks.
    pub(crate) async fn account_with_credentials(
        &self,
        holder: &AccountHolder,
    ) -> Result<Option<(Account, Credentials, Session)>, StoreError> {
        let name = SignInName::of(&holder.user_name);
        let (account, credentials, session) = get_three(
            (&self.accounts, &account_key(holder.account)),
            (&self.accounts, &name_key(&name)),
            (&self.accounts, &session_key(holder.account, holder.session)),
        )
        .await?;
        let of_account = |credentials: &Credentials| credentials.account == holder.account;
        let own = credentials.filter(of_account);
        Ok(account.zip(own).zip(session).map(|((account, own), session)| (account, own, session)))
    }

    /// Uses up the challenge and sends a message, and changes nothing else.
    #[expect(
        clippy::disallowed_methods,
        reason = "nobody is signed in, and nothing of an account changes"
    )]
    pub(crate) async fn only_send<M: Message>(
        &self,
        challenge: &SolvedChallenge,
        message: M,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::without_author();
        self.use_up(&mut transaction, challenge)?;
        self.outbox.send(&mut transaction, message)?;
        transaction.commit().await
    }

    /// A challenge is good for one use: refused by `CHALLENGE` when it was used before.
    pub(crate) fn use_up(
        &self,
        transaction: &mut Transaction,
        challenge: &SolvedChallenge,
    ) -> Result<(), StoreError> {
        let item = Item::new(challenge_key(challenge), &json!({}))?.expiring(challenge.expires_at);
        transaction.create(CHALLENGE, &self.accounts, item)
    }

    /// A message is handled once for an account, however often it comes: refused
    /// when it was handled before.
    pub(crate) fn handle_once(
        &self,
        transaction: &mut Transaction,
        message: OutboxId,
        account: AccountId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        outbox::handle_once(transaction, &self.accounts, message, account, now)
    }

    /// Changes an account and what stands under its names, if it still is
    /// as it was read; refused by `ACCOUNT` otherwise. Everything that changes
    /// credentials counts the account's version up, which puts all such changes
    /// in an order.
    pub(crate) fn change_account(
        &self,
        transaction: &mut Transaction,
        account: &Account,
        change: AccountChange,
    ) -> Result<(), StoreError> {
        let names = account.sign_in_names();
        self.change_credentials(transaction, account.id, names, change.credentials)?;
        self.change_own(transaction, account, change.account)
    }

    /// Changes what stands under the names of an account; refused by
    /// `USER_NAME` or `EMAIL` when one is not the account's any more.
    pub(crate) fn change_credentials(
        &self,
        transaction: &mut Transaction,
        account: AccountId,
        names: Vec<SignInName>,
        change: Change,
    ) -> Result<(), StoreError> {
        for (label, name) in [USER_NAME, EMAIL].into_iter().zip(names) {
            let belongs = Condition::equals("account", account);
            let key = name_key(&name);
            transaction.update(label, &self.accounts, key, change.clone(), belongs)?;
        }
        Ok(())
    }

    /// Takes an account's names from it: anybody can have them. Refused by
    /// `USER_NAME` or `EMAIL` when one is not the account's any more.
    pub(crate) fn free_names(
        &self,
        transaction: &mut Transaction,
        account: &Account,
    ) -> Result<(), StoreError> {
        for (label, name) in [USER_NAME, EMAIL].into_iter().zip(account.sign_in_names()) {
            let belongs = Condition::equals("account", account.id);
            transaction.delete(label, &self.accounts, name_key(&name), belongs)?;
        }
        Ok(())
    }

    /// Changes an account alone, if it still is as it was read; refused by
    /// `ACCOUNT` otherwise.
    pub(crate) fn change_own(
        &self,
        transaction: &mut Transaction,
        account: &Account,
        change: Change,
    ) -> Result<(), StoreError> {
        transaction.update(
            ACCOUNT,
            &self.accounts,
            account_key(account.id),
            change.add("version", 1),
            Condition::equals("version", account.version),
        )
    }
}

/// Whatever stands there, also nothing.
pub(crate) fn anything() -> Condition {
    Condition::item_missing().or(Condition::item_exists())
}

/// That something of an account was done of which the audit log tells no more.
pub(crate) fn only_done(account: AccountId) -> Told {
    Told::new(account, Value::Null)
}

/// That all sessions of an account were ended, or all but one.
pub(crate) fn sessions_ended(account: AccountId, generation: u64) -> Told {
    let before = json!({ "sessionGeneration": generation });
    Told::changed(account, before, json!({ "sessionGeneration": generation + 1 }))
}

/// What changes in an account.
pub(crate) struct AccountChange {
    /// What changes in the credentials under both names.
    pub(crate) credentials: Change,
    /// What changes in the account itself.
    pub(crate) account: Change,
}

impl AccountChange {
    /// Ends all sessions: none of them is of the generation that comes next.
    pub(crate) fn ending_all_sessions() -> Self {
        let next = Change::new().add("sessionGeneration", 1);
        Self { credentials: next.clone(), account: next }
    }
}
