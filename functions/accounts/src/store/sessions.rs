//! Sessions in the Accounts table.

use jiff::Timestamp;
use shared_platform::audit::Deed;
use shared_platform::auth::{account_key, session_key};
use shared_platform::ids::{AccountId, SessionId};
use shared_platform::store::{Change, CommitError, Condition, StoreError, get_two};

use super::Store;
use crate::account::Account;
use crate::session::{RefreshToken, Session};

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

    /// Puts the next token in the place of the present one, if it still is.
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
}
