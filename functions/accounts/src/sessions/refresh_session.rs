//! `POST /api/sessions/refresh`: a new access token for a session.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode};
use shared_platform::audit::Deed;
use shared_platform::auth::{TokenSigner, Visitor};
use shared_platform::http::ProblemDocument;
use shared_platform::store::CommitError;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use crate::account::Identity;
use crate::secrets::AccountSecrets;
use crate::sessions::session::{
    Refresh, RefreshToken, SignedIn, removed_cookie, session_over, signed_in,
};
use crate::store::Store;

/// What the audit log calls the end of a session of which an old token was shown.
const SESSION_REUSED: &str = "session_reused";

/// What the action needs.
#[derive(Clone)]
pub struct RefreshSession {
    store: Store,
    secrets: AccountSecrets,
    signer: TokenSigner,
}

impl HttpAction for RefreshSession {
    const NAME: &'static str = "refresh_session";

    fn route() -> Route<Self> {
        route!(refresh_session)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        let (secrets, signer, ()) = tokio::join!(
            AccountSecrets::of(environment),
            TokenSigner::of(environment),
            store.warm()
        );
        Ok(Self { store, secrets: secrets?, signer: signer? })
    }
}

/// Refresh a session.
///
/// The refresh token in the cookie is replaced by the next one. An old one in
/// somebody's hands ends the session, and its owner is told by mail.
#[utoipa::path(
    post,
    path = "/api/sessions/refresh",
    operation_id = "refresh_session",
    tag = "accounts",
    responses(
        (status = 200, body = SignedIn),
        (status = 401, body = ProblemDocument, description = "`session_over`")
    )
)]
async fn refresh_session(
    State(action): State<RefreshSession>,
    visitor: Visitor,
    request: RequestContext,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let over = || Ok(([removed_cookie()], session_over()).into_response());
    let Some(token) = RefreshToken::from_cookies(&headers) else { return over() };
    // The cookie stays where another one may just have been set, by a reply to
    // the same browser.
    let replaced = session_over;
    let Some((mut session, mut account)) = action.store.session(&token).await? else {
        return over();
    };
    let next = token.next(&action.secrets);
    match session.refresh(&token, account.session_generation, request.now) {
        Refresh::Rotate => match action.store.rotate(&token, &next, request.now).await {
            Ok(()) => {}
            // Whoever asked at the same moment with the same token got the same
            // next one; whatever else was faster left nothing to go on with.
            Err(CommitError::Refused(_)) => {
                let found = action.store.session(&token).await?;
                (session, account) = found.ok_or_else(replaced)?;
                let now_is = session.refresh(&token, account.session_generation, request.now);
                if now_is != Refresh::GiveAgain {
                    return Err(replaced());
                }
            }
            Err(CommitError::Store(error)) => return Err(error.into()),
        },
        Refresh::GiveAgain => {}
        Refresh::Over => return over(),
        Refresh::Replaced => return Err(replaced()),
        Refresh::Reused => {
            let deed = Deed::of(&visitor.as_owner_of(account.id), SESSION_REUSED, &request);
            return match action.store.end_reused_session(&account, token.session, &deed).await {
                Ok(()) | Err(CommitError::Refused(_)) => over(),
                Err(error) => Err(error.into()),
            };
        }
    }
    signed_in(
        StatusCode::OK,
        &session,
        Identity::from(&account),
        &next,
        &action.signer,
        request.now,
    )
}
