//! `DELETE /api/sessions/current`: the end of a session.

use axum::extract::State;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use shared_platform::audit::Deed;
use shared_platform::auth::Visitor;
use shared_platform::store::CommitError;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use crate::sessions::session::{Refresh, RefreshToken, removed_cookie};
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct SignOut {
    store: Store,
}

impl HttpAction for SignOut {
    const NAME: &'static str = "sign_out";

    fn route() -> Route<Self> {
        route!(sign_out)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::warmed(environment).await? })
    }
}

/// Sign out.
///
/// Ends the session of the cookie; without one there is nothing to end.
#[utoipa::path(
    delete,
    path = "/api/sessions/current",
    operation_id = "sign_out",
    tag = "accounts",
    responses((status = 204, description = "Signed out."))
)]
async fn sign_out(
    State(action): State<SignOut>,
    visitor: Visitor,
    request: RequestContext,
    headers: HeaderMap,
) -> Result<(StatusCode, [(HeaderName, HeaderValue); 1]), Problem> {
    let signed_out = (StatusCode::NO_CONTENT, [removed_cookie()]);
    let Some(token) = RefreshToken::from_cookies(&headers) else { return Ok(signed_out) };
    let Some((session, account)) = action.store.session(&token).await? else {
        return Ok(signed_out);
    };
    // Only who holds a token of the session may end it.
    let refresh = session.refresh(&token, account.session_generation, request.now);
    if matches!(refresh, Refresh::Rotate | Refresh::GiveAgain) {
        let deed = Deed::of(&visitor.as_owner_of(token.account), SignOut::NAME, &request);
        match action.store.end_session(token.account, token.session, &deed).await {
            Ok(()) | Err(CommitError::Refused(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(signed_out)
}
