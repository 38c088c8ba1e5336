//! Passwords that are forgotten and changed.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared_domain::notices::{Mail, Recipient, SendMail};
use shared_platform::audit::{Entry, Occasion};
use shared_platform::auth::Actor;
use shared_platform::auth::{account_key, session_key};
use shared_platform::ids::{AccountId, OutboxId};
use shared_platform::store::{Change, CommitError, Condition, Item, Key, StoreError, Transaction};

use super::{AccountChange, Store};
use crate::account::{Account, Credentials};
use crate::password::{Password, PasswordHash};
use crate::second_factor::SecondFactor;
use crate::session::Session;

/// A temporary password as it is kept: under its hash, with whose it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TemporaryPassword {
    /// Whose it is.
    pub(crate) account: AccountId,
    /// The generation of sessions it was made in: whatever ends all sessions
    /// makes it worthless.
    pub(crate) generation: u64,
    /// When it ends.
    pub(crate) expires_at: Timestamp,
}

impl TemporaryPassword {
    /// Whether it opens the change of this password.
    pub(crate) fn is_good_for(&self, owner: &Credentials, now: Timestamp) -> bool {
        self.account == owner.account
            && self.generation == owner.session_generation
            && now < self.expires_at
    }
}

pub(super) fn temporary_key(hash: &str) -> Key {
    Key::new(format!("TEMPORARY#{hash}"), "TEMPORARY")
}

/// The mail that tells of a new password.
fn password_changed(credentials: &Credentials, now: Timestamp) -> SendMail {
    let user_name = credentials.user_name.as_str().to_owned();
    let mail = Mail::PasswordChanged { user_name, at: now };
    SendMail { recipient: Recipient::Account(credentials.account), mail }
}

impl Store {
    /// Keeps a temporary password and mails it (S24). Refused by `message` when
    /// that was done for this message before, by `account` when there is none
    /// or its password was changed meanwhile.
    pub(crate) async fn send_temporary_password(
        &self,
        message: OutboxId,
        owner: &Credentials,
        password: &Password,
        expires_at: Timestamp,
        action: &'static str,
        now: Timestamp,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        self.handle_once(&mut transaction, message, owner.account, now)?;
        let present = Condition::equals("sessionGeneration", owner.session_generation);
        transaction.check("account", &self.accounts, account_key(owner.account), present)?;
        let temporary = TemporaryPassword {
            account: owner.account,
            generation: owner.session_generation,
            expires_at,
        };
        let key = temporary_key(&password.hash_as_temporary());
        let item = Item::new(key, &temporary)?.expiring(expires_at);
        transaction.create("temporary", &self.accounts, item)?;
        let recipient = Recipient::Address(owner.email.as_str().to_owned(), owner.locale);
        let mail = Mail::TemporaryPassword {
            user_name: owner.user_name.as_str().to_owned(),
            password: password.reveal().to_owned(),
            until: expires_at,
        };
        self.outbox.send(&mut transaction, SendMail { recipient, mail })?;
        let entry = Entry {
            actor: Actor::Service(action),
            action,
            subject: owner.account.to_string(),
            before: json!(null),
            after: json!({ "expiresAt": expires_at }),
        };
        self.audit.record(&mut transaction, &Occasion::of_message(message, now), &entry)?;
        transaction.commit().await
    }

    /// Changes a forgotten password: uses up the temporary one, ends all
    /// sessions and tells the owner (S25). Refused by `temporary` when it was
    /// used meanwhile, by `account` when the password was changed or the second
    /// factor used meanwhile, by `recovery_code` when there is no such code.
    pub(crate) async fn reset_password(
        &self,
        owner: &Credentials,
        temporary_hash: &str,
        factor: &SecondFactor,
        password: &PasswordHash,
        action: &'static str,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        let key = temporary_key(temporary_hash);
        transaction.delete("temporary", &self.accounts, key, Condition::item_exists())?;
        let generation = owner.session_generation + 1;
        let names = [owner.user_name.sign_in_name(), owner.email.sign_in_name()];
        let credentials =
            Change::new().set("password", password).set("sessionGeneration", generation);
        self.change_credentials(&mut transaction, owner.account, names, credentials)?;
        let change = Change::new().set("sessionGeneration", generation).add("version", 1);
        self.hold(&mut transaction, owner, factor, Some(change), occasion.now)?;
        self.tell_of_change(&mut transaction, owner, action, occasion)?;
        transaction.commit().await
    }

    /// Changes the password of an account as it was read (S22): all sessions
    /// end but one, which goes on with another secret. Refused by `account`
    /// when the account was changed meanwhile, by `session` when that session
    /// ended or was refreshed meanwhile: all that it replaces is known.
    pub(crate) async fn change_password(
        &self,
        (account, owner): (&Account, &Credentials),
        (present, session): (&Session, &Session),
        password: &PasswordHash,
        action: &'static str,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        let generation = || Change::new().set("sessionGeneration", session.generation);
        let change = AccountChange {
            credentials: generation().set("password", password),
            account: generation(),
        };
        self.change_account(&mut transaction, account, change)?;
        let renewed = Change::new()
            .set("generation", session.generation)
            .set("secretHash", &session.secret_hash)
            .set("previousHash", &session.previous_hash)
            .set("replacedHashes", &session.replaced_hashes)
            .set("rotatedAt", session.rotated_at);
        let key = session_key(session.account, session.id);
        let unchanged = Condition::equals("generation", account.session_generation)
            .and(Condition::equals("secretHash", &present.secret_hash));
        transaction.update("session", &self.accounts, key, renewed, unchanged)?;
        self.tell_of_change(&mut transaction, owner, action, occasion)?;
        transaction.commit().await
    }

    /// The mail and the audit entry of a new password.
    fn tell_of_change(
        &self,
        transaction: &mut Transaction,
        owner: &Credentials,
        action: &'static str,
        occasion: &Occasion,
    ) -> Result<(), StoreError> {
        self.outbox.send(transaction, password_changed(owner, occasion.now))?;
        let entry = Entry {
            actor: Actor::Account(owner.account),
            action,
            subject: owner.account.to_string(),
            before: json!({ "sessionGeneration": owner.session_generation }),
            after: json!({ "sessionGeneration": owner.session_generation + 1 }),
        };
        self.audit.record(transaction, occasion, &entry)
    }
}
