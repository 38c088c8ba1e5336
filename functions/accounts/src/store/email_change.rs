//! The change of an account's address (S79): asked for, confirmed by a code
//! that went to the new address.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared_domain::notices::{Mail, Recipient, SendMail};
use shared_platform::audit::{Entry, Occasion};
use shared_platform::auth::{AccountKind, Actor};
use shared_platform::ids::AccountId;
use shared_platform::store::{
    Change, CommitError, Condition, Item, Key, StoreError, Transaction, get_two,
};

use super::{Store, name_key};
use crate::account::{Account, Credentials, EmailAddress};
use crate::second_factor::SecondFactor;
use crate::secrets::hash_of_secret;

/// What the code of a change stands for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EmailChange {
    /// Whose address changes.
    pub(crate) account: AccountId,
    /// The user name of the account, under which its credentials are found.
    pub(crate) user_name: String,
    /// The address it gets.
    pub(crate) email: EmailAddress,
    /// The generation of sessions in which it was asked for: a new password, or
    /// the end of all sessions, makes the code worthless.
    pub(crate) generation: u64,
    /// When the code ends.
    pub(crate) expires_at: Timestamp,
}

fn email_change_key(code: &str) -> Key {
    Key::new(format!("EMAILCHANGE#{}", hash_of_secret(code)), "EMAILCHANGE")
}

impl Store {
    /// Notes what was asked for, under the code that goes to the new address,
    /// uses up what was shown for it and tells the old address. When the new address is somebody's already,
    /// `change` is none, and only the mails are sent. Refused by `account` or
    /// `recovery_code` when what was shown was used before.
    pub(crate) async fn ask_for_email_change(
        &self,
        (account, credentials, factor): (&Account, &Credentials, &SecondFactor),
        change: Option<(&str, &EmailChange)>,
        mail: SendMail,
        action: &'static str,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        self.hold(&mut transaction, credentials, factor, None, occasion.now)?;
        if let Some((code, change)) = change {
            let item = Item::new(email_change_key(code), change)?.expiring(change.expires_at);
            transaction.create("code", &self.accounts, item)?;
        }
        self.outbox.send(&mut transaction, mail)?;
        let user_name = account.user_name.as_str().to_owned();
        let told = Mail::EmailChangeRequested { user_name, at: occasion.now };
        self.outbox.send(&mut transaction, to_present_address(account, told))?;
        self.audit.record(&mut transaction, occasion, &entry(account, action))?;
        transaction.commit().await
    }

    /// What a code stands for.
    pub(crate) async fn email_change(&self, code: &str) -> Result<Option<EmailChange>, StoreError> {
        self.accounts.get(&email_change_key(code)).await
    }

    /// The account whose address changes, with its credentials.
    pub(crate) async fn account_of_email_change(
        &self,
        change: &EmailChange,
    ) -> Result<Option<(Account, Credentials)>, StoreError> {
        let name = crate::account::SignInName::of(&change.user_name);
        let (account, credentials) = get_two(
            (&self.accounts, &shared_platform::auth::account_key(change.account)),
            (&self.accounts, &name_key(&name)),
        )
        .await?;
        Ok(account.zip(credentials))
    }

    /// Gives an account the new address and uses up the code: all sessions and
    /// all other codes end with it, for they may be known to who reads the old
    /// address. Refused by `code` when it was used meanwhile, by `email` when
    /// the address was taken meanwhile.
    pub(crate) async fn change_email(
        &self,
        code: &str,
        change: &EmailChange,
        account: &Account,
        credentials: &Credentials,
        action: &'static str,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        let used_up = email_change_key(code);
        transaction.delete("code", &self.accounts, used_up, Condition::item_exists())?;

        let belongs = Condition::equals("account", account.id);
        let old = name_key(&account.email.sign_in_name());
        transaction.delete("old_email", &self.accounts, old, belongs.clone())?;
        let renewed = Credentials {
            email: change.email.clone(),
            session_generation: account.session_generation + 1,
            ..credentials.clone()
        };
        let new = Item::new(name_key(&change.email.sign_in_name()), &renewed)?;
        // Whoever only waits for the address does not have it.
        transaction.put("email", &self.accounts, new, Condition::item_missing())?;
        let email = Change::new().set("email", &change.email).add("sessionGeneration", 1);
        let user_name = name_key(&account.user_name.sign_in_name());
        transaction.update("user_name", &self.accounts, user_name, email.clone(), belongs)?;
        self.change_own(&mut transaction, account, email)?;
        if account.kind == AccountKind::Staff {
            let row = Change::new().set("email", &change.email);
            self.change_in_directory(&mut transaction, account.id, row)?;
        }

        let user_name = account.user_name.as_str().to_owned();
        let told = Mail::EmailChanged { user_name, at: occasion.now };
        self.outbox.send(&mut transaction, to_present_address(account, told))?;
        self.audit.record(&mut transaction, occasion, &entry(account, action))?;
        transaction.commit().await
    }
}

/// A mail to the address that an account has now, wherever it is going to be
/// when the mail is sent.
fn to_present_address(account: &Account, mail: Mail) -> SendMail {
    let recipient = Recipient::Address(account.email.as_str().to_owned(), account.locale);
    SendMail { recipient, mail }
}

/// The audit log outlives the account: it names no address.
fn entry(account: &Account, action: &'static str) -> Entry {
    Entry {
        actor: Actor::Account(account.id),
        action,
        subject: account.id.to_string(),
        before: json!({ "sessionGeneration": account.session_generation }),
        after: json!(null),
    }
}
