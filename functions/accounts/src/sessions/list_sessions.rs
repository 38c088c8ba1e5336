//! `GET /api/account/sessions`: where the account is signed in.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use shared_platform::auth::AccountHolder;
use shared_platform::http::ProblemDocument;
use shared_platform::ids::SessionId;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::ToSchema;

use crate::sessions::session::Session;
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct ListSessions {
    store: Store,
}

impl HttpAction for ListSessions {
    const NAME: &'static str = "list_sessions";

    fn route() -> Route<Self> {
        route!(list_sessions)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::warmed(environment).await? })
    }
}

/// A session of the account.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpenSession {
    id: SessionId,
    /// What it was opened on, as far as that is known: `Firefox, Android`.
    device: String,
    opened_at: Timestamp,
    /// When its client last asked for a new access token.
    last_used_at: Timestamp,
    /// Whether it is the one that asks.
    current: bool,
}

/// The sessions of the account.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionList {
    /// At most a hundred, the one opened last first.
    items: Vec<OpenSession>,
}

impl OpenSession {
    fn of(session: Session, current: SessionId) -> Self {
        Self {
            id: session.id,
            device: session.device,
            opened_at: session.opened_at,
            last_used_at: session.rotated_at,
            current: session.id == current,
        }
    }
}

/// List the sessions of your account.
#[utoipa::path(
    get,
    path = "/api/account/sessions",
    operation_id = "list_sessions",
    tag = "accounts",
    responses(
        (status = 200, body = SessionList),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`")
    ),
    security(("access_token" = []))
)]
async fn list_sessions(
    State(action): State<ListSessions>,
    holder: AccountHolder,
    request: RequestContext,
) -> Result<Json<SessionList>, Problem> {
    let (account, sessions) = tokio::join!(
        action.store.own_account(&holder),
        action.store.sessions(&holder, request.now)
    );
    account?;
    let items = sessions?.into_iter().map(|session| OpenSession::of(session, holder.session));
    Ok(Json(SessionList { items: items.collect() }))
}
