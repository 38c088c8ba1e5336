//! The account as its owner sees and changes it: settings, sessions, sign-ins.

use jiff::Timestamp;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use shared_domain::account::mail_feedback_key;
use shared_domain::notices::Mail;
use shared_platform::Problem;
use shared_platform::audit::{Deed, Told};
use shared_platform::auth::{AccountHolder, AccountKind};
use shared_platform::auth::{account_key, session_key};
use shared_platform::clock::seconds_after;
use shared_platform::ids::{AccountId, SessionId};
use shared_platform::store::{
    Change, CommitError, Condition, Cursor, Label, Page, Query, StoreError, Transaction, get_two,
};

use super::{AccountChange, SESSION, Store};
use crate::account::Account;
use crate::account_view::{Beside, Settings};
use crate::mails::to_owner;
use crate::session::{Session, session_over};
use crate::sign_in_log::{KEPT_SECONDS, SignInEntry};

/// How many sessions are shown: the newest ones.
const SESSIONS_SHOWN: i32 = 100;
/// How many sign-ins are on a page.
const SIGN_INS_PER_PAGE: i32 = 20;
/// The session that asks.
const OWN_SESSION: Label<Session> = Label::new("own_session");
/// The account of the session that asks.
const OWN_GENERATION: Label<Account> = Label::new("own_generation");

impl Store {
    /// The holder's account, while the session that asks is not over.
    ///
    /// # Errors
    /// 401 `session_over` when it was ended.
    pub(crate) async fn own_account(&self, holder: &AccountHolder) -> Result<Account, Problem> {
        let (account, session): (Option<Account>, Option<IgnoredAny>) = get_two(
            (&self.accounts, &account_key(holder.account)),
            (&self.accounts, &session_key(holder.account, holder.session)),
        )
        .await?;
        let account = account.filter(|account| account.session_generation == holder.generation);
        account.zip(session).map(|(account, _)| account).ok_or_else(session_over)
    }

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

    /// The sessions of an account that are not over, the one opened last first.
    pub(crate) async fn sessions(
        &self,
        holder: &AccountHolder,
        now: Timestamp,
    ) -> Result<Vec<Session>, StoreError> {
        let query = Query::partition(account_key(holder.account).pk).prefix("SESSION#");
        let query = query.newest_first().limit(SESSIONS_SHOWN);
        let page: Page<Session> = self.accounts.list(query).await?;
        let open = page.items.into_iter().filter(|session| session.is_open(holder.generation, now));
        Ok(open.collect())
    }

    /// Ends a session of the holder's. Refused by `SESSION` when there is none
    /// of that id.
    ///
    /// # Errors
    /// 401 `session_over` when the session that asks was ended.
    pub(crate) async fn end_own_session(
        &self,
        holder: &AccountHolder,
        session: SessionId,
        deed: &Deed,
    ) -> Result<(), Problem> {
        let mut transaction = self.begin_of_end(holder.account, session, deed)?;
        if session != holder.session {
            let own = session_key(holder.account, holder.session);
            transaction.check(OWN_SESSION, &self.accounts, own, Condition::item_exists())?;
        }
        let current = Condition::equals("sessionGeneration", holder.generation);
        transaction.check(OWN_GENERATION, &self.accounts, account_key(holder.account), current)?;
        transaction.commit().await.map_err(|error| match error {
            CommitError::Refused(refused)
                if refused.is_of(OWN_SESSION) || refused.is_of(OWN_GENERATION) =>
            {
                session_over()
            }
            CommitError::Refused(_) => Problem::not_found(),
            CommitError::Store(error) => error.into(),
        })
    }

    /// Ends a session of which an old token was shown, and tells its owner.
    pub(crate) async fn end_reused_session(
        &self,
        account: &Account,
        session: SessionId,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let mut transaction = self.begin_of_end(account.id, session, deed)?;
        let user_name = account.user_name.as_str().to_owned();
        let mail = Mail::SessionReused { user_name, at: deed.now() };
        self.outbox.send(&mut transaction, to_owner(account.id, mail))?;
        transaction.commit().await
    }

    /// The transaction that ends a session.
    pub(super) fn begin_of_end(
        &self,
        account: AccountId,
        session: SessionId,
        deed: &Deed,
    ) -> Result<Transaction, StoreError> {
        let told = Told::changed(account, json!({ "session": session }), Value::Null);
        let mut transaction = self.audit.begin(deed, told)?;
        let key = session_key(account, session);
        transaction.delete(SESSION, &self.accounts, key, Condition::item_exists())?;
        Ok(transaction)
    }

    /// The sign-ins of an account, newest first.
    pub(crate) async fn sign_ins(
        &self,
        account: AccountId,
        after: Option<Cursor>,
        now: Timestamp,
    ) -> Result<Page<SignInEntry>, StoreError> {
        let query = Query::partition(account_key(account).pk).prefix("SIGNIN#");
        let query = query.newest_first().limit(SIGN_INS_PER_PAGE).after(after);
        let mut page: Page<SignInEntry> = self.accounts.list(query).await?;
        page.items.retain(|entry| now < seconds_after(entry.at, KEPT_SECONDS));
        Ok(page)
    }
}

impl AccountChange {
    /// Ends all sessions: none of them is of the generation that comes next.
    pub(crate) fn ending_all_sessions() -> Self {
        let next = Change::new().add("sessionGeneration", 1);
        Self { credentials: next.clone(), account: next }
    }
}
