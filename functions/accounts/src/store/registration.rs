//! Accounts that begin: registration and activation in the Accounts table.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::Problem;
use shared::account::account_key;
use shared::audit::{Entry, Occasion};
use shared::auth::Actor;
use shared::clock::seconds_after;
use shared::ids::{AccountId, OutboxId};
use shared::outbox::{Mail, Message, Recipient, SendMail};
use shared::store::{Change, CommitError, Condition, Item, Key, StoreError, Transaction};

use super::{Store, name_key};
use crate::account::{Account, Credentials, SignInName};
use crate::challenge::SolvedChallenge;
use crate::secrets::{hash_of_secret, random_secret};

/// What an activation code stands for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Activation {
    pub(crate) account: AccountId,
    pub(crate) user_name: String,
    pub(crate) email: String,
    pub(crate) expires_at: Timestamp,
}

/// What goes with a new account beside the account itself.
pub(crate) struct NewAccountExtras<'a> {
    /// The action that makes it.
    pub(crate) action: &'static str,
    /// The challenge that is used up.
    pub(crate) challenge: Option<&'a SolvedChallenge>,
    /// The code that activates it; an account of staff is active from the start.
    pub(crate) code: Option<ActivationCode>,
    /// What stands under its names until then.
    pub(crate) replaced: Replaced<'a>,
}

/// What was registered before, never activated, and gives way.
#[derive(Default)]
pub(crate) struct Replaced<'a> {
    /// What stands under the user name.
    pub(crate) user_name: Option<&'a Credentials>,
    /// What stands under the address.
    pub(crate) email: Option<&'a Credentials>,
}

/// The two names of an account.
#[derive(Clone, Copy)]
enum NameKind {
    UserName,
    Email,
}

/// A code to be mailed.
pub(crate) struct ActivationCode {
    /// The secret of the link.
    pub(crate) secret: String,
    /// When it ends.
    pub(crate) expires_at: Timestamp,
}

/// How long an activation link works, in seconds (S27).
const CODE_LIFETIME_SECONDS: i64 = 24 * 60 * 60;

impl ActivationCode {
    /// A code for an account; it does not outlive the account.
    pub(crate) fn new(credentials: &Credentials, now: Timestamp) -> Result<Self, Problem> {
        let secret = random_secret().ok_or_else(|| Problem::internal(std::fmt::Error))?;
        let day = seconds_after(now, CODE_LIFETIME_SECONDS);
        Ok(Self { secret, expires_at: credentials.vanishes_at.unwrap_or(day).min(day) })
    }
}

fn code_key(code: &str) -> Key {
    Key::new(format!("CODE#{}", hash_of_secret(code)), "CODE")
}

/// An item of an account that may never be activated.
fn vanishing(item: Item, at: Option<Timestamp>) -> Item {
    match at {
        Some(at) => item.expiring(at),
        None => item,
    }
}

/// The name is nobody's, or nobody's any more, or of what gives way.
fn free(replaced: Option<&Credentials>, now: Timestamp) -> Condition {
    let free = Condition::item_missing().or(Condition::at_most("ttl", now.as_second()));
    match replaced {
        Some(old) => free.or(Condition::equals("account", old.account).and(never_activated())),
        None => free,
    }
}

fn never_activated() -> Condition {
    Condition::equals("active", false)
}

impl Store {
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
        let Replaced { user_name, email } = extras.replaced;
        self.take_name(&mut transaction, NameKind::UserName, credentials, user_name, occasion)?;
        self.take_name(&mut transaction, NameKind::Email, credentials, email, occasion)?;
        let item = Item::new(account_key(account.id), account)?;
        let item = vanishing(item, account.vanishes_at);
        transaction.create("account", &self.accounts, item)?;
        if let Some(old) = email {
            // Its user name stays as long as it would have: whoever registers
            // an address that has an account leaves one behind as well.
            let key = account_key(old.account);
            transaction.delete("replaced", &self.accounts, key, never_activated())?;
        }
        if let Some(challenge) = extras.challenge {
            self.use_up(&mut transaction, challenge)?;
        }
        if let Some(code) = extras.code {
            self.send_code(&mut transaction, credentials, code)?;
        }
        let entry = Entry {
            actor,
            action: extras.action,
            subject: account.id.to_string(),
            before: json!(email.map(|old| json!({ "account": old.account }))),
            after: json!({ "kind": account.kind, "roles": credentials.roles, "active": account.active }),
        };
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }

    /// Puts credentials under one of their names.
    fn take_name(
        &self,
        transaction: &mut Transaction,
        kind: NameKind,
        credentials: &Credentials,
        replaced: Option<&Credentials>,
        occasion: &Occasion,
    ) -> Result<(), StoreError> {
        let (label, name) = match kind {
            NameKind::UserName => ("user_name", credentials.user_name.sign_in_name()),
            NameKind::Email => ("email", credentials.email.sign_in_name()),
        };
        let item = vanishing(Item::new(name_key(&name), credentials)?, credentials.vanishes_at);
        transaction.put(label, &self.accounts, item, free(replaced, occasion.now))
    }

    /// Seems to register an address that has an account already, so that nobody
    /// learns of it: uses up the challenge, keeps the user name for as long as
    /// a new account would, and tells the owner of the address. Refused as
    /// [`Store::create_account`] is.
    pub(crate) async fn only_seem(
        &self,
        credentials: &Credentials,
        replaced: Option<&Credentials>,
        challenge: &SolvedChallenge,
        message: Message,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        self.take_name(&mut transaction, NameKind::UserName, credentials, replaced, occasion)?;
        self.use_up(&mut transaction, challenge)?;
        self.outbox.send(&mut transaction, message)?;
        transaction.commit().await
    }

    /// Keeps the hash of a code, and mails the code (S14, S15).
    fn send_code(
        &self,
        transaction: &mut Transaction,
        credentials: &Credentials,
        code: ActivationCode,
    ) -> Result<(), StoreError> {
        let activation = Activation {
            account: credentials.account,
            user_name: credentials.user_name.as_str().to_owned(),
            email: credentials.email.as_str().to_owned(),
            expires_at: code.expires_at,
        };
        let item = Item::new(code_key(&code.secret), &activation)?.expiring(code.expires_at);
        transaction.create("code", &self.accounts, item)?;
        let recipient = Recipient::Address(activation.email, credentials.locale);
        let mail = Mail::ActivateAccount { user_name: activation.user_name, code: code.secret };
        self.outbox.send(transaction, Message::SendMail(SendMail { recipient, mail }))
    }

    /// Mails another code to an account that waits to be activated (S26).
    /// Refused by `message` when that was done for this message before, by
    /// `account` when it waits no more.
    pub(crate) async fn send_another_code(
        &self,
        message: OutboxId,
        credentials: &Credentials,
        code: ActivationCode,
        action: &'static str,
        now: Timestamp,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        self.handle_once(&mut transaction, message, now)?;
        let key = account_key(credentials.account);
        transaction.check("account", &self.accounts, key, never_activated())?;
        self.send_code(&mut transaction, credentials, code)?;
        let entry = Entry {
            actor: Actor::Service(action),
            action,
            subject: credentials.account.to_string(),
            before: json!(null),
            after: json!(null),
        };
        self.audit.record(&mut transaction, &Occasion::of_message(message, now), &entry)?;
        transaction.commit().await
    }

    /// What a code stands for.
    pub(crate) async fn activation(&self, code: &str) -> Result<Option<Activation>, StoreError> {
        self.accounts.get(&code_key(code)).await
    }

    /// Uses up the code and activates its account (S16). Refused when the code
    /// was used meanwhile, or the account is active, has vanished or gave way.
    pub(crate) async fn activate(
        &self,
        code: &str,
        activation: &Activation,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        transaction.delete("code", &self.accounts, code_key(code), Condition::item_exists())?;
        let activated = || Change::new().set("active", true).remove("vanishesAt").remove("ttl");
        let names = [&activation.user_name, &activation.email].map(|name| SignInName::of(name));
        self.change_credentials(&mut transaction, activation.account, names, activated())?;
        transaction.update(
            "account",
            &self.accounts,
            account_key(activation.account),
            activated().add("version", 1),
            never_activated().and(Condition::greater_than("ttl", occasion.now.as_second())),
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
}
