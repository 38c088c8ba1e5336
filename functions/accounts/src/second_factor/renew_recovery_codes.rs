//! `POST /api/account/recovery-codes`: ten new recovery codes in the place of
//! those before.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared_platform::audit::Deed;
use shared_platform::auth::AccountHolder;
use shared_platform::http::ProblemDocument;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::passwords::password::TypedPassword;
use crate::passwords::reauthentication::Reauthentication;
use crate::second_factor::factor::{SecondFactors, ShownFactor, only_staff};
use crate::second_factor::recovery::RecoveryCode;
use crate::secrets::AccountSecrets;
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct RenewRecoveryCodes {
    store: Store,
    reauthentication: Reauthentication,
    factors: SecondFactors,
}

impl HttpAction for RenewRecoveryCodes {
    const NAME: &'static str = "renew_recovery_codes";

    fn route() -> Route<Self> {
        route!(renew_recovery_codes)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        let (secrets, ()) = tokio::join!(AccountSecrets::of(environment), store.warm());
        let secrets = secrets?;
        let reauthentication = Reauthentication::of(environment, &store, &secrets)?;
        let factors = SecondFactors::of(environment, &secrets, "recovery_factor")?;
        Ok(Self { store, reauthentication, factors })
    }
}

/// What shows that it is the owner who asks: with new codes, whoever has stolen
/// a session and a password would get another authenticator.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RenewalForm {
    /// The password of the account.
    #[schema(value_type = String)]
    password: TypedPassword,
    /// The six digits of the authenticator.
    totp: Option<String>,
    /// In their place one of the recovery codes there are.
    recovery_code: Option<String>,
}

/// New recovery codes.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryCodes {
    /// Ten codes; each works once. They are shown this once.
    recovery_codes: Vec<String>,
}

/// Get ten new recovery codes.
///
/// The password and the second factor are asked for. The codes before do not
/// work any more. All sessions end but this one, which has
/// to be refreshed.
#[utoipa::path(
    post,
    path = "/api/account/recovery-codes",
    operation_id = "renew_recovery_codes",
    tag = "accounts",
    request_body = RenewalForm,
    responses(
        (status = 200, body = RecoveryCodes),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`"),
        (status = 403, body = ProblemDocument, description = "`not_permitted`"),
        (status = 409, body = ProblemDocument, description = "`changed_meanwhile`"),
        (status = 422, body = ProblemDocument, description = "`invalid_input`"),
        (status = 429, body = ProblemDocument, description = "`too_many_requests`")
    ),
    security(("access_token" = []))
)]
async fn renew_recovery_codes(
    State(action): State<RenewRecoveryCodes>,
    holder: AccountHolder,
    request: RequestContext,
    Body(form): Body<RenewalForm>,
) -> Result<Json<RecoveryCodes>, Problem> {
    let (confirmed, before) = tokio::join!(
        action.reauthentication.confirm(&holder, form.password, "/password", request.now),
        action.store.recovery_hashes(holder.account)
    );
    let ((account, owner, _), before) = (confirmed?, before?);
    only_staff(&holder)?;
    let shown = ShownFactor { totp: form.totp, recovery_code: form.recovery_code };
    let factor = action.factors.confirm(&owner, &shown, request.now).await?;
    let codes = RecoveryCode::ten()?;
    let after: Vec<String> = codes.iter().map(RecoveryCode::hash).collect();
    let deed = Deed::of(&holder, RenewRecoveryCodes::NAME, &request);
    let of = (&account, &owner, holder.session);
    let hashes = (before.as_slice(), after.as_slice());
    let renewed = action.store.renew_recovery_codes(of, &factor, hashes, &deed).await;
    factor.used_up(renewed)?;
    Ok(Json(RecoveryCodes { recovery_codes: codes.iter().map(ToString::to_string).collect() }))
}
