//! `DELETE /api/account/sessions`: the account is signed in nowhere.

use axum::extract::State;
use http::{HeaderName, HeaderValue, StatusCode};
use shared_platform::audit::Deed;
use shared_platform::auth::AccountHolder;
use shared_platform::http::ProblemDocument;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use crate::sessions::session::removed_cookie;
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct EndAllSessions {
    store: Store,
}

impl HttpAction for EndAllSessions {
    const NAME: &'static str = "end_all_sessions";

    fn route() -> Route<Self> {
        route!(end_all_sessions)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::warmed(environment).await? })
    }
}

/// End all sessions of your account, the one that asks among them.
#[utoipa::path(
    delete,
    path = "/api/account/sessions",
    operation_id = "end_all_sessions",
    tag = "accounts",
    responses(
        (status = 204, description = "The account is signed in nowhere."),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`"),
        (status = 409, body = ProblemDocument, description = "`changed_meanwhile`")
    ),
    security(("access_token" = []))
)]
async fn end_all_sessions(
    State(action): State<EndAllSessions>,
    holder: AccountHolder,
    request: RequestContext,
) -> Result<(StatusCode, [(HeaderName, HeaderValue); 1]), Problem> {
    let account = action.store.own_account(&holder).await?;
    let deed = Deed::of(&holder, EndAllSessions::NAME, &request);
    action.store.end_all_sessions(&account, &deed).await?;
    Ok((StatusCode::NO_CONTENT, [removed_cookie()]))
}
