//! `POST /api/account/authenticator`: a member of staff gets a new authenticator.
//! The one before is good until the new one is confirmed.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared_platform::audit::Deed;
use shared_platform::auth::AccountHolder;
use shared_platform::clock::seconds_after;
use shared_platform::http::ProblemDocument;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::passwords::password::TypedPassword;
use crate::passwords::reauthentication::Reauthentication;
use crate::second_factor::factor::{SecondFactors, ShownFactor, only_staff};
use crate::second_factor::store::Enrolment;
use crate::second_factor::totp::{AuthenticatorKey, new_key};
use crate::secrets::AccountSecrets;
use crate::store::Store;

/// How long an authenticator can be confirmed after it was shown, in seconds.
const CONFIRMED_WITHIN_SECONDS: i64 = 15 * 60;

/// What the action needs.
#[derive(Clone)]
pub struct EnrolAuthenticator {
    store: Store,
    secrets: AccountSecrets,
    reauthentication: Reauthentication,
    factors: SecondFactors,
}

impl HttpAction for EnrolAuthenticator {
    const NAME: &'static str = "enrol_authenticator";

    fn route() -> Route<Self> {
        route!(enrol_authenticator)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        let (secrets, ()) = tokio::join!(AccountSecrets::of(environment), store.warm());
        let secrets = secrets?;
        let reauthentication = Reauthentication::of(environment, &store, &secrets)?;
        let factors = SecondFactors::of(environment, &secrets, "enrol_factor")?;
        Ok(Self { store, secrets, reauthentication, factors })
    }
}

/// What shows that it is the owner who asks.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EnrolmentForm {
    /// The password of the account.
    #[schema(value_type = String)]
    password: TypedPassword,
    /// The six digits of the present authenticator.
    totp: Option<String>,
    /// In their place one of the recovery codes, when the authenticator is lost.
    recovery_code: Option<String>,
}

/// Get a new authenticator.
///
/// The password and the present second factor are asked for. The new one counts
/// once it is confirmed, within a quarter of an hour; until then the present one
/// does.
#[utoipa::path(
    post,
    path = "/api/account/authenticator",
    operation_id = "enrol_authenticator",
    tag = "accounts",
    request_body = EnrolmentForm,
    responses(
        (status = 200, body = AuthenticatorKey),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`"),
        (status = 403, body = ProblemDocument, description = "`not_permitted`"),
        (status = 422, body = ProblemDocument, description = "`invalid_input`"),
        (status = 429, body = ProblemDocument, description = "`too_many_requests`")
    ),
    security(("access_token" = []))
)]
async fn enrol_authenticator(
    State(action): State<EnrolAuthenticator>,
    holder: AccountHolder,
    request: RequestContext,
    Body(form): Body<EnrolmentForm>,
) -> Result<Json<AuthenticatorKey>, Problem> {
    let confirmed =
        action.reauthentication.confirm(&holder, form.password, "/password", request.now);
    let (_, owner, _) = confirmed.await?;
    only_staff(&holder)?;
    let shown = ShownFactor { totp: form.totp, recovery_code: form.recovery_code };
    let factor = action.factors.confirm(&owner, &shown, request.now).await?;
    let key = new_key()?;
    let enrolment = Enrolment {
        totp: action.secrets.seal(holder.account, &key)?,
        expires_at: seconds_after(request.now, CONFIRMED_WITHIN_SECONDS),
    };
    let deed = Deed::of(&holder, EnrolAuthenticator::NAME, &request);
    let begun = action.store.begin_enrolment(&owner, &factor, &enrolment, &deed).await;
    factor.used_up(begun)?;
    Ok(Json(AuthenticatorKey::shown(&key, &holder.user_name)?))
}
