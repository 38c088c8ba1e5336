//! Every DynamoDB call of the accounts area. docs/DATA.md lists the keys.

mod email_change;
mod exports;
mod own_account;

pub(crate) use email_change::EmailChange;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::account::{account_key, session_key};
use shared::audit::{AuditLog, Entry, Occasion};
use shared::auth::{AccountHolder, Actor};
use shared::clock::seconds_after;
use shared::ids::{AccountId, SessionId};
use shared::outbox::{Message, Outbox};
use shared::store::{
    Change, CommitError, Condition, Item, Key, StoreError, Table, Transaction, get_two,
};
use shared::{Environment, InitError};

use crate::account::{Account, Credentials, SignInName};
use crate::challenge::SolvedChallenge;
use crate::secrets::hash_of_secret;
use crate::session::{RefreshToken, Session};
use crate::sign_in_log::{self, SignInEntry};

/// The Accounts table and what is written with it.
#[derive(Clone)]
pub(crate) struct Store {
    accounts: Table,
    notices: Table,
    outbox: Outbox,
    audit: AuditLog,
}

/// What an activation code stands for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Activation {
    pub(crate) account: AccountId,
    pub(crate) user_name: String,
    pub(crate) email: String,
    pub(crate) expires_at: Timestamp,
}

fn name_key(name: &SignInName) -> Key {
    Key::new(format!("NAME#{}", name.as_str()), "NAME")
}

fn code_key(code: &str) -> Key {
    Key::new(format!("CODE#{}", hash_of_secret(code)), "CODE")
}

fn challenge_key(challenge: &SolvedChallenge) -> Key {
    Key::new(format!("CHALLENGE#{}", challenge.id), "CHALLENGE")
}

/// An entry of the sign-in log in a partition.
fn sign_in_item(partition: &str, entry: &SignInEntry) -> Result<Item, StoreError> {
    // The id after the instant keeps two tries of one instant apart.
    let sort = format!("SIGNIN#{}#{}", entry.at, SessionId::new());
    let item = Item::new(Key::new(partition, sort), entry)?;
    Ok(item.expiring(seconds_after(entry.at, sign_in_log::KEPT_SECONDS)))
}

impl Store {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            accounts: environment.table("ACCOUNTS")?,
            notices: environment.table("NOTICES")?,
            outbox: Outbox::of(environment)?,
            audit: AuditLog::of(environment)?,
        })
    }

    pub(crate) async fn warm(&self) {
        self.accounts.warm().await;
    }

    /// What stands under a name one signs in with.
    pub(crate) async fn credentials(
        &self,
        name: &SignInName,
    ) -> Result<Option<Credentials>, StoreError> {
        self.accounts.get(&name_key(name)).await
    }

    /// Makes an account with both its names, and uses up the challenge.
    /// Refused by `user_name` or `email` when one is taken, by `challenge`
    /// when it was used before.
    pub(crate) async fn create_account(
        &self,
        account: &Account,
        credentials: &Credentials,
        extras: NewAccountExtras<'_>,
        actor: Actor,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        let user_name = name_key(&account.user_name.sign_in_name());
        let email = name_key(&account.email.sign_in_name());
        transaction.create("user_name", &self.accounts, Item::new(user_name, credentials)?)?;
        transaction.create("email", &self.accounts, Item::new(email, credentials)?)?;
        transaction.create(
            "account",
            &self.accounts,
            Item::new(account_key(account.id), account)?,
        )?;
        if let Some(challenge) = extras.challenge {
            self.use_up(&mut transaction, challenge)?;
        }
        if let Some(code) = extras.code {
            let activation = Activation {
                account: account.id,
                user_name: account.user_name.as_str().to_owned(),
                email: account.email.as_str().to_owned(),
                expires_at: code.expires_at,
            };
            let item = Item::new(code_key(&code.secret), &activation)?.expiring(code.expires_at);
            transaction.create("code", &self.accounts, item)?;
            self.outbox.send(&mut transaction, code.mail)?;
        }
        let entry = Entry {
            actor,
            action: extras.action,
            subject: account.id.to_string(),
            before: json!(null),
            after: json!({ "kind": account.kind, "roles": credentials.roles, "active": account.active }),
        };
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }

    /// Uses up the challenge and sends a mail, and changes nothing else.
    pub(crate) async fn only_tell(
        &self,
        challenge: &SolvedChallenge,
        mail: Message,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        self.use_up(&mut transaction, challenge)?;
        self.outbox.send(&mut transaction, mail)?;
        transaction.commit().await
    }

    /// A challenge is good for one use.
    fn use_up(
        &self,
        transaction: &mut Transaction,
        challenge: &SolvedChallenge,
    ) -> Result<(), StoreError> {
        let item = Item::new(challenge_key(challenge), &json!({}))?.expiring(challenge.expires_at);
        transaction.create("challenge", &self.accounts, item)
    }

    /// What a code stands for.
    pub(crate) async fn activation(&self, code: &str) -> Result<Option<Activation>, StoreError> {
        self.accounts.get(&code_key(code)).await
    }

    /// Uses up the code and activates its account (S16). Refused by `code` when
    /// it was used meanwhile.
    pub(crate) async fn activate(
        &self,
        code: &str,
        activation: &Activation,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        transaction.delete("code", &self.accounts, code_key(code), Condition::item_exists())?;
        let names = [&activation.user_name, &activation.email];
        for (label, name) in ["user_name", "email"].into_iter().zip(names) {
            transaction.update(
                label,
                &self.accounts,
                name_key(&SignInName::of(name)),
                Change::new().set("active", true).remove("vanishesAt").remove("ttl"),
                Condition::equals("account", activation.account),
            )?;
        }
        transaction.update(
            "account",
            &self.accounts,
            account_key(activation.account),
            Change::new().set("active", true).remove("vanishesAt").remove("ttl").add("version", 1),
            Condition::item_exists(),
        )?;
        let entry = Entry {
            actor: Actor::Account(activation.account),
            action: "activate",
            subject: activation.account.to_string(),
            before: json!({ "active": false }),
            after: json!({ "active": true }),
        };
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }

    /// An account.
    pub(crate) async fn account(&self, account: AccountId) -> Result<Option<Account>, StoreError> {
        self.accounts.get(&account_key(account)).await
    }

    /// A person's account with its credentials.
    pub(crate) async fn account_with_credentials(
        &self,
        holder: &AccountHolder,
    ) -> Result<Option<(Account, Credentials)>, StoreError> {
        let name = SignInName::of(&holder.user_name);
        let (account, credentials): (Option<Account>, Option<Credentials>) = get_two(
            (&self.accounts, &account_key(holder.account)),
            (&self.accounts, &name_key(&name)),
        )
        .await?;
        let own = credentials.filter(|credentials| credentials.account == holder.account);
        Ok(account.zip(own))
    }

    /// Notes a try to sign in, if the transaction commits.
    pub(crate) fn note_sign_in(
        &self,
        transaction: &mut Transaction,
        account: AccountId,
        entry: &SignInEntry,
    ) -> Result<(), StoreError> {
        let item = sign_in_item(&format!("ACCOUNT#{account}"), entry)?;
        transaction.create("sign_in", &self.accounts, item)
    }

    /// Changes an account and what stands under both its names, if it still is
    /// as it was read; refused by `account` otherwise. Everything that changes
    /// credentials goes through here, so the account's version puts all such
    /// changes in an order.
    pub(crate) fn change_account(
        &self,
        transaction: &mut Transaction,
        account: &Account,
        change: AccountChange,
    ) -> Result<(), StoreError> {
        let AccountChange { credentials, account: own } = change;
        let names = [account.user_name.sign_in_name(), account.email.sign_in_name()];
        for (label, name) in ["user_name", "email"].into_iter().zip(names) {
            let belongs = Condition::equals("account", account.id);
            let key = name_key(&name);
            transaction.update(label, &self.accounts, key, credentials.clone(), belongs)?;
        }
        self.change_own(transaction, account, own)
    }

    /// Changes an account alone, if it still is as it was read; refused by
    /// `account` otherwise.
    pub(crate) fn change_own(
        &self,
        transaction: &mut Transaction,
        account: &Account,
        change: Change,
    ) -> Result<(), StoreError> {
        transaction.update(
            "account",
            &self.accounts,
            account_key(account.id),
            change.add("version", 1),
            Condition::equals("version", account.version),
        )
    }

    /// Opens a session. For staff, `totp_step` is used up with it: refused by
    /// `totp` when it was used before.
    pub(crate) async fn open_session(
        &self,
        session: &Session,
        totp_step: Option<u64>,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        let item = Item::new(session_key(session.account, session.id), session)?
            .expiring(session.expires_at);
        transaction.create("session", &self.accounts, item)?;
        // A password that is changed at this moment opens nothing any more.
        let current = Condition::equals("sessionGeneration", session.generation);
        let key = account_key(session.account);
        match totp_step {
            None => transaction.check("generation", &self.accounts, key, current)?,
            Some(step) => transaction.update(
                "totp",
                &self.accounts,
                key,
                Change::new().set("lastTotpStep", step),
                current.and(Condition::less_than("lastTotpStep", step)),
            )?,
        }
        let entry = Entry {
            actor: Actor::Account(session.account),
            action: "sign_in",
            subject: session.account.to_string(),
            before: json!(null),
            after: json!({ "session": session.id }),
        };
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }

    /// The session that a refresh token names, with its account.
    pub(crate) async fn session(
        &self,
        token: &RefreshToken,
    ) -> Result<Option<(Session, Account)>, StoreError> {
        let (session, account) = get_two(
            (&self.accounts, &session_key(token.account, token.session)),
            (&self.accounts, &account_key(token.account)),
        )
        .await?;
        Ok(session.zip(account))
    }

    /// Puts the next token in the place of the present one, if it still is.
    pub(crate) async fn rotate(
        &self,
        present: &RefreshToken,
        next: &RefreshToken,
        now: Timestamp,
    ) -> Result<(), CommitError> {
        let change = Change::new()
            .set("secretHash", next.hash())
            .set("previousHash", present.hash())
            .set("rotatedAt", now);
        let unchanged = Condition::equals("secretHash", present.hash());
        self.accounts.update(session_key(present.account, present.session), change, unchanged).await
    }

    /// Ends a session.
    pub(crate) async fn end_session(
        &self,
        account: AccountId,
        session: SessionId,
        action: &'static str,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        let key = session_key(account, session);
        transaction.delete("session", &self.accounts, key, Condition::item_exists())?;
        let entry = Entry {
            actor: Actor::Account(account),
            action,
            subject: account.to_string(),
            before: json!({ "session": session }),
            after: json!(null),
        };
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }
}

/// What changes in an account.
pub(crate) struct AccountChange {
    /// What changes in the credentials under both names.
    pub(crate) credentials: Change,
    /// What changes in the account itself.
    pub(crate) account: Change,
}

/// What goes with a new account beside the account itself.
pub(crate) struct NewAccountExtras<'a> {
    /// The action that makes it.
    pub(crate) action: &'static str,
    /// The challenge that is used up.
    pub(crate) challenge: Option<&'a SolvedChallenge>,
    /// The code that activates it; an account of staff is active from the start.
    pub(crate) code: Option<ActivationCode>,
}

/// A code to be mailed.
pub(crate) struct ActivationCode {
    /// The secret of the link.
    pub(crate) secret: String,
    /// When it ends.
    pub(crate) expires_at: Timestamp,
    /// The mail that carries it.
    pub(crate) mail: Message,
}
