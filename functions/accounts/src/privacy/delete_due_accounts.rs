//! `delete_due_accounts`: takes every deletion that is due one stage further.
//!
//! 1. The account is closed: its names are free, its sessions over. Whoever
//!    holds an access token of it can use it for ten minutes more.
//! 2. After a quarter of an hour it is erased, along the list of
//!    `shared_domain::personal_data`; what the law requires is kept. The receipt is
//!    written before and completed after.
//!
//! Before each stage it is looked whether an application or a payment is under
//! way: then the deletion is held, and looked at again after a day. A run may
//! die between any two lines: what it did is done again by the next one, with
//! the same end. A run that was missed is made up for by the next one.

use std::time::{Duration, Instant};

use serde::de::IgnoredAny;
use shared_domain::account::mail_feedback_key;
use shared_domain::document;
use shared_domain::letter;
use shared_domain::personal_data::PersonalData;
use shared_platform::actions::Failure;
use shared_platform::audit::Deed;
use shared_platform::auth::account_key;
use shared_platform::store::CommitError;
use shared_platform::{Clock, Environment, InitError, TaskAction};

use crate::account::Account;
use crate::privacy::deletion::{Deletion, Inventory};
use crate::privacy::export::objects_of;
use crate::privacy::files::Files;
use crate::privacy::store::{Due, Hindrances};
use crate::secrets::AccountSecrets;
use crate::store::Store;

/// For how long a run begins with further deletions: one that it has begun has
/// two minutes left at least.
const BEGINS_WITHIN: Duration = Duration::from_secs(3 * 60);

/// What the action needs.
pub struct DeleteDueAccounts {
    store: Store,
    hindrances: Hindrances,
    data: PersonalData,
    files: Files,
    secrets: AccountSecrets,
    clock: Clock,
}

impl TaskAction for DeleteDueAccounts {
    const NAME: &'static str = "delete_due_accounts";
    type Input = IgnoredAny;
    type Output = ();

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            store: Store::of(environment)?,
            hindrances: Hindrances::of(environment)?,
            data: PersonalData::of(environment)?,
            files: Files::of(environment)?,
            secrets: AccountSecrets::of(environment).await?,
            clock: environment.clock(),
        })
    }

    /// Accounts that cannot be deleted do not keep the others, however many they are.
    async fn run(&self, _: IgnoredAny) -> Result<(), Failure> {
        let began = Instant::now();
        let mut failure = None;
        let mut after = None;
        loop {
            let page = self.store.due_deletions(after.take(), self.clock.now()).await?;
            for due in page.items {
                if began.elapsed() > BEGINS_WITHIN {
                    return failure.map_or(Ok(()), Err);
                }
                if let Err(error) = self.advance(&due).await {
                    tracing::error!(action = Self::NAME, cause = %error, "a deletion failed");
                    failure = Some(error);
                }
            }
            after = page.next;
            if after.is_none() {
                return failure.map_or(Ok(()), Err);
            }
        }
    }
}

impl DeleteDueAccounts {
    /// Takes one deletion a stage further, unless it was changed meanwhile.
    async fn advance(&self, due: &Due) -> Result<(), Failure> {
        let account = self.store.account(due.account).await?;
        let deletion = account.as_ref().and_then(|account| account.deletion.clone());
        let outcome = match account.zip(deletion) {
            Some((account, deletion)) if deletion.due_at == due.due_at => {
                self.next_stage(&account, &deletion).await
            }
            _ => self.store.forget_deletion(due).await.map_err(Failure::from),
        };
        match outcome {
            Err(error) if error.downcast_ref().is_some_and(is_race) => Ok(()),
            outcome => outcome,
        }
    }

    async fn next_stage(&self, account: &Account, deletion: &Deletion) -> Result<(), Failure> {
        let now = self.clock.now();
        let deed = Deed::of_task::<Self>(now);
        let hindrances = self.hindrances.to(account.id, now).await?;
        if !hindrances.is_empty() {
            let later = deletion.held(hindrances, now);
            return Ok(self.store.hold_deletion(account, (deletion, &later), &deed).await?);
        }
        if deletion.closed_at.is_none() {
            let closed = deletion.closed(now);
            return Ok(self.store.close_account(account, (deletion, &closed), &deed).await?);
        }
        self.erase(account, deletion, &deed).await
    }

    /// Erases what there is of a person: the files, then the items, then the
    /// account itself, which leads to all of them.
    async fn erase(
        &self,
        account: &Account,
        deletion: &Deletion,
        deed: &Deed,
    ) -> Result<(), Failure> {
        let [quarantine, clean] = document::objects_of(account.id);
        let letters = letter::objects_of(account.id);
        let folders = [quarantine, clean, letters, objects_of(account.id)];
        let inventory = self.inventory(account, &folders).await?;
        // The same at every try: what is mailed in the end opens the receipt
        // that was written at the beginning.
        let code = self.secrets.receipt_code(account.id, deletion.requested_at);
        self.store.begin_receipt(&code, &inventory.receipt(deletion.requested_at)).await?;
        for folder in &folders {
            self.files.erase(folder).await?;
        }
        // They go with the account: what leads to all the rest, and what says
        // whether a last mail would arrive.
        let last = [account_key(account.id), mail_feedback_key(account.email.as_str())];
        for (place, keys) in inventory.to_erase() {
            let keys: Vec<_> = keys.iter().filter(|key| !last.contains(key)).cloned().collect();
            self.data.erase(place, account.id, &keys).await?;
        }
        Ok(self.store.erase_account(account, deletion, &code, deed).await?)
    }

    async fn inventory(&self, account: &Account, folders: &[String]) -> Result<Inventory, Failure> {
        let mut inventory = Inventory::default();
        let mut walk = self.data.walk(account.person());
        while let Some((place, found)) = walk.next().await? {
            inventory.add(place, found);
        }
        for folder in folders {
            inventory.files += self.files.count(folder).await?;
        }
        Ok(inventory)
    }
}

/// Whether somebody else was faster: the next run sees what they did.
fn is_race(error: &CommitError) -> bool {
    matches!(error, CommitError::Refused(_))
}
