//! What an account's owner may ask for by law: exports, asked for, built and
//! listed; the deletion of the account, asked for, taken back, closed, held, done.

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared_domain::account::mails::{AccountDeleted, DeletionHeld, DeletionScheduled, ExportReady};
use shared_domain::account::{EmailTrouble, EmailTroubleState, Hindrance, mail_feedback_key};
use shared_domain::application::{ApplicationHead, applicant_partition};
use shared_domain::ids::ExportId;
use shared_domain::payment::ORDERS;
use shared_domain::payment::order::Order;
use shared_domain::student::{STUDENTS_OF_ACCOUNT, StudentOfAccount};
use shared_platform::audit::{Deed, Told};
use shared_platform::auth::{AccountHolder, account_key, session_key};
use shared_platform::ids::AccountId;
use shared_platform::store::{
    Change, CommitError, Condition, Cursor, IdempotentRequest, Item, Key, Label, Page, Query,
    StoreError, Table, Transaction, get_two,
};
use shared_platform::{Environment, InitError, Problem};

use crate::account::Account;
use crate::mails::{to_address, to_owner};
use crate::privacy::deletion::{Deletion, Receipt, hindrances};
use crate::privacy::export::{BuildExport, Export};
use crate::secrets::hash_of_secret;
use crate::store::{ACCOUNT, AccountChange, SESSION, Store, anything};

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
    pub(crate) async fn export_asked_for<T: DeserializeOwned>(
        &self,
        request: &IdempotentRequest,
    ) -> Result<Option<T>, Problem> {
        request.reply(&self.accounts).await
    }

    /// Notes that an export is wanted, and has it built. Refused by `ACCOUNT`
    /// when it changed since it was read: so two requests at once are one.
    pub(crate) async fn ask_for_export(
        &self,
        account: &Account,
        export: &Export,
        request: &IdempotentRequest,
        reply: &impl Serialize,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.audit.begin(deed, of_export(export))?;
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
    #[expect(clippy::disallowed_methods, reason = "nobody asked for it: a lease of the service")]
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
    #[expect(clippy::disallowed_methods, reason = "nobody asked for it: a lease of the service")]
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
        let mut transaction = self.audit.begin(deed, of_export(export))?;
        let change = Change::new().set("readyAt", ready.ready_at).remove("leasedUntil");
        let not_yet = Condition::item_exists().and(Condition::Missing("readyAt"));
        let key = export_key(export.account, export.id);
        transaction.update(EXPORT, &self.accounts, key, change, not_yet)?;
        let mail = ExportReady {
            user_name: account.user_name.as_str().to_owned(),
            until: ready.expires_at().unwrap_or(deed.now()),
        };
        self.outbox.send(&mut transaction, to_owner(account.id, &mail))?;
        transaction.commit().await
    }
}

fn of_export(export: &Export) -> Told {
    Told::new(export.account, json!({ "export": export.id }))
}

/// A deletion among those that are to come.
const DUE: Label<Due> = Label::new("due");
/// The same in its place of before.
const WAS_DUE: Label<Due> = Label::new("was_due");
/// The receipt of a deletion.
const RECEIPT: Label<Receipt> = Label::new("receipt");
/// What is known of mails to an address.
const FEEDBACK: Label<EmailTrouble> = Label::new("feedback");

/// The partition of the deletions that are to come, in the order they are due.
const DELETIONS: &str = "DELETIONS";
/// How many deletions are read at once.
const DELETIONS_PER_PAGE: i32 = 25;

/// A deletion that is due.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Due {
    pub(crate) account: AccountId,
    pub(crate) due_at: Timestamp,
}

impl Due {
    fn of(account: AccountId, deletion: &Deletion) -> Self {
        Self { account, due_at: deletion.due_at }
    }

    fn key(&self) -> Key {
        Key::new(DELETIONS, format!("{}#{}", self.due_at, self.account))
    }
}

fn receipt_key(code: &str) -> Key {
    Key::new(format!("RECEIPT#{}", hash_of_secret(code)), "RECEIPT")
}

/// The tables that say whether an account can be deleted.
#[derive(Debug, Clone)]
pub(crate) struct Hindrances {
    applications: Table,
    payments: Table,
    registrations: Table,
}

impl Hindrances {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            applications: environment.table("APPLICATIONS")?,
            payments: environment.table("PAYMENTS")?,
            registrations: environment.table("REGISTRATIONS")?,
        })
    }

    /// What hinders the deletion of an account.
    pub(crate) async fn to(
        &self,
        account: AccountId,
        now: Timestamp,
    ) -> Result<Vec<Hindrance>, StoreError> {
        let partition = applicant_partition(account);
        let applications = Query::partition(&partition).prefix("APPLICATION#");
        let orders = Query::partition(&partition).prefix(ORDERS);
        let students = Query::partition(&partition).prefix(STUDENTS_OF_ACCOUNT);
        let (applications, orders, students) = tokio::try_join!(
            all::<ApplicationHead>(&self.applications, applications),
            all::<Order>(&self.payments, orders),
            all::<StudentOfAccount>(&self.registrations, students)
        )?;
        Ok(hindrances(&applications, &orders, &students, now))
    }
}

/// All items of a list, however many pages it has.
async fn all<T: DeserializeOwned>(table: &Table, query: Query) -> Result<Vec<T>, StoreError> {
    let mut all = Vec::new();
    let mut next = None;
    loop {
        let page: Page<T> = table.list(query.clone().after(next)).await?;
        all.extend(page.items);
        next = page.next;
        if next.is_none() {
            return Ok(all);
        }
    }
}

impl Store {
    /// Notes that an account is to be deleted, ends all sessions but the one
    /// that asks, and tells the owner.
    pub(crate) async fn ask_for_deletion(
        &self,
        account: &Account,
        holder: &AccountHolder,
        deletion: &Deletion,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.audit.begin(deed, of_deletion(account, json!(deletion)))?;
        let mut change = AccountChange::ending_all_sessions();
        change.account = change.account.set("deletion", deletion);
        self.change_account(&mut transaction, account, change)?;
        let going_on = Change::new().add("generation", 1);
        let present = Condition::equals("generation", holder.generation);
        let session = session_key(holder.account, holder.session);
        transaction.update(SESSION, &self.accounts, session, going_on, present)?;
        self.note_due(&mut transaction, account.id, deletion)?;
        let user_name = account.user_name.as_str().to_owned();
        let mail = DeletionScheduled { user_name, due_at: deletion.due_at };
        self.outbox.send(&mut transaction, to_owner(account.id, &mail))?;
        transaction.commit().await
    }

    /// Takes a deletion back.
    pub(crate) async fn cancel_deletion(
        &self,
        account: &Account,
        deletion: &Deletion,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.audit.begin(deed, of_deletion(account, Value::Null))?;
        self.change_own(&mut transaction, account, Change::new().remove("deletion"))?;
        self.forget_due(&mut transaction, &Due::of(account.id, deletion))?;
        transaction.commit().await
    }

    /// A page of the deletions that are due, the oldest first.
    pub(crate) async fn due_deletions(
        &self,
        after: Option<Cursor>,
        now: Timestamp,
    ) -> Result<Page<Due>, StoreError> {
        let query = Query::partition(DELETIONS).limit(DELETIONS_PER_PAGE).after(after);
        let mut page: Page<Due> = self.accounts.list(query).await?;
        let all = page.items.len();
        page.items.retain(|due| due.due_at <= now);
        if page.items.len() < all {
            page.next = None;
        }
        Ok(page)
    }

    /// Forgets a deletion that the account does not know of.
    #[expect(clippy::disallowed_methods, reason = "bookkeeping of the clock")]
    pub(crate) async fn forget_deletion(&self, due: &Due) -> Result<(), CommitError> {
        let mut transaction = Transaction::without_author();
        self.forget_due(&mut transaction, due)?;
        transaction.commit().await
    }

    /// Puts a deletion off: something hinders it. Its owner is told the first
    /// time, and sees it in the account.
    pub(crate) async fn hold_deletion(
        &self,
        account: &Account,
        (from, to): (&Deletion, &Deletion),
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let held = json!({ "dueAt": to.due_at, "hindrances": to.hindrances });
        let mut transaction = self.audit.begin(deed, of_deletion(account, held))?;
        self.change_own(&mut transaction, account, Change::new().set("deletion", to))?;
        if from.hindrances.is_empty() {
            let user_name = account.user_name.as_str().to_owned();
            let mail = DeletionHeld { user_name, hindrances: to.hindrances.clone() };
            self.outbox.send(&mut transaction, to_owner(account.id, &mail))?;
        }
        self.forget_due(&mut transaction, &Due::of(account.id, from))?;
        self.note_due(&mut transaction, account.id, to)?;
        transaction.commit().await
    }

    /// Closes an account: its names are free, and its sessions over.
    pub(crate) async fn close_account(
        &self,
        account: &Account,
        (from, to): (&Deletion, &Deletion),
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.audit.begin(deed, of_deletion(account, json!(to)))?;
        self.free_names(&mut transaction, account)?;
        let closed = Change::new().set("deletion", to).add("sessionGeneration", 1);
        self.change_own(&mut transaction, account, closed)?;
        self.forget_due(&mut transaction, &Due::of(account.id, from))?;
        self.note_due(&mut transaction, account.id, to)?;
        transaction.commit().await
    }

    /// Writes the receipt, unless an earlier try has.
    #[expect(
        clippy::disallowed_methods,
        reason = "a part of a deletion that was told when it was asked for"
    )]
    pub(crate) async fn begin_receipt(
        &self,
        code: &str,
        receipt: &Receipt,
    ) -> Result<(), CommitError> {
        let item = Item::new(receipt_key(code), receipt)?;
        match self.accounts.put(item, Condition::item_missing()).await {
            Err(CommitError::Refused(_)) => Ok(()),
            outcome => outcome,
        }
    }

    /// Takes the account itself away, when nothing else is left of it: with it
    /// goes the last reason to come back here. No mail goes to an address that
    /// mails do not reach: it would only leave another trace.
    pub(crate) async fn erase_account(
        &self,
        account: &Account,
        deletion: &Deletion,
        code: &str,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let feedback = mail_feedback_key(account.email.as_str());
        let trouble: Option<EmailTrouble> = self.notices.get(&feedback).await?;
        let mut transaction =
            self.audit.begin(deed, of_deletion(account, json!({ "erased": true })))?;
        transaction.delete(FEEDBACK, &self.notices, feedback, anything())?;
        let unchanged = Condition::equals("version", account.version);
        transaction.delete(ACCOUNT, &self.accounts, account_key(account.id), unchanged)?;
        self.forget_due(&mut transaction, &Due::of(account.id, deletion))?;
        let erased = Change::new().set("erasedAt", deed.now());
        let written = Condition::item_exists();
        transaction.update(RECEIPT, &self.accounts, receipt_key(code), erased, written)?;
        if !trouble.is_some_and(|trouble| trouble.state == EmailTroubleState::Bounced) {
            let user_name = account.user_name.as_str().to_owned();
            let mail = AccountDeleted { user_name, code: code.to_owned() };
            let mail = to_address(&account.email, account.locale, &mail);
            self.outbox.send(&mut transaction, mail)?;
        }
        transaction.commit().await
    }

    /// The receipt of a deletion.
    pub(crate) async fn receipt(&self, code: &str) -> Result<Option<Receipt>, StoreError> {
        self.accounts.get(&receipt_key(code)).await
    }

    fn note_due(
        &self,
        transaction: &mut Transaction,
        account: AccountId,
        deletion: &Deletion,
    ) -> Result<(), StoreError> {
        let due = Due::of(account, deletion);
        transaction.create(DUE, &self.accounts, Item::new(due.key(), &due)?)
    }

    fn forget_due(&self, transaction: &mut Transaction, due: &Due) -> Result<(), StoreError> {
        transaction.delete(WAS_DUE, &self.accounts, due.key(), Condition::item_exists())
    }
}

fn of_deletion(account: &Account, after: Value) -> Told {
    Told::changed(account.id, json!(account.deletion), after)
}
