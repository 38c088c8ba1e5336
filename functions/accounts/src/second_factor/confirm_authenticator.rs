//! `PUT /api/account/authenticator`: the new authenticator of a member of staff
//! takes the place of the one before.

use axum::extract::State;
use http::StatusCode;
use serde::Deserialize;
use shared_platform::audit::Deed;
use shared_platform::auth::AccountHolder;
use shared_platform::http::ProblemDocument;
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::second_factor::factor::only_staff;
use crate::second_factor::store::ENROLMENT;
use crate::second_factor::totp::confirmed_step;
use crate::secrets::AccountSecrets;
use crate::sessions::session::session_over;
use crate::store::{SESSION, Store};

/// What the action needs.
#[derive(Clone)]
pub struct ConfirmAuthenticator {
    store: Store,
    secrets: AccountSecrets,
}

impl HttpAction for ConfirmAuthenticator {
    const NAME: &'static str = "confirm_authenticator";

    fn route() -> Route<Self> {
        route!(confirm_authenticator)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        let (secrets, ()) = tokio::join!(AccountSecrets::of(environment), store.warm());
        Ok(Self { store, secrets: secrets? })
    }
}

/// A code of the new authenticator.
#[derive(Deserialize, ToSchema)]
pub struct AuthenticatorConfirmation {
    /// The six digits it shows.
    totp: String,
}

/// Confirm the new authenticator.
///
/// All sessions end but this one, which has to be refreshed.
#[utoipa::path(
    put,
    path = "/api/account/authenticator",
    operation_id = "confirm_authenticator",
    tag = "accounts",
    request_body = AuthenticatorConfirmation,
    responses(
        (status = 204, description = "It counts from now on."),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`"),
        (status = 403, body = ProblemDocument, description = "`not_permitted`"),
        (status = 409, body = ProblemDocument, description = "`enrolment_over`, `changed_meanwhile`"),
        (status = 422, body = ProblemDocument, description = "`invalid_input`")
    ),
    security(("access_token" = []))
)]
async fn confirm_authenticator(
    State(action): State<ConfirmAuthenticator>,
    holder: AccountHolder,
    request: RequestContext,
    Body(confirmation): Body<AuthenticatorConfirmation>,
) -> Result<StatusCode, Problem> {
    let over = || Problem::conflict("enrolment_over");
    let (account, enrolment) =
        tokio::join!(action.store.own_account(&holder), action.store.enrolment(holder.account));
    let account = account?;
    only_staff(&holder)?;
    let enrolment = enrolment?.filter(|enrolment| request.now < enrolment.expires_at);
    let enrolment = enrolment.ok_or_else(over)?;
    let key = action.secrets.open(account.id, &enrolment.totp).ok_or_else(over)?;
    let step = confirmed_step(&key, &confirmation.totp, request.now)?;
    let deed = Deed::of(&holder, ConfirmAuthenticator::NAME, &request);
    let session = holder.session;
    match action.store.finish_enrolment(&account, session, &enrolment, step, &deed).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(CommitError::Refused(refused)) if refused.is_of(ENROLMENT) => Err(over()),
        Err(CommitError::Refused(refused)) if refused.is_of(SESSION) => Err(session_over()),
        Err(error) => Err(error.into()),
    }
}
