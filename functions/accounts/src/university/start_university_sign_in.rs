//! `POST /api/university-sign-ins`: where the browser goes to sign in at the
//! university (S77). Nothing is asked of the university here.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::{StatusCode, header};
use serde::{Deserialize, Serialize};
use shared_platform::clock::seconds_after;
use shared_platform::http::{FieldError, ProblemDocument};
use shared_platform::limits::{Limit, RateLimits};
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::begun::{Begun, LIFETIME_SECONDS, Pending};
use super::configuration::Configuration;
use super::provider::login_address;
use crate::account::AGREEMENT_VERSION;
use crate::store::Store;

/// Beginnings from one address: a campus is one, so a hundred at once, then one in two
/// seconds.
const PER_ADDRESS: Limit = Limit { kind: "university_start", burst: 100, refill_seconds: 2 };

/// What the action needs.
#[derive(Clone)]
pub struct StartUniversitySignIn {
    store: Store,
    limits: RateLimits,
    configuration: Option<Configuration>,
}

impl HttpAction for StartUniversitySignIn {
    const NAME: &'static str = "start_university_sign_in";

    fn route() -> Route<Self> {
        route!(start_university_sign_in)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let limits = RateLimits::of(environment)?;
        limits.warm().await;
        let configuration = Configuration::of(environment)?;
        Ok(Self { store: Store::of(environment)?, limits, configuration })
    }
}

/// What whoever begins was shown.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UniversitySignInStart {
    /// The version of the registration agreement that stands beside the button: who
    /// has no account yet gets one, under this agreement (S7).
    agreement_version: String,
}

/// A sign-in at the university was begun in this browser.
#[derive(Debug, Serialize, ToSchema)]
pub struct UniversitySignInStarted {
    /// Where the browser goes now. It comes back to `/sign-in/university`.
    address: String,
}

/// Begin to sign in with the university's account.
///
/// The browser gets a cookie that binds the sign-in to it. It can be finished once,
/// within ten minutes.
#[utoipa::path(
    post,
    path = "/api/university-sign-ins",
    operation_id = "start_university_sign_in",
    tag = "accounts",
    request_body = UniversitySignInStart,
    responses(
        (status = 201, body = UniversitySignInStarted, description = "The secret is in the cookie `__Host-university`."),
        (status = 404, body = ProblemDocument, description = "`not_found`: it is not offered here"),
        (status = 422, body = ProblemDocument, description = "`invalid_input`: another agreement is in force"),
        (status = 429, body = ProblemDocument, description = "`too_many_requests`")
    )
)]
async fn start_university_sign_in(
    State(action): State<StartUniversitySignIn>,
    request: RequestContext,
    Body(start): Body<UniversitySignInStart>,
) -> Result<Response, Problem> {
    let configuration = action.configuration.as_ref().ok_or_else(Problem::not_found)?;
    if start.agreement_version != AGREEMENT_VERSION {
        return Err(FieldError::new("/agreementVersion", "agreement_not_accepted").into()); // S7
    }
    action.limits.take(PER_ADDRESS, request.address.as_str(), request.now).await?;
    let begun = Begun::new()?;
    let pending = Pending {
        agreement_version: start.agreement_version,
        begun_at: request.now,
        expires_at: seconds_after(request.now, LIFETIME_SECONDS),
    };
    action.store.begin_university_sign_in(&begun, &pending).await?;
    let address = login_address(configuration, &begun);
    let cookie = begun.cookie().map(|cookie| [(header::SET_COOKIE, cookie)]);
    let started = Json(UniversitySignInStarted { address });
    Ok((StatusCode::CREATED, cookie, started).into_response())
}
