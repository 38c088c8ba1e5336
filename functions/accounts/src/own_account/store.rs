//! The account as its owner sees and changes it: settings, and the change of its
//! address (S79), asked for and confirmed by a code that went to the new one.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared_domain::account::mail_feedback_key;
use shared_domain::account::mails::{EmailChangeRequested, EmailChanged};
use shared_domain::notices::{Mail, SendMail};
use shared_platform::audit::{Deed, Told};
use shared_platform::auth::{AccountKind, account_key};
use shared_platform::ids::AccountId;
use shared_platform::store::{
    Change, CommitError, Condition, Item, Key, Label, StoreError, get_two,
};

use crate::account::{Account, Credentials, EmailAddress, SignInName};
use crate::mails::to_address;
use crate::own_account::account_view::{Beside, Settings};
use crate::second_factor::factor::SecondFactor;
use crate::secrets::hash_of_secret;
use crate::store::{AccountChange, EMAIL, Store, USER_NAME, name_key};

impl Store {
    /// What the owner sees with an account.
    pub(crate) async fn beside(&self, account: &Account) -> Result<Beside, StoreError> {
        let feedback = mail_feedback_key(account.email.as_str());
        let (email_trouble, recovery_codes_left) =
            tokio::join!(self.notices.get(&feedback), async {
                match account.kind {
                    AccountKind::Applicant => Ok(None),
                    AccountKind::Staff => {
                        let unused = self.recovery_hashes(account.id).await;
                        unused.map(|hashes| Some(hashes.len()))
                    }
                }
            });
        Ok(Beside { email_trouble: email_trouble?, recovery_codes_left: recovery_codes_left? })
    }

    /// Changes what the owner may choose.
    pub(crate) async fn set_settings(
        &self,
        account: &Account,
        settings: &Settings,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let told = Told::changed(account.id, json!(Settings::of(account)), json!(settings));
        let mut transaction = self.audit.begin(deed, told)?;
        let change = AccountChange {
            credentials: Change::new().set("locale", settings.locale),
            account: Change::new()
                .set("locale", settings.locale)
                .set("timeZone", &settings.time_zone)
                .set("noticeMails", settings.notice_mails),
        };
        self.change_account(&mut transaction, account, change)?;
        transaction.commit().await
    }
}

/// What the code of a change stands for.
pub(crate) const EMAIL_CHANGE: Label<EmailChange> = Label::new("email_change");
/// What stands under the address that an account gives up.
const OLD_EMAIL: Label<Credentials> = Label::new("old_email");

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
    /// uses up what was shown for it and tells the old address. When the new
    /// address is somebody's already, `change` is none, and only the mails are
    /// sent. Refused by `ACCOUNT` or `RECOVERY_CODE` when what was shown was used
    /// before.
    pub(crate) async fn ask_for_email_change(
        &self,
        (account, credentials, factor): (&Account, &Credentials, &SecondFactor),
        change: Option<(&str, &EmailChange)>,
        mail: SendMail,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.audit.begin(deed, told(account))?;
        self.hold(&mut transaction, credentials, factor, None, deed.now())?;
        if let Some((code, change)) = change {
            let item = Item::new(email_change_key(code), change)?.expiring(change.expires_at);
            transaction.create(EMAIL_CHANGE, &self.accounts, item)?;
        }
        self.outbox.send(&mut transaction, mail)?;
        // Who gets the link itself needs no word of it.
        if change.is_none_or(|(_, change)| change.email != account.email) {
            let user_name = account.user_name.as_str().to_owned();
            let told = EmailChangeRequested { user_name, at: deed.now() };
            self.outbox.send(&mut transaction, to_present_address(account, &told))?;
        }
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
        let name = SignInName::of(&change.user_name);
        let (account, credentials) = get_two(
            (&self.accounts, &account_key(change.account)),
            (&self.accounts, &name_key(&name)),
        )
        .await?;
        Ok(account.zip(credentials))
    }

    /// Gives an account the new address and uses up the code: all sessions and
    /// all other codes end with it, for they may be known to who reads the old
    /// address. Refused by `EMAIL_CHANGE` when it was used meanwhile, by `EMAIL` when
    /// the address was taken meanwhile.
    pub(crate) async fn change_email(
        &self,
        code: &str,
        change: &EmailChange,
        account: &Account,
        credentials: &Credentials,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.audit.begin(deed, told(account))?;
        let used_up = email_change_key(code);
        transaction.delete(EMAIL_CHANGE, &self.accounts, used_up, Condition::item_exists())?;

        let belongs = Condition::equals("account", account.id);
        // The address of the roster was no name to sign in with.
        if !account.email_of_roster {
            let old = name_key(&account.email.sign_in_name());
            transaction.delete(OLD_EMAIL, &self.accounts, old, belongs.clone())?;
        }
        let renewed = Credentials {
            email: change.email.clone(),
            email_of_roster: false,
            session_generation: account.session_generation + 1,
            ..credentials.clone()
        };
        let new = Item::new(name_key(&change.email.sign_in_name()), &renewed)?;
        // Whoever only waits for the address does not have it.
        transaction.put(EMAIL, &self.accounts, new, Condition::item_missing())?;
        let email = Change::new().set("email", &change.email).set("emailOfRoster", false);
        let email = email.add("sessionGeneration", 1);
        let user_name = name_key(&account.user_name.sign_in_name());
        transaction.update(USER_NAME, &self.accounts, user_name, email.clone(), belongs)?;
        self.change_own(&mut transaction, account, email)?;
        if account.kind == AccountKind::Staff {
            let row = Change::new().set("email", &change.email);
            self.change_in_directory(&mut transaction, account.id, row)?;
        }

        if change.email != account.email {
            let user_name = account.user_name.as_str().to_owned();
            let told = EmailChanged { user_name, at: deed.now() };
            self.outbox.send(&mut transaction, to_present_address(account, &told))?;
        }
        transaction.commit().await
    }
}

/// A mail to the address that an account has now, wherever it is going to be
/// when the mail is sent.
fn to_present_address(account: &Account, mail: &impl Mail) -> SendMail {
    to_address(&account.email, account.locale, mail)
}

/// The audit log outlives the account: it names no address.
fn told(account: &Account) -> Told {
    let before = json!({ "sessionGeneration": account.session_generation });
    Told::changed(account.id, before, Value::Null)
}
