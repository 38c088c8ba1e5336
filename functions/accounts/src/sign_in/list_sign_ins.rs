//! `GET /api/account/sign-ins`: who has signed in to the account, or tried to.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared_platform::auth::AccountHolder;
use shared_platform::http::{ProblemDocument, Query};
use shared_platform::store::{Cursor, Page};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::{IntoParams, ToSchema};

use crate::sign_in::sign_in_log::SignInEntry;
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct ListSignIns {
    store: Store,
}

impl HttpAction for ListSignIns {
    const NAME: &'static str = "list_sign_ins";

    fn route() -> Route<Self> {
        route!(list_sign_ins)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::warmed(environment).await? })
    }
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
pub struct SignInPage {
    /// `next` of the page before.
    cursor: Option<String>,
}

impl SignInPage {
    /// Where the page begins.
    pub(crate) fn begins(&self) -> Result<Option<Cursor>, Problem> {
        let cursor = self.cursor.as_deref().map(Cursor::parse).transpose();
        cursor.map_err(|_| Problem::malformed("invalid_cursor"))
    }
}

/// A page of the sign-ins of an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignInList {
    /// Newest first; kept for 180 days.
    items: Vec<SignInEntry>,
    /// Where the next page begins, if there may be one.
    next: Option<String>,
}

impl From<Page<SignInEntry>> for SignInList {
    fn from(page: Page<SignInEntry>) -> Self {
        Self { items: page.items, next: page.next.map(|next| next.text()) }
    }
}

/// List the sign-ins to your account, those that failed among them.
#[utoipa::path(
    get,
    path = "/api/account/sign-ins",
    operation_id = "list_sign_ins",
    tag = "accounts",
    params(SignInPage),
    responses(
        (status = 200, body = SignInList),
        (status = 400, body = ProblemDocument, description = "`invalid_cursor`"),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`")
    ),
    security(("access_token" = []))
)]
async fn list_sign_ins(
    State(action): State<ListSignIns>,
    holder: AccountHolder,
    request: RequestContext,
    Query(page): Query<SignInPage>,
) -> Result<Json<SignInList>, Problem> {
    let after = page.begins()?;
    let (account, page) = tokio::join!(
        action.store.own_account(&holder),
        action.store.sign_ins(holder.account, after, request.now)
    );
    account?;
    Ok(Json(page?.into()))
}
