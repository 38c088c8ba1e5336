//! `GET /api/account`: the account as its owner sees it.

use axum::Json;
use axum::extract::State;
use shared_platform::auth::AccountHolder;
use shared_platform::http::ProblemDocument;
use shared_platform::{Environment, HttpAction, InitError, Problem, Route, route};

use crate::own_account::account_view::AccountView;
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct ViewAccount {
    store: Store,
}

impl HttpAction for ViewAccount {
    const NAME: &'static str = "view_account";

    fn route() -> Route<Self> {
        route!(view_account)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::warmed(environment).await? })
    }
}

/// View your own account.
#[utoipa::path(
    get,
    path = "/api/account",
    operation_id = "view_account",
    tag = "accounts",
    responses(
        (status = 200, body = AccountView),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`")
    ),
    security(("access_token" = []))
)]
async fn view_account(
    State(action): State<ViewAccount>,
    holder: AccountHolder,
) -> Result<Json<AccountView>, Problem> {
    let account = action.store.own_account(&holder).await?;
    let beside = action.store.beside(&account).await?;
    Ok(Json(AccountView::of(account, beside)))
}
