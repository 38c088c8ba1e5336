//! Accounts that begin: registration and activation in the Accounts table.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared_domain::account::mails::ActivateAccount;
use shared_domain::notices::SendMail;
use shared_platform::Problem;
use shared_platform::audit::{Deed, Told};
use shared_platform::auth::account_key;
use shared_platform::clock::seconds_after;
use shared_platform::ids::OutboxId;
use shared_platform::store::{
    Change, CommitError, Condition, Item, Key, Label, Query, StoreError, Transaction,
};

use crate::account::{Account, Credentials, SignInName, UserName};
use crate::challenge::SolvedChallenge;
use crate::mails::to_address;
use crate::secrets::{hash_of_secret, random_secret};
use crate::store::{ACCOUNT, EMAIL, Store, USER_NAME, name_key, only_done};

/// What an activation code stands for.
pub(crate) const ACTIVATION: Label<Activation> = Label::new("activation");
/// That an account waits for its address.
const WAITING: Label<Waiting> = Label::new("waiting");

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
pub(crate) fn free(replaced: Option<&Credentials>, now: Timestamp) -> Condition {
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
    /// `USER_NAME` when that is taken, by `CHALLENGE` when it was used before.
    pub(crate) async fn create_account(
        &self,
        account: &Account,
        credentials: &Credentials,
        extras: NewAccountExtras<'_>,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let made =
            json!({ "kind": account.kind, "roles": credentials.roles, "active": account.active });
        let mut transaction = self.audit.begin(deed, Told::new(account.id, made))?;
        self.take_user_name(&mut transaction, credentials, extras.replaced, deed.now())?;
        let item = Item::new(account_key(account.id), account)?;
        let item = vanishing(item, account.vanishes_at);
        transaction.create(ACCOUNT, &self.accounts, item)?;
        let user_name = credentials.user_name.clone();
        let waiting = Waiting { user_name, vanishes_at: credentials.vanishes_at };
        let item = Item::new(waiting_key(credentials), &waiting)?;
        let item = vanishing(item, credentials.vanishes_at);
        transaction.create(WAITING, &self.accounts, item)?;
        self.use_up(&mut transaction, extras.challenge)?;
        self.send_code(&mut transaction, credentials, extras.code)?;
        transaction.commit().await
    }

    /// Puts credentials under their user name.
    fn take_user_name(
        &self,
        transaction: &mut Transaction,
        credentials: &Credentials,
        replaced: Option<&Credentials>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let key = name_key(&credentials.user_name.sign_in_name());
        let item = vanishing(Item::new(key, credentials)?, credentials.vanishes_at);
        transaction.put(USER_NAME, &self.accounts, item, free(replaced, now))
    }

    /// Seems to register an address that has an account already, so that nobody
    /// learns of it: uses up the challenge, keeps the user name for as long as
    /// an account that waits would, and tells the owner of the address. Refused as
    /// [`Store::create_account`] is.
    #[expect(
        clippy::disallowed_methods,
        reason = "nobody is signed in, and nothing of an account changes"
    )]
    pub(crate) async fn only_seem(
        &self,
        credentials: &Credentials,
        replaced: Option<&Credentials>,
        challenge: &SolvedChallenge,
        message: SendMail,
        now: Timestamp,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::without_author();
        self.take_user_name(&mut transaction, credentials, replaced, now)?;
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
        transaction.create(ACTIVATION, &self.accounts, item)?;
        let user_name = credentials.user_name.as_str().to_owned();
        let mail = ActivateAccount { user_name, code: code.secret, until: code.expires_at };
        self.outbox.send(transaction, to_address(&credentials.email, credentials.locale, &mail))
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
    /// Refused by `ACCOUNT` when it waits no more, by `EMAIL` when its address
    /// has an account meanwhile.
    pub(crate) async fn send_another_code(
        &self,
        message: OutboxId,
        credentials: &Credentials,
        code: ActivationCode,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.audit.begin(deed, only_done(credentials.account))?;
        self.handle_once(&mut transaction, message, credentials.account, deed.now())?;
        let key = account_key(credentials.account);
        transaction.check(ACCOUNT, &self.accounts, key, never_activated())?;
        let email = name_key(&credentials.email.sign_in_name());
        transaction.check(EMAIL, &self.accounts, email, Condition::item_missing())?;
        self.send_code(&mut transaction, credentials, code)?;
        transaction.commit().await
    }

    /// What a code stands for.
    pub(crate) async fn activation(&self, code: &str) -> Result<Option<Activation>, StoreError> {
        self.accounts.get(&code_key(code)).await
    }

    /// Uses up the code and activates its account, which claims the address
    /// (S16). Refused by `ACTIVATION` when it was used meanwhile, by `ACCOUNT` when the
    /// account is active or has vanished, by `EMAIL` when the address has another.
    pub(crate) async fn activate(
        &self,
        code: &str,
        waiting: &Credentials,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let (before, after) = (json!({ "active": false }), json!({ "active": true }));
        let told = Told::changed(waiting.account, before, after);
        let mut transaction = self.audit.begin(deed, told)?;
        transaction.delete(ACTIVATION, &self.accounts, code_key(code), Condition::item_exists())?;
        let active = Credentials { active: true, vanishes_at: None, ..waiting.clone() };
        // Who registered twice has two links, each with a password of its own.
        let own = Condition::equals("account", waiting.account);
        let twin = never_activated().and(Condition::equals("email", &waiting.email));
        let user_name = Item::new(name_key(&waiting.user_name.sign_in_name()), &active)?;
        transaction.put(USER_NAME, &self.accounts, user_name, own.or(twin))?;
        let email = Item::new(name_key(&waiting.email.sign_in_name()), &active)?;
        transaction.put(EMAIL, &self.accounts, email, Condition::item_missing())?;
        let there = Condition::item_exists();
        transaction.delete(WAITING, &self.accounts, waiting_key(waiting), there)?;
        let activated = Change::new().set("active", true).remove("vanishesAt").remove("ttl");
        transaction.update(
            ACCOUNT,
            &self.accounts,
            account_key(waiting.account),
            activated.add("version", 1),
            never_activated().and(Condition::greater_than("ttl", deed.now().as_second())),
        )?;
        transaction.commit().await
    }
}
