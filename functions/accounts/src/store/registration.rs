//! Accounts that begin: registration and activation in the Accounts table.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared_domain::notices::{Mail, Recipient, SendMail};
use shared_platform::Problem;
use shared_platform::audit::{Entry, Occasion};
use shared_platform::auth::Actor;
use shared_platform::auth::account_key;
use shared_platform::clock::seconds_after;
use shared_platform::ids::OutboxId;
use shared_platform::store::{
    Change, CommitError, Condition, Item, Key, Query, StoreError, Transaction,
};

use super::{Store, name_key};
use crate::account::{Account, Credentials, SignInName, UserName};
use crate::challenge::SolvedChallenge;
use crate::secrets::{hash_of_secret, random_secret};

/// What an activation code stands for: the account with everything that its
/// names lead to once it is active. It waits here and not under the address,
/// which is nobody's until one who reads its mails says so.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Activation {
    pub(crate) credentials: Credentials,
    pub(crate) expires_at: Timestamp,
}

/// That an account with this user name waits for its address.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Waiting {
    user_name: UserName,
    vanishes_at: Option<Timestamp>,
}

/// What goes with a new account beside the account itself.
pub(crate) struct NewAccountExtras<'a> {
    /// The action that makes it.
    pub(crate) action: &'static str,
    /// The challenge that is used up.
    pub(crate) challenge: &'a SolvedChallenge,
    /// The code that activates it.
    pub(crate) code: ActivationCode,
    /// What was registered with the same user name and address, was never
    /// activated, and gives the user name up.
    pub(crate) replaced: Option<&'a Credentials>,
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
        let secret = random_secret()?;
        let day = seconds_after(now, CODE_LIFETIME_SECONDS);
        Ok(Self { secret, expires_at: credentials.vanishes_at.unwrap_or(day).min(day) })
    }
}

fn code_key(code: &str) -> Key {
    Key::new(format!("CODE#{}", hash_of_secret(code)), "CODE")
}

/// How many of those who wait for one address get a link at once: the newest.
const LINKS_OF_AN_ADDRESS: i32 = 3;

fn waiting_partition(email: &SignInName) -> String {
    format!("WAITING#{}", email.as_str())
}

fn waiting_key(credentials: &Credentials) -> Key {
    let email = credentials.email.sign_in_name();
    Key::new(waiting_partition(&email), credentials.account.to_string())
}

/// An item of an account that may never be activated.
fn vanishing(item: Item, at: Option<Timestamp>) -> Item {
    match at {
        Some(at) => item.expiring(at),
        None => item,
    }
}

/// The user name is nobody's, or nobody's any more, or of what gives it up.
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
    /// Makes an account that waits for its address: it has its user name, and
    /// others may wait for the same address. Uses up the challenge. Refused by
    /// `user_name` when that is taken, by `challenge` when it was used before.
    pub(crate) async fn create_account(
        &self,
        account: &Account,
        credentials: &Credentials,
        extras: NewAccountExtras<'_>,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        self.take_user_name(&mut transaction, credentials, extras.replaced, occasion)?;
        let item = Item::new(account_key(account.id), account)?;
        let item = vanishing(item, account.vanishes_at);
        transaction.create("account", &self.accounts, item)?;
        let user_name = credentials.user_name.clone();
        let waiting = Waiting { user_name, vanishes_at: credentials.vanishes_at };
        let item = Item::new(waiting_key(credentials), &waiting)?;
        let item = vanishing(item, credentials.vanishes_at);
        transaction.create("waiting", &self.accounts, item)?;
        self.use_up(&mut transaction, extras.challenge)?;
        self.send_code(&mut transaction, credentials, extras.code)?;
        let entry = Entry {
            actor: Actor::Anonymous,
            action: extras.action,
            subject: account.id.to_string(),
            before: json!(null),
            after: json!({ "kind": account.kind, "roles": credentials.roles, "active": account.active }),
        };
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }

    /// Puts credentials under their user name.
    fn take_user_name(
        &self,
        transaction: &mut Transaction,
        credentials: &Credentials,
        replaced: Option<&Credentials>,
        occasion: &Occasion,
    ) -> Result<(), StoreError> {
        let key = name_key(&credentials.user_name.sign_in_name());
        let item = vanishing(Item::new(key, credentials)?, credentials.vanishes_at);
        transaction.put("user_name", &self.accounts, item, free(replaced, occasion.now))
    }

    /// Seems to register an address that has an account already, so that nobody
    /// learns of it: uses up the challenge, keeps the user name for as long as
    /// an account that waits would, and tells the owner of the address. Refused as
    /// [`Store::create_account`] is.
    pub(crate) async fn only_seem(
        &self,
        credentials: &Credentials,
        replaced: Option<&Credentials>,
        challenge: &SolvedChallenge,
        message: SendMail,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        self.take_user_name(&mut transaction, credentials, replaced, occasion)?;
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
        let activation =
            Activation { credentials: credentials.clone(), expires_at: code.expires_at };
        let item = Item::new(code_key(&code.secret), &activation)?.expiring(code.expires_at);
        transaction.create("code", &self.accounts, item)?;
        let email = credentials.email.as_str().to_owned();
        let recipient = Recipient::Address(email, credentials.locale);
        let user_name = credentials.user_name.as_str().to_owned();
        let mail = Mail::ActivateAccount { user_name, code: code.secret, until: code.expires_at };
        self.outbox.send(transaction, SendMail { recipient, mail })
    }

    /// Who waits to be activated under a name: under a user name one, under an
    /// address the newest few, whose user names are different.
    pub(crate) async fn waiting(
        &self,
        name: &SignInName,
        now: Timestamp,
    ) -> Result<Vec<Credentials>, StoreError> {
        let of_address = Query::partition(waiting_partition(name)).newest_first();
        let (own, of_address) = tokio::try_join!(
            self.credentials(name, now),
            self.accounts.list::<Waiting>(of_address.limit(LINKS_OF_AN_ADDRESS)),
        )?;
        let mut names: Vec<SignInName> = Vec::new();
        for waiting in of_address.items {
            let name = waiting.user_name.sign_in_name();
            if waiting.vanishes_at.is_none_or(|at| now < at) && !names.contains(&name) {
                names.push(name);
            }
        }
        let mut found: Vec<Credentials> = own.into_iter().collect();
        for user_name in names {
            let credentials = self.credentials(&user_name, now).await?;
            // The user name may have gone to who waits for another address since.
            found.extend(credentials.filter(|found| found.email.sign_in_name() == *name));
        }
        found.retain(|credentials| !credentials.active);
        Ok(found)
    }

    /// Mails another code to an account that waits to be activated (S26).
    /// Refused by `account` when it waits no more, by `email` when its address
    /// has an account meanwhile.
    pub(crate) async fn send_another_code(
        &self,
        message: OutboxId,
        credentials: &Credentials,
        code: ActivationCode,
        action: &'static str,
        now: Timestamp,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        self.handle_once(&mut transaction, message, credentials.account, now)?;
        let key = account_key(credentials.account);
        transaction.check("account", &self.accounts, key, never_activated())?;
        let email = name_key(&credentials.email.sign_in_name());
        transaction.check("email", &self.accounts, email, Condition::item_missing())?;
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

    /// Uses up the code and activates its account, which claims the address
    /// (S16). Refused by `code` when it was used meanwhile, by `account` when the
    /// account is active or has vanished, by `email` when the address has another.
    pub(crate) async fn activate(
        &self,
        code: &str,
        waiting: &Credentials,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        transaction.delete("code", &self.accounts, code_key(code), Condition::item_exists())?;
        let active = Credentials { active: true, vanishes_at: None, ..waiting.clone() };
        // Who registered twice has two links, each with a password of its own.
        let own = Condition::equals("account", waiting.account);
        let twin = never_activated().and(Condition::equals("email", &waiting.email));
        let user_name = Item::new(name_key(&waiting.user_name.sign_in_name()), &active)?;
        transaction.put("user_name", &self.accounts, user_name, own.or(twin))?;
        let email = Item::new(name_key(&waiting.email.sign_in_name()), &active)?;
        transaction.put("email", &self.accounts, email, Condition::item_missing())?;
        let there = Condition::item_exists();
        transaction.delete("waiting", &self.accounts, waiting_key(waiting), there)?;
        let activated = Change::new().set("active", true).remove("vanishesAt").remove("ttl");
        transaction.update(
            "account",
            &self.accounts,
            account_key(waiting.account),
            activated.add("version", 1),
            never_activated().and(Condition::greater_than("ttl", occasion.now.as_second())),
        )?;
        let entry = Entry {
            actor: Actor::Account(waiting.account),
            action: "activate",
            subject: waiting.account.to_string(),
            before: json!({ "active": false }),
            after: json!({ "active": true }),
        };
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }
}
