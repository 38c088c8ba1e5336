//! Sessions in the Accounts table.

use http::HeaderMap;
use jiff::Timestamp;
use serde_json::{Value, json};
use shared_domain::account::mails::SessionReused;
use shared_platform::Problem;
use shared_platform::audit::{Deed, Told};
use shared_platform::auth::{AccountHolder, account_key, session_key};
use shared_platform::ids::{AccountId, SessionId};
use shared_platform::store::{
    Change, CommitError, Condition, Label, Page, Query, StoreError, Transaction, get_two,
};

use crate::account::Account;
use crate::mails::to_owner;
use crate::sessions::session::{Refresh, RefreshToken, Session, session_over};
use crate::store::{AccountChange, SESSION, Store, sessions_ended};

/// The session that asks.
const OWN_SESSION: Label<Session> = Label::new("own_session");
/// The account of the session that asks.
const OWN_GENERATION: Label<Account> = Label::new("own_generation");

/// How many sessions are shown: the newest ones.
const SESSIONS_SHOWN: i32 = 100;

impl Store {
    /// The session that a refresh token names, with its account.
    pub(crate) async fn session(
        &self,
        token: &RefreshToken,
    ) -> Result<Option<(Session, Account)>, StoreError> {
        let (session, account) = get_two(
            (&self.accounts, &session_key(token.account, token.session)),
            (&self.accounts, &account_key(token.account)),
        )
        .await?;
        Ok(session.zip(account))
    }

    /// The session of the browser's cookie, whosever it is: the one that is opened
    /// takes its place, and it ends.
    pub(crate) async fn former_session(
        &self,
        headers: &HeaderMap,
        now: Timestamp,
    ) -> Result<Option<Session>, StoreError> {
        let Some(token) = RefreshToken::from_cookies(headers) else { return Ok(None) };
        let found = self.session(&token).await?;
        Ok(found.and_then(|(session, account)| {
            let refresh = session.refresh(&token, account.session_generation, now);
            matches!(refresh, Refresh::Rotate | Refresh::GiveAgain).then_some(session)
        }))
    }

    /// Puts the next token in the place of the present one, if it still is.
    #[expect(clippy::disallowed_methods, reason = "the session's own next token")]
    pub(crate) async fn rotate(
        &self,
        present: &RefreshToken,
        next: &RefreshToken,
        now: Timestamp,
    ) -> Result<(), CommitError> {
        let change = Change::new()
            .set("secretHash", next.hash())
            .set("previousHash", present.hash())
            .set("rotatedAt", now);
        let unchanged = Condition::equals("secretHash", present.hash());
        self.accounts.update(session_key(present.account, present.session), change, unchanged).await
    }

    /// Ends a session.
    pub(crate) async fn end_session(
        &self,
        account: AccountId,
        session: SessionId,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        self.begin_of_end(account, session, deed)?.commit().await
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
        let mail = SessionReused { user_name, at: deed.now() };
        self.outbox.send(&mut transaction, to_owner(account.id, &mail))?;
        transaction.commit().await
    }

    /// Ends all sessions of an account, however many there are.
    pub(crate) async fn end_all_sessions(
        &self,
        account: &Account,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let told = sessions_ended(account.id, account.session_generation);
        let mut transaction = self.audit.begin(deed, told)?;
        self.change_account(&mut transaction, account, AccountChange::ending_all_sessions())?;
        transaction.commit().await
    }

    /// The transaction that ends a session.
    fn begin_of_end(
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
}
