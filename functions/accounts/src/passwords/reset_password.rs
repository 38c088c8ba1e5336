//! `POST /api/passwords/resets`: a new password in the place of a forgotten one (S25).

use axum::extract::State;
use http::StatusCode;
use serde::Deserialize;
use shared_platform::audit::Deed;
use shared_platform::auth::Visitor;
use shared_platform::http::ProblemDocument;
use shared_platform::limits::{Limit, RateLimits};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::account::{Credentials, SignInName};
use crate::passwords::password::{Hasher, Password, TypedPassword};
use crate::passwords::store::TEMPORARY;
use crate::second_factor::factor::{Refusal, SecondFactors, ShownFactor};
use crate::secrets::AccountSecrets;
use crate::store::Store;

/// Resets from one address: ten at once, then one in half a minute.
const PER_ADDRESS: Limit = Limit { kind: "reset_password", burst: 10, refill_seconds: 30 };

/// What the action needs.
#[derive(Clone)]
pub struct ResetPassword {
    store: Store,
    limits: RateLimits,
    hasher: Hasher,
    factors: SecondFactors,
}

impl HttpAction for ResetPassword {
    const NAME: &'static str = "reset_password";

    fn route() -> Route<Self> {
        route!(reset_password)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        let (secrets, ()) = tokio::join!(AccountSecrets::of(environment), store.warm());
        let secrets = secrets?;
        Ok(Self {
            store,
            limits: RateLimits::of(environment)?,
            hasher: Hasher::of(environment, &secrets),
            factors: SecondFactors::of(environment, &secrets, "reset_factor")?,
        })
    }
}

/// A new password, and what permits to choose it.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PasswordReset {
    /// User name or e-mail.
    name: String,
    /// The password that was mailed: good once, for half an hour.
    #[schema(value_type = String)]
    temporary_password: TypedPassword,
    /// The new password: at least 8 characters with upper case, lower case and a digit (S10).
    #[schema(value_type = String)]
    password: TypedPassword,
    /// The new password again (S11).
    #[schema(value_type = String)]
    password_confirmation: TypedPassword,
    /// The six digits of the authenticator; staff only.
    totp: Option<String>,
    /// In its place one of the recovery codes; it works once.
    recovery_code: Option<String>,
}

/// Choose a new password with a temporary one.
///
/// All sessions end; the owner is told by mail. Staff show their second factor too.
#[utoipa::path(
    post,
    path = "/api/passwords/resets",
    operation_id = "reset_password",
    tag = "accounts",
    request_body = PasswordReset,
    responses(
        (status = 204, description = "The password is changed. Sign in with it."),
        (status = 401, body = ProblemDocument, description = "`totp_required`, `sign_in_failed`: the second factor"),
        (status = 422, body = ProblemDocument, description = "`invalid_input`, `temporary_password_wrong`"),
        (status = 429, body = ProblemDocument, description = "`too_many_requests`")
    )
)]
async fn reset_password(
    State(action): State<ResetPassword>,
    visitor: Visitor,
    request: RequestContext,
    Body(reset): Body<PasswordReset>,
) -> Result<StatusCode, Problem> {
    let password =
        reset.password.replace(&reset.temporary_password, &reset.password_confirmation)?;
    let name = SignInName::of(&reset.name);
    let hash = reset.temporary_password.hash_if_temporary();
    let (limit, found, hashed) = tokio::join!(
        action.limits.take(PER_ADDRESS, request.address.as_str(), request.now),
        action.store.name_and_temporary(&name, &hash, request.now),
        action.hasher.hash(&password),
    );
    limit?;
    let (Some(owner), Some(_)) = found? else { return Err(temporary_password_wrong()) };
    keeps_name_out(&password, &owner)?;
    let shown = ShownFactor { totp: reset.totp, recovery_code: reset.recovery_code };
    let factor = action.factors.check(&owner, &shown, request.now).await;
    let factor = factor.map_err(refused_factor)?;
    let deed = Deed::of(&visitor.as_owner_of(owner.account), ResetPassword::NAME, &request);
    match action.store.reset_password(&owner, &hash, &factor, &hashed?, &deed).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        // Used at this moment: the temporary password, or the second factor.
        Err(CommitError::Refused(refused)) if refused.is_of(TEMPORARY) => {
            Err(temporary_password_wrong())
        }
        Err(CommitError::Refused(_)) => Err(Problem::unauthenticated("sign_in_failed")),
        Err(CommitError::Store(error)) => Err(error.into()),
    }
}

fn keeps_name_out(password: &Password, owner: &Credentials) -> Result<(), Problem> {
    Ok(password.keeps_name_out(&owner.user_name, &owner.email)?)
}

/// Said of unknown names as well.
fn temporary_password_wrong() -> Problem {
    Problem::unprocessable("temporary_password_wrong")
}

fn refused_factor(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::Missing => Problem::unauthenticated("totp_required"),
        Refusal::Wrong => Problem::unauthenticated("sign_in_failed"),
        Refusal::Problem(problem) => problem,
    }
}
