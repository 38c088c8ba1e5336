//! `DELETE /api/account/sessions/{sessionId}`: one session less.

use axum::extract::State;
use http::StatusCode;
use shared_platform::audit::Deed;
use shared_platform::auth::AccountHolder;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::ids::SessionId;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct EndSession {
    store: Store,
}

impl HttpAction for EndSession {
    const NAME: &'static str = "end_session";

    fn route() -> Route<Self> {
        route!(end_session)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::warmed(environment).await? })
    }
}

/// End one session of your account.
///
/// Its device can ask for no new access token; the one it has lasts ten minutes
/// at the most.
#[utoipa::path(
    delete,
    path = "/api/account/sessions/{sessionId}",
    operation_id = "end_session",
    tag = "accounts",
    params(("sessionId" = inline(SessionId), Path, description = "The session.")),
    responses(
        (status = 204, description = "The session is over."),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`"),
        (status = 404, body = ProblemDocument, description = "`not_found`")
    ),
    security(("access_token" = []))
)]
async fn end_session(
    State(action): State<EndSession>,
    holder: AccountHolder,
    request: RequestContext,
    Path(session): Path<SessionId>,
) -> Result<StatusCode, Problem> {
    let deed = Deed::of(&holder, EndSession::NAME, &request);
    action.store.end_own_session(&holder, session, &deed).await?;
    Ok(StatusCode::NO_CONTENT)
}
