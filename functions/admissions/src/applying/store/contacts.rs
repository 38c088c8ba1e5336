//! Contact addresses (S13): that of the account, and those that wait to be
//! confirmed by a code that went to them.

use serde_json::json;
use shared_domain::account::Contact;
use shared_domain::application::ApplicationHead;
use shared_domain::form::confirmation::{EmailConfirmation, code_key};
use shared_domain::ids::ApplicationId;
use shared_domain::notices::SendMail;
use shared_platform::audit::{Deed, Told};
use shared_platform::auth::account_key;
use shared_platform::ids::AccountId;
use shared_platform::store::{CommitError, Condition, Item, Label, StoreError};

use crate::application::Application;
use crate::store::ApplicationStore;

/// What the code of a confirmation stands for.
pub(crate) type ContactConfirmation = EmailConfirmation<ApplicationId>;

/// The code of a confirmation in a transaction.
pub(crate) const CODE: Label<ContactConfirmation> = Label::new("code");

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
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let told = Told::new(asked.of, json!({ "expiresAt": asked.expires_at }));
        let mut transaction = self.audit.begin(deed, told)?;
        let item = Item::new(code_key(code), asked)?.expiring(asked.expires_at);
        transaction.create(CODE, &self.applications, item)?;
        self.outbox.send(&mut transaction, mail)?;
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
    /// Refused under [`APPLICATION`](crate::store::APPLICATION) when it changed meanwhile.
    pub(crate) async fn confirm_at_once(
        &self,
        confirmed: &Application,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.audit.begin(deed, confirmation_of(&confirmed.head))?;
        self.replace(&mut transaction, confirmed)?;
        transaction.commit().await
    }

    /// The same by a code, which is used up. `confirmed` is none where another
    /// code had confirmed the address before.
    ///
    /// # Errors
    /// Refused under [`CODE`] when it was used meanwhile, under
    /// [`APPLICATION`](crate::store::APPLICATION) when that changed meanwhile.
    pub(crate) async fn confirm_by_code(
        &self,
        code: &str,
        present: &ApplicationHead,
        confirmed: Option<&Application>,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let head = confirmed.map_or(present, |confirmed| &confirmed.head);
        let mut transaction = self.audit.begin(deed, confirmation_of(head))?;
        let used_up = Condition::item_exists();
        transaction.delete(CODE, &self.applications, code_key(code), used_up)?;
        if let Some(confirmed) = confirmed {
            self.replace(&mut transaction, confirmed)?;
        }
        transaction.commit().await
    }
}

/// The audit log outlives the application: it names no address.
fn confirmation_of(head: &ApplicationHead) -> Told {
    Told::new(head.id, json!({ "version": head.version }))
}
