//! `POST /api/sessions`: sign-in by user name or e-mail (S21).

use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use serde::Deserialize;
use shared::audit::Occasion;
use shared::auth::{AccountKind, TokenSigner};
use shared::http::ProblemDocument;
use shared::rate_limit::{Limit, RateLimits};
use shared::store::CommitError;
use shared::{Body, Environment, HttpAction, InitError, Problem, RequestContext};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::account::{Credentials, Identity, SignInName};
use crate::device::device;
use crate::password::{Hasher, TypedPassword};
use crate::secrets::AccountSecrets;
use crate::session::{Session, SignedIn, signed_in};
use crate::store::Store;

/// Tries from one address: thirty at once, then one in ten seconds.
const PER_ADDRESS: Limit = Limit { kind: "sign_in_address", burst: 30, refill_seconds: 10 };
/// Tries at one name: ten at once, then one in ten seconds. Slower, never locked out.
const PER_NAME: Limit = Limit { kind: "sign_in_name", burst: 10, refill_seconds: 10 };

/// What the action needs.
#[derive(Clone)]
pub struct SignIn {
    store: Store,
    limits: RateLimits,
    hasher: Hasher,
    secrets: AccountSecrets,
    signer: TokenSigner,
}

impl HttpAction for SignIn {
    const NAME: &'static str = "sign_in";

    fn routes() -> OpenApiRouter<Self> {
        OpenApiRouter::new().routes(routes!(sign_in))
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
            store,
            limits: RateLimits::of(environment)?,
            hasher: Hasher::new(secrets.pepper()),
            secrets,
            signer: signer?,
        })
    }
}

/// What one signs in with.
#[derive(Deserialize, ToSchema)]
pub struct SignInForm {
    /// User name or e-mail.
    name: String,
    /// The password.
    #[schema(value_type = String)]
    password: TypedPassword,
    /// The six digits of the authenticator; staff only.
    totp: Option<String>,
}

/// Sign in.
///
/// By user name or e-mail. An unknown name and a wrong password look alike.
#[utoipa::path(
    post,
    path = "/api/sessions",
    operation_id = "sign_in",
    tag = "accounts",
    request_body = SignInForm,
    responses(
        (status = 201, body = SignedIn, description = "The refresh token is in the cookie `__Host-session`."),
        (status = 401, body = ProblemDocument, description = "`sign_in_failed`, `totp_required`"),
        (status = 403, body = ProblemDocument, description = "`account_not_activated`"),
        (status = 429, body = ProblemDocument, description = "`too_many_requests`")
    )
)]
async fn sign_in(
    State(action): State<SignIn>,
    request: RequestContext,
    headers: HeaderMap,
    Body(form): Body<SignInForm>,
) -> Result<Response, Problem> {
    let name = SignInName::of(&form.name);
    let (by_address, by_name, credentials) = tokio::join!(
        action.limits.take(PER_ADDRESS, request.address.as_str(), request.now),
        action.limits.take(PER_NAME, name.as_str(), request.now),
        action.store.credentials(&name),
    );
    by_address.and(by_name)?;
    let credentials = credentials?;
    let hash = credentials.as_ref().map(|credentials| &credentials.password);
    let verified = action.hasher.verify(form.password, hash).await?;
    let credentials = match credentials {
        Some(credentials) if verified => credentials,
        _ => return Err(Problem::unauthenticated("sign_in_failed")),
    };
    if !credentials.active {
        return Err(Problem::forbidden("account_not_activated")); // S17
    }
    let totp_step = action.second_factor(&credentials, form.totp.as_deref(), request.now)?;
    let identity = Identity::from(&credentials);
    let (session, token) = Session::open(&identity, device(&headers), request.now)?;
    match action.store.open_session(&session, totp_step, &Occasion::from(&request)).await {
        Ok(()) => {
            signed_in(StatusCode::CREATED, &session, identity, &token, &action.signer, request.now)
        }
        // The six digits were used before: somebody may have looked on.
        Err(CommitError::Refused(refused)) if refused.by("totp") => {
            Err(Problem::unauthenticated("sign_in_failed"))
        }
        Err(error) => Err(error.into()),
    }
}

impl SignIn {
    /// Staff show a second factor: the time step its code belongs to, which is
    /// then used up. Applicants have none.
    fn second_factor(
        &self,
        credentials: &Credentials,
        code: Option<&str>,
        now: Timestamp,
    ) -> Result<Option<u64>, Problem> {
        if credentials.kind == AccountKind::Applicant {
            return Ok(None);
        }
        let Some(code) = code.map(str::trim).filter(|code| !code.is_empty()) else {
            return Err(Problem::unauthenticated("totp_required"));
        };
        let key = credentials
            .totp
            .as_deref()
            .and_then(|sealed| self.secrets.open(credentials.account, sealed));
        let step = key.and_then(|key| crate::totp::step_of(&key, code, now));
        step.map(Some).ok_or_else(|| Problem::unauthenticated("sign_in_failed"))
    }
}
