//! The second factor of staff: the authenticator and the recovery codes.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::staff::mails::{AuthenticatorChanged, RecoveryCodeUsed};
use shared_platform::audit::Deed;
use shared_platform::auth::{account_key, session_key};
use shared_platform::ids::{AccountId, SessionId};
use shared_platform::store::{
    Change, CommitError, Condition, Item, Key, Label, Page, Query, StoreError, Transaction,
};

use crate::account::{Account, Credentials};
use crate::mails::to_owner;
use crate::second_factor::factor::SecondFactor;
use crate::store::{ACCOUNT, AccountChange, SESSION, Store, anything, only_done};

/// An authenticator that waits to be confirmed.
pub(crate) const ENROLMENT: Label<Enrolment> = Label::new("enrolment");
/// The recovery code that was shown.
pub(crate) const RECOVERY_CODE: Label<Unused> = Label::new("recovery_code");
/// Recovery codes that are made, or made worthless.
const RECOVERY_CODES: Label<Unused> = Label::of_series("recovery_codes");

/// What stands before the hash in the key of a recovery code.
const RECOVERY: &str = "RECOVERY#";

/// An authenticator that was shown to its owner and not confirmed yet.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Enrolment {
    /// The key, sealed.
    pub(crate) totp: String,
    /// Until when it can be confirmed.
    pub(crate) expires_at: Timestamp,
}

/// A recovery code that was not used.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Unused {
    hash: String,
}

fn enrolment_key(account: AccountId) -> Key {
    Key::new(account_key(account).pk, "ENROLMENT")
}

fn recovery_key(account: AccountId, hash: &str) -> Key {
    Key::new(account_key(account).pk, format!("{RECOVERY}{hash}"))
}

impl Store {
    /// Keeps an authenticator until its owner confirms it, and uses up what was
    /// shown for it; one that waited before is forgotten. Refused by `ACCOUNT`
    /// or `RECOVERY_CODE` when what was shown was used before.
    pub(crate) async fn begin_enrolment(
        &self,
        owner: &Credentials,
        factor: &SecondFactor,
        enrolment: &Enrolment,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let account = owner.account;
        let mut transaction = self.audit.begin(deed, only_done(account))?;
        self.hold(&mut transaction, owner, factor, None, deed.now())?;
        let item = Item::new(enrolment_key(account), enrolment)?.expiring(enrolment.expires_at);
        transaction.put(ENROLMENT, &self.accounts, item, anything())?;
        transaction.commit().await
    }

    /// The authenticator that waits to be confirmed.
    pub(crate) async fn enrolment(
        &self,
        account: AccountId,
    ) -> Result<Option<Enrolment>, StoreError> {
        self.accounts.get(&enrolment_key(account)).await
    }

    /// Puts a confirmed authenticator in the place of the one before, ends all
    /// sessions but the one it was confirmed in and tells its owner. Refused by
    /// `ENROLMENT` when it was confirmed or replaced meanwhile, by `SESSION`
    /// when that session ended.
    pub(crate) async fn finish_enrolment(
        &self,
        account: &Account,
        session: SessionId,
        enrolment: &Enrolment,
        totp_step: u64,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.audit.begin(deed, only_done(account.id))?;
        let same = Condition::equals("totp", &enrolment.totp);
        transaction.delete(ENROLMENT, &self.accounts, enrolment_key(account.id), same)?;
        let AccountChange { credentials, account: own } = AccountChange::ending_all_sessions();
        let change = AccountChange {
            credentials: credentials.set("totp", &enrolment.totp),
            account: own.set("lastTotpStep", totp_step.max(account.last_totp_step)),
        };
        self.change_account(&mut transaction, account, change)?;
        self.keep_session(&mut transaction, account, session)?;
        self.tell_of_authenticator(&mut transaction, account, deed.now())?;
        transaction.commit().await
    }

    /// The hashes of the recovery codes that were not used.
    pub(crate) async fn recovery_hashes(
        &self,
        account: AccountId,
    ) -> Result<Vec<String>, StoreError> {
        let query = Query::partition(account_key(account).pk).prefix(RECOVERY);
        let page: Page<Unused> = self.accounts.list(query).await?;
        Ok(page.items.into_iter().map(|unused| unused.hash).collect())
    }

    /// Puts new recovery codes in the place of those before, uses up what was
    /// shown for them, ends all sessions but the one it is done in and tells
    /// their owner. Of two renewals at once the account's generation lets one
    /// through, so there are never twenty. Refused by `SESSION` when that
    /// session ended, by `ACCOUNT` or `RECOVERY_CODE` when what was shown was
    /// used before.
    pub(crate) async fn renew_recovery_codes(
        &self,
        (account, owner, session): (&Account, &Credentials, SessionId),
        factor: &SecondFactor,
        (before, after): (&[String], &[String]),
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.audit.begin(deed, only_done(account.id))?;
        let AccountChange { credentials, account: own } = AccountChange::ending_all_sessions();
        let names = account.sign_in_names();
        self.change_credentials(&mut transaction, account.id, names, credentials)?;
        let own = own.add("version", 1);
        self.hold(&mut transaction, owner, factor, Some(own), deed.now())?;
        self.keep_session(&mut transaction, account, session)?;
        // The one that was shown goes with what it is used for.
        let shown = |hash: &String| matches!(factor, SecondFactor::RecoveryCode { hash: shown } if shown == hash);
        let others: Vec<String> = before.iter().filter(|hash| !shown(hash)).cloned().collect();
        self.remove_recovery_codes(&mut transaction, account.id, &others)?;
        self.add_recovery_codes(&mut transaction, account.id, after)?;
        self.tell_of_authenticator(&mut transaction, account, deed.now())?;
        transaction.commit().await
    }

    /// Lets one session go on when the transaction ends all sessions.
    fn keep_session(
        &self,
        transaction: &mut Transaction,
        account: &Account,
        session: SessionId,
    ) -> Result<(), StoreError> {
        let present = account.session_generation;
        let change = Change::new().set("generation", present + 1);
        let current = Condition::equals("generation", present);
        let key = session_key(account.id, session);
        transaction.update(SESSION, &self.accounts, key, change, current)
    }

    /// Requires that the generation of sessions still is the one that was read,
    /// uses up the second factor, and changes the account, if anything changes;
    /// refused by `ACCOUNT` otherwise, or by `RECOVERY_CODE`.
    pub(crate) fn hold(
        &self,
        transaction: &mut Transaction,
        owner: &Credentials,
        factor: &SecondFactor,
        change: Option<Change>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let current = Condition::equals("sessionGeneration", owner.session_generation);
        let (change, condition) = match factor {
            SecondFactor::RecoveryCode { hash } => {
                self.use_up_recovery_code(transaction, owner, hash, now)?;
                (change, current)
            }
            SecondFactor::NotAsked => (change, current),
            SecondFactor::Totp { step } => (
                Some(change.unwrap_or_default().set("lastTotpStep", step)),
                current.and(Condition::less_than("lastTotpStep", step)),
            ),
        };
        let key = account_key(owner.account);
        match change {
            Some(change) => transaction.update(ACCOUNT, &self.accounts, key, change, condition),
            None => transaction.check(ACCOUNT, &self.accounts, key, condition),
        }
    }

    /// Uses up a recovery code and tells its owner. Refused by `RECOVERY_CODE`
    /// when there is no such code, or none any more.
    fn use_up_recovery_code(
        &self,
        transaction: &mut Transaction,
        owner: &Credentials,
        hash: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let key = recovery_key(owner.account, hash);
        transaction.delete(RECOVERY_CODE, &self.accounts, key, Condition::item_exists())?;
        let user_name = owner.user_name.as_str().to_owned();
        let mail = RecoveryCodeUsed { user_name, at: now };
        self.outbox.send(transaction, to_owner(owner.account, &mail))
    }

    pub(crate) fn add_recovery_codes(
        &self,
        transaction: &mut Transaction,
        account: AccountId,
        hashes: &[String],
    ) -> Result<(), StoreError> {
        for hash in hashes {
            let item = Item::new(recovery_key(account, hash), &Unused { hash: hash.clone() })?;
            transaction.create(RECOVERY_CODES, &self.accounts, item)?;
        }
        Ok(())
    }

    /// Removes codes, used meanwhile or not.
    pub(crate) fn remove_recovery_codes(
        &self,
        transaction: &mut Transaction,
        account: AccountId,
        hashes: &[String],
    ) -> Result<(), StoreError> {
        for hash in hashes {
            let key = recovery_key(account, hash);
            transaction.delete(RECOVERY_CODES, &self.accounts, key, anything())?;
        }
        Ok(())
    }

    pub(crate) fn tell_of_authenticator(
        &self,
        transaction: &mut Transaction,
        account: &Account,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let user_name = account.user_name.as_str().to_owned();
        let mail = AuthenticatorChanged { user_name, at };
        self.outbox.send(transaction, to_owner(account.id, &mail))
    }
}
