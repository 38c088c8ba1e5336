//! `PUT /api/account/password`: another password in the place of a known one (S22).

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde::Deserialize;
use shared_platform::audit::Deed;
use shared_platform::auth::{AccountHolder, TokenSigner};
use shared_platform::http::ProblemDocument;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::account::Identity;
use crate::passwords::password::{Hasher, TypedPassword};
use crate::passwords::reauthentication::Reauthentication;
use crate::secrets::AccountSecrets;
use crate::sessions::session::{SignedIn, signed_in};
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct ChangePassword {
    store: Store,
    reauthentication: Reauthentication,
    hasher: Hasher,
    signer: TokenSigner,
}

impl HttpAction for ChangePassword {
    const NAME: &'static str = "change_password";

    fn route() -> Route<Self> {
        route!(change_password)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        let (secrets, signer, ()) = tokio::join!(
            AccountSecrets::of(environment),
            TokenSigner::of(environment),
            store.warm()
        );
        let secrets = secrets?;
        Ok(Self {
            reauthentication: Reauthentication::of(environment, &store, &secrets)?,
            store,
            hasher: Hasher::of(environment, &secrets),
            signer: signer?,
        })
    }
}

/// The password there is, and the one there is to be.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PasswordChange {
    /// The password there is.
    #[schema(value_type = String)]
    old_password: TypedPassword,
    /// The new password: at least 8 characters with upper case, lower case and a digit (S10).
    #[schema(value_type = String)]
    password: TypedPassword,
    /// The new password again (S11).
    #[schema(value_type = String)]
    password_confirmation: TypedPassword,
}

/// Change the password.
///
/// All other sessions end, and the owner is told by mail. This session goes on
/// with the tokens of the reply.
#[utoipa::path(
    put,
    path = "/api/account/password",
    operation_id = "change_password",
    tag = "accounts",
    security(("access_token" = [])),
    request_body = PasswordChange,
    responses(
        (status = 200, body = SignedIn, description = "The next refresh token is in the cookie `__Host-session`."),
        (status = 401, body = ProblemDocument, description = "`session_over`"),
        (status = 409, body = ProblemDocument, description = "`changed_meanwhile`"),
        (status = 422, body = ProblemDocument, description = "`invalid_input`"),
        (status = 429, body = ProblemDocument, description = "`too_many_requests`")
    )
)]
async fn change_password(
    State(action): State<ChangePassword>,
    holder: AccountHolder,
    request: RequestContext,
    Body(change): Body<PasswordChange>,
) -> Result<Response, Problem> {
    let password = change.password.replace(&change.old_password, &change.password_confirmation)?;
    let old_password = change.old_password;
    let confirmed =
        action.reauthentication.confirm(&holder, old_password, "/oldPassword", request.now);
    let (account, owner, session) = confirmed.await?;
    password.keeps_name_out(&owner.user_name, &owner.email)?;
    let hash = action.hasher.hash(&password).await?;
    let (renewed, token) = session.clone().renewed(account.session_generation + 1, request.now)?;
    let deed = Deed::of(&holder, ChangePassword::NAME, &request);
    let (of, sessions) = ((&account, &owner), (&session, &renewed));
    action.store.change_password(of, sessions, &hash, &deed).await?;
    let identity = Identity::from(&account);
    signed_in(StatusCode::OK, &renewed, identity, &token, &action.signer, request.now)
}
