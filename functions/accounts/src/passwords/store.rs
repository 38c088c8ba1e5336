//! Passwords that are forgotten and changed.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared_domain::account::mails;
use shared_platform::audit::{Deed, Told};
use shared_platform::auth::{account_key, session_key};
use shared_platform::ids::{AccountId, OutboxId};
use shared_platform::store::{
    Change, CommitError, Condition, Item, Key, Label, StoreError, Transaction,
};

use crate::account::{Account, Credentials};
use crate::mails::{to_address, to_owner};
use crate::passwords::password::{Password, PasswordHash};
use crate::second_factor::factor::SecondFactor;
use crate::sessions::session::Session;
use crate::store::{ACCOUNT, AccountChange, SESSION, Store, sessions_ended};

/// A temporary password.
pub(crate) const TEMPORARY: Label<TemporaryPassword> = Label::new("temporary");

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

pub(crate) fn temporary_key(hash: &str) -> Key {
    Key::new(format!("TEMPORARY#{hash}"), "TEMPORARY")
}

impl Store {
    /// Keeps a temporary password and mails it (S24). Refused when
    /// that was done for this message before, by `ACCOUNT` when there is none
    /// or its password was changed meanwhile.
    pub(crate) async fn send_temporary_password(
        &self,
        message: OutboxId,
        owner: &Credentials,
        password: &Password,
        expires_at: Timestamp,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let told = Told::new(owner.account, json!({ "expiresAt": expires_at }));
        let mut transaction = self.audit.begin(deed, told)?;
        self.handle_once(&mut transaction, message, owner.account, deed.now())?;
        let present = Condition::equals("sessionGeneration", owner.session_generation);
        transaction.check(ACCOUNT, &self.accounts, account_key(owner.account), present)?;
        let temporary = TemporaryPassword {
            account: owner.account,
            generation: owner.session_generation,
            expires_at,
        };
        let key = temporary_key(&password.hash_as_temporary());
        let item = Item::new(key, &temporary)?.expiring(expires_at);
        transaction.create(TEMPORARY, &self.accounts, item)?;
        let mail = mails::TemporaryPassword {
            user_name: owner.user_name.as_str().to_owned(),
            password: password.reveal().to_owned(),
            until: expires_at,
        };
        self.outbox.send(&mut transaction, to_address(&owner.email, owner.locale, &mail))?;
        transaction.commit().await
    }

    /// Changes a forgotten password: uses up the temporary one, ends all
    /// sessions and tells the owner (S25). Refused by `TEMPORARY` when it was
    /// used meanwhile, by `ACCOUNT` when the password was changed or the second
    /// factor used meanwhile, by `RECOVERY_CODE` when there is no such code.
    pub(crate) async fn reset_password(
        &self,
        owner: &Credentials,
        temporary_hash: &str,
        factor: &SecondFactor,
        password: &PasswordHash,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.begin_of_password_change(owner, deed)?;
        let key = temporary_key(temporary_hash);
        transaction.delete(TEMPORARY, &self.accounts, key, Condition::item_exists())?;
        let generation = owner.session_generation + 1;
        let credentials =
            Change::new().set("password", password).set("sessionGeneration", generation);
        let names = owner.sign_in_names();
        self.change_credentials(&mut transaction, owner.account, names, credentials)?;
        let change = Change::new().set("sessionGeneration", generation).add("version", 1);
        self.hold(&mut transaction, owner, factor, Some(change), deed.now())?;
        transaction.commit().await
    }

    /// Changes the password of an account as it was read (S22): all sessions
    /// end but one, which goes on with another secret. Refused by `ACCOUNT`
    /// when the account was changed meanwhile, by `SESSION` when that session
    /// ended or was refreshed meanwhile: all that it replaces is known.
    pub(crate) async fn change_password(
        &self,
        (account, owner): (&Account, &Credentials),
        (present, session): (&Session, &Session),
        password: &PasswordHash,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.begin_of_password_change(owner, deed)?;
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
        transaction.update(SESSION, &self.accounts, key, renewed, unchanged)?;
        transaction.commit().await
    }

    /// The transaction of a new password, of which its owner is told.
    fn begin_of_password_change(
        &self,
        owner: &Credentials,
        deed: &Deed,
    ) -> Result<Transaction, StoreError> {
        let told = sessions_ended(owner.account, owner.session_generation);
        let mut transaction = self.audit.begin(deed, told)?;
        let user_name = owner.user_name.as_str().to_owned();
        let mail = mails::PasswordChanged { user_name, at: deed.now() };
        self.outbox.send(&mut transaction, to_owner(owner.account, &mail))?;
        Ok(transaction)
    }
}
