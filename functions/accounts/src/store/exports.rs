//! Exports: asked for, built, listed.

use jiff::Timestamp;
use serde_json::json;
use shared_domain::ids::ExportId;
use shared_domain::notices::Mail;
use shared_platform::audit::{Deed, Told};
use shared_platform::auth::account_key;
use shared_platform::ids::AccountId;
use shared_platform::store::{
    Change, CommitError, Condition, IdempotentRequest, Item, Key, Label, Page, Query, StoreError,
    get_two,
};

use super::Store;
use crate::account::Account;
use crate::export::{BuildExport, Export};
use crate::mails::to_owner;

/// An export.
const EXPORT: Label<Export> = Label::new("export");

fn export_key(account: AccountId, export: ExportId) -> Key {
    Key::new(account_key(account).pk, format!("EXPORT#{export}"))
}

impl Store {
    /// The exports of an account that were asked for within two weeks, the
    /// latest first.
    pub(crate) async fn exports(
        &self,
        account: AccountId,
        now: Timestamp,
    ) -> Result<Vec<Export>, StoreError> {
        let query = Query::partition(account_key(account).pk).prefix("EXPORT#").newest_first();
        let page: Page<Export> = self.accounts.list(query).await?;
        Ok(page.items.into_iter().filter(|export| now < export.forgotten_at()).collect())
    }

    /// What was answered to this request for an export, if it was made before.
    pub(crate) async fn export_asked_for<T: serde::de::DeserializeOwned>(
        &self,
        request: &IdempotentRequest,
    ) -> Result<Option<T>, shared_platform::Problem> {
        request.reply(&self.accounts).await
    }

    /// Notes that an export is wanted, and has it built. Refused by `ACCOUNT`
    /// when it changed since it was read: so two requests at once are one.
    pub(crate) async fn ask_for_export(
        &self,
        account: &Account,
        export: &Export,
        request: &IdempotentRequest,
        reply: &impl serde::Serialize,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.audit.begin(deed, told(export))?;
        request.remember(&mut transaction, &self.accounts, reply, deed.now())?;
        let item = Item::new(export_key(account.id, export.id), export)?;
        transaction.create(EXPORT, &self.accounts, item.expiring(export.forgotten_at()))?;
        self.change_own(&mut transaction, account, Change::new())?;
        let build = BuildExport { account: account.id, export: export.id };
        self.outbox.send(&mut transaction, build)?;
        transaction.commit().await
    }

    /// An export with its account, if there still are both.
    pub(crate) async fn export(
        &self,
        account: AccountId,
        export: ExportId,
    ) -> Result<Option<(Export, Account)>, StoreError> {
        let (export, account) = get_two(
            (&self.accounts, &export_key(account, export)),
            (&self.accounts, &account_key(account)),
        )
        .await?;
        Ok(export.zip(account))
    }

    /// Takes an export for one build. Refused when another one was faster.
    pub(crate) async fn lease_export(
        &self,
        export: &Export,
        until: Timestamp,
    ) -> Result<(), CommitError> {
        let unchanged = match export.leased_until {
            None => Condition::Missing("leasedUntil"),
            Some(until) => Condition::equals("leasedUntil", until),
        };
        let unchanged = Condition::item_exists().and(unchanged);
        let change = Change::new().set("leasedUntil", until);
        self.accounts.update(export_key(export.account, export.id), change, unchanged).await
    }

    /// Gives an export back that was taken until then: the build failed.
    pub(crate) async fn give_export_back(
        &self,
        export: &Export,
        until: Timestamp,
    ) -> Result<(), CommitError> {
        let own = Condition::equals("leasedUntil", until);
        let change = Change::new().remove("leasedUntil");
        self.accounts.update(export_key(export.account, export.id), change, own).await
    }

    /// Notes that an export can be fetched, and tells its owner. Refused by
    /// `EXPORT` when it could be before.
    pub(crate) async fn export_is_ready(
        &self,
        export: &Export,
        account: &Account,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let ready = Export { ready_at: Some(deed.now()), ..export.clone() };
        let mut transaction = self.audit.begin(deed, told(export))?;
        let change = Change::new().set("readyAt", ready.ready_at).remove("leasedUntil");
        let not_yet = Condition::item_exists().and(Condition::Missing("readyAt"));
        let key = export_key(export.account, export.id);
        transaction.update(EXPORT, &self.accounts, key, change, not_yet)?;
        let mail = Mail::ExportReady {
            user_name: account.user_name.as_str().to_owned(),
            until: ready.expires_at().unwrap_or(deed.now()),
        };
        self.outbox.send(&mut transaction, to_owner(account.id, mail))?;
        transaction.commit().await
    }
}

fn told(export: &Export) -> Told {
    Told::new(export.account, json!({ "export": export.id }))
}
