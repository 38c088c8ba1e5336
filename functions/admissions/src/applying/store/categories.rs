//! What a change of the funding category writes, and what a status is made of.

use serde_json::{Value, json};
use shared_domain::application::news::CategoryChanged;
use shared_domain::application::{ApplicationHead, application_key};
use shared_domain::ids::ApplicationId;
use shared_domain::notices;
use shared_domain::programme::catalogue::{StoredCatalogue, catalogue_key};
use shared_platform::audit::{Deed, Told};
use shared_platform::ids::AccountId;
use shared_platform::locale::Bilingual;
use shared_platform::store::{CommitError, StoreError, get_two};

use super::CatalogueStore;
use crate::application::Application;
use crate::store::ApplicationStore;

/// An application before and after its category changed.
#[derive(Debug)]
pub(crate) struct CategoryChange<'a> {
    pub(crate) before: &'a Application,
    pub(crate) after: &'a Application,
    /// What the new category is called.
    pub(crate) name: &'a Bilingual,
    pub(crate) reason: String,
}

impl ApplicationStore {
    /// Moves an application to another funding category and tells its owner why.
    ///
    /// # Errors
    /// Refused under [`APPLICATION`](crate::store::APPLICATION) when it changed meanwhile.
    pub(crate) async fn change_category(
        &self,
        change: CategoryChange<'_>,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let CategoryChange { before, after, name, reason } = change;
        let head = &after.head;
        let told = Told::changed(head.id, in_brief(&before.head), in_brief(head));
        let mut transaction = self.audit.begin(deed, told)?;
        self.replace(&mut transaction, after)?;
        let news = CategoryChanged {
            application: head.id,
            programme: head.programme.name.clone(),
            category: name.clone(),
            reason,
        };
        notices::tell(&self.outbox, &mut transaction, head.applicant, &news)?;
        transaction.commit().await
    }

    /// An application with the lists of the catalogue, in one call.
    pub(crate) async fn application_with_lists(
        &self,
        catalogue: &CatalogueStore,
        applicant: AccountId,
        application: ApplicationId,
    ) -> Result<(Option<Application>, StoredCatalogue), StoreError> {
        let (application, lists): (_, Option<StoredCatalogue>) = get_two(
            (&self.applications, &application_key(applicant, application)),
            (&catalogue.programmes, &catalogue_key()),
        )
        .await?;
        Ok((application, lists.unwrap_or_default()))
    }
}

/// Who pays, and how much, for the audit log.
fn in_brief(head: &ApplicationHead) -> Value {
    json!({ "fundingCategory": head.funding_category, "fee": head.fee().amount() })
}
