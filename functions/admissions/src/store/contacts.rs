//! Contact addresses (S13): that of the account, and those that wait to be
//! confirmed by a code that went to them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared_domain::account::Contact;
use shared_domain::application::ApplicationHead;
use shared_domain::ids::ApplicationId;
use shared_domain::notices::SendMail;
use shared_platform::audit::{Entry, Occasion};
use shared_platform::auth::Actor;
use shared_platform::auth::account_key;
use shared_platform::ids::AccountId;
use shared_platform::secret::hash_of_secret;
use shared_platform::store::{CommitError, Condition, Item, Key, StoreError, Transaction};

use super::ApplicationStore;
use crate::application::Application;

/// What the code of a confirmation stands for.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ContactConfirmation {
    /// Whose application it is.
    pub(crate) applicant: AccountId,
    /// For which application.
    pub(crate) application: ApplicationId,
    /// Which address.
    pub(crate) email: String,
    /// When the code ends.
    pub(crate) expires_at: Timestamp,
}

fn code_key(code: &str) -> Key {
    Key::new(format!("CONTACTEMAIL#{}", hash_of_secret(code)), "CONTACTEMAIL")
}

impl ApplicationStore {
    /// How to reach the owner of an account; none where there is no account.
    pub(crate) async fn contact(&self, account: AccountId) -> Result<Option<Contact>, StoreError> {
        self.accounts.get(&account_key(account)).await
    }

    /// Notes which address is to be confirmed, under the code that goes to it.
    pub(crate) async fn ask_for_confirmation(
        &self,
        code: &str,
        asked: &ContactConfirmation,
        mail: SendMail,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        let item = Item::new(code_key(code), asked)?.expiring(asked.expires_at);
        transaction.create("code", &self.applications, item)?;
        self.outbox.send(&mut transaction, mail)?;
        let subject = asked.application;
        let entry = Entry {
            actor: Actor::Account(asked.applicant),
            action: "request_contact_confirmation",
            subject: subject.to_string(),
            before: json!(null),
            after: json!({ "expiresAt": asked.expires_at }),
        };
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }

    /// What a code stands for.
    pub(crate) async fn confirmation(
        &self,
        code: &str,
    ) -> Result<Option<ContactConfirmation>, StoreError> {
        self.applications.get(&code_key(code)).await
    }

    /// Writes the application for which an address is confirmed.
    ///
    /// # Errors
    /// Refused under `application` when it changed meanwhile.
    pub(crate) async fn confirm_at_once(
        &self,
        confirmed: &Application,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        self.replace(&mut transaction, confirmed)?;
        let entry = confirmation_of(&confirmed.head, "request_contact_confirmation");
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }

    /// The same by a code, which is used up. `confirmed` is none where another
    /// code had confirmed the address before.
    ///
    /// # Errors
    /// Refused under `code` when it was used meanwhile, under `application` when
    /// that changed meanwhile.
    pub(crate) async fn confirm_by_code(
        &self,
        code: &str,
        present: &ApplicationHead,
        confirmed: Option<&Application>,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        let used_up = Condition::item_exists();
        transaction.delete("code", &self.applications, code_key(code), used_up)?;
        if let Some(confirmed) = confirmed {
            self.replace(&mut transaction, confirmed)?;
        }
        let head = confirmed.map_or(present, |confirmed| &confirmed.head);
        let entry = confirmation_of(head, "confirm_contact_email");
        self.audit.record(&mut transaction, occasion, &entry)?;
        transaction.commit().await
    }
}

/// The audit log outlives the application: it names no address.
fn confirmation_of(head: &ApplicationHead, action: &'static str) -> Entry {
    Entry {
        actor: Actor::Account(head.applicant),
        action,
        subject: head.id.to_string(),
        before: json!(null),
        after: json!({ "version": head.version }),
    }
}
