//! `DELETE /api/account/sessions`: the account is signed in nowhere.

use axum::extract::State;
use http::{HeaderName, HeaderValue, StatusCode};
use shared_platform::audit::Occasion;
use shared_platform::auth::{AccountHolder, Actor};
use shared_platform::http::ProblemDocument;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::session::removed_cookie;
use crate::store::{By, Store};

/// What the action needs.
#[derive(Clone)]
pub struct EndAllSessions {
    store: Store,
}

impl HttpAction for EndAllSessions {
    const NAME: &'static str = "end_all_sessions";

    fn routes() -> OpenApiRouter<Self> {
        OpenApiRouter::new().routes(routes!(end_all_sessions))
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        store.warm().await;
        Ok(Self { store })
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
    let (actor, occasion) = (Actor::from(&holder), Occasion::from(&request));
    let by = By { actor, action: EndAllSessions::NAME, occasion: &occasion };
    action.store.end_all_sessions(&account, by).await?;
    Ok((StatusCode::NO_CONTENT, [removed_cookie()]))
}
