//! The deletion of accounts: asked for, taken back, closed, held, done.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shared_domain::account::{EmailTrouble, EmailTroubleState, Hindrance, mail_feedback_key};
use shared_domain::application::applicant_partition;
use shared_domain::notices::Mail;
use shared_platform::audit::{Deed, Told};
use shared_platform::auth::AccountHolder;
use shared_platform::auth::{account_key, session_key};
use shared_platform::ids::AccountId;
use shared_platform::store::{
    Change, CommitError, Condition, Cursor, Item, Key, Label, Page, Query, StoreError, Table,
    Transaction,
};
use shared_platform::{Environment, InitError};

use super::{ACCOUNT, AccountChange, SESSION, Store, anything};
use crate::account::Account;
use crate::deletion::{ApplicationInBrief, Deletion, OrderInBrief, Receipt, hindrances};
use crate::mails::{to_address, to_owner};
use crate::secrets::hash_of_secret;

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
}

impl Hindrances {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            applications: environment.table("APPLICATIONS")?,
            payments: environment.table("PAYMENTS")?,
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
        let orders = Query::partition(&partition).prefix("ORDER#");
        let (applications, orders) = tokio::try_join!(
            all::<ApplicationInBrief>(&self.applications, applications),
            all::<OrderInBrief>(&self.payments, orders)
        )?;
        Ok(hindrances(&applications, &orders, now))
    }
}

/// All items of a list, however many pages it has.
async fn all<T: serde::de::DeserializeOwned>(
    table: &Table,
    query: Query,
) -> Result<Vec<T>, StoreError> {
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
        let mut transaction = self.audit.begin(deed, told(account, json!(deletion)))?;
        let mut change = AccountChange::ending_all_sessions();
        change.account = change.account.set("deletion", deletion);
        self.change_account(&mut transaction, account, change)?;
        let going_on = Change::new().add("generation", 1);
        let present = Condition::equals("generation", holder.generation);
        let session = session_key(holder.account, holder.session);
        transaction.update(SESSION, &self.accounts, session, going_on, present)?;
        self.note_due(&mut transaction, account.id, deletion)?;
        let user_name = account.user_name.as_str().to_owned();
        let mail = Mail::DeletionScheduled { user_name, due_at: deletion.due_at };
        self.outbox.send(&mut transaction, to_owner(account.id, mail))?;
        transaction.commit().await
    }

    /// Takes a deletion back.
    pub(crate) async fn cancel_deletion(
        &self,
        account: &Account,
        deletion: &Deletion,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.audit.begin(deed, told(account, Value::Null))?;
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
        let mut transaction = self.audit.begin(deed, told(account, held))?;
        self.change_own(&mut transaction, account, Change::new().set("deletion", to))?;
        if from.hindrances.is_empty() {
            let user_name = account.user_name.as_str().to_owned();
            let mail = Mail::DeletionHeld { user_name, hindrances: to.hindrances.clone() };
            self.outbox.send(&mut transaction, to_owner(account.id, mail))?;
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
        let mut transaction = self.audit.begin(deed, told(account, json!(to)))?;
        self.free_names(&mut transaction, account)?;
        let closed = Change::new().set("deletion", to).add("sessionGeneration", 1);
        self.change_own(&mut transaction, account, closed)?;
        self.forget_due(&mut transaction, &Due::of(account.id, from))?;
        self.note_due(&mut transaction, account.id, to)?;
        transaction.commit().await
    }

    /// Writes the receipt, unless an earlier try has.
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
        let mut transaction = self.audit.begin(deed, told(account, json!({ "erased": true })))?;
        transaction.delete(FEEDBACK, &self.notices, feedback, anything())?;
        let unchanged = Condition::equals("version", account.version);
        transaction.delete(ACCOUNT, &self.accounts, account_key(account.id), unchanged)?;
        self.forget_due(&mut transaction, &Due::of(account.id, deletion))?;
        let erased = Change::new().set("erasedAt", deed.now());
        let written = Condition::item_exists();
        transaction.update(RECEIPT, &self.accounts, receipt_key(code), erased, written)?;
        if !trouble.is_some_and(|trouble| trouble.state == EmailTroubleState::Bounced) {
            let user_name = account.user_name.as_str().to_owned();
            let mail = Mail::AccountDeleted { user_name, code: code.to_owned() };
            let mail = to_address(&account.email, account.locale, mail);
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

fn told(account: &Account, after: Value) -> Told {
    Told::changed(account.id, json!(account.deletion), after)
}
