//! `POST /api/sessions`: sign-in by user name or e-mail (S21).

use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use shared_platform::audit::Deed;
use shared_platform::auth::{TokenSigner, Visitor};
use shared_platform::http::ProblemDocument;
use shared_platform::limits::{Limit, RateLimits};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::account::{Credentials, Identity, SignInName};
use crate::challenge::{ChallengeLevel, Challenges, refused_challenge};
use crate::passwords::password::{Hasher, TypedPassword};
use crate::second_factor::factor::{Refusal, SecondFactor, SecondFactors, ShownFactor};
use crate::second_factor::store::RECOVERY_CODE;
use crate::secrets::AccountSecrets;
use crate::sessions::session::{Session, SignedIn, signed_in};
use crate::sign_in::attempts::{self, Failures};
use crate::sign_in::device::device;
use crate::sign_in::known_device::KnownDevice;
use crate::sign_in::sign_in_log::{SignInEntry, SignInOutcome};
use crate::sign_in::store::{FAILURES, Place, Try};
use crate::store::{ACCOUNT, Store};

/// Tries from one address: thirty at once, then one in ten seconds.
const PER_ADDRESS: Limit = Limit { kind: "sign_in_address", burst: 30, refill_seconds: 10 };

/// What the action needs.
#[derive(Clone)]
pub struct SignIn {
    store: Store,
    limits: RateLimits,
    challenges: Challenges,
    hasher: Hasher,
    factors: SecondFactors,
    secrets: AccountSecrets,
    signer: TokenSigner,
}

impl HttpAction for SignIn {
    const NAME: &'static str = "sign_in";

    fn route() -> Route<Self> {
        route!(sign_in)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        let (secrets, challenges, signer, ()) = tokio::join!(
            AccountSecrets::of(environment),
            Challenges::of(environment),
            TokenSigner::of(environment),
            store.warm()
        );
        let secrets = secrets?;
        Ok(Self {
            store,
            limits: RateLimits::of(environment)?,
            challenges: challenges?,
            hasher: Hasher::of(environment, &secrets),
            factors: SecondFactors::of(environment, &secrets, "sign_in_factor")?,
            secrets,
            signer: signer?,
        })
    }
}

/// What one signs in with.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignInForm {
    /// User name or e-mail.
    name: String,
    /// The password.
    #[schema(value_type = String)]
    password: TypedPassword,
    /// The six digits of the authenticator; staff only.
    totp: Option<String>,
    /// In its place one of the recovery codes; it works once.
    recovery_code: Option<String>,
    /// A solved challenge, when one was asked for.
    challenge: Option<String>,
}

/// What a try comes to.
enum Verdict {
    /// Everything is right.
    Opens(Credentials, SecondFactor),
    /// It fails, with what the log and what the client is told.
    Fails(SignInOutcome, Problem),
}

/// Sign in.
///
/// By user name or e-mail. An unknown name and a wrong password look alike.
/// After failures a challenge is asked for and the next try has to wait. A
/// temporary password does not open a session: it lets the password be reset.
#[utoipa::path(
    post,
    path = "/api/sessions",
    operation_id = "sign_in",
    tag = "accounts",
    request_body = SignInForm,
    responses(
        (status = 201, body = SignedIn, description = "The refresh token is in the cookie `__Host-session`."),
        (status = 401, body = ProblemDocument, description = "`sign_in_failed`, `totp_required`"),
        (status = 403, body = ProblemDocument, description = "`account_not_activated`, `password_change_required`, `challenge_required` with `challengeLevel`"),
        (status = 422, body = ProblemDocument, description = "`invalid_input`: the challenge"),
        (status = 429, body = ProblemDocument, description = "`too_many_requests`")
    )
)]
async fn sign_in(
    State(action): State<SignIn>,
    visitor: Visitor,
    request: RequestContext,
    headers: HeaderMap,
    Body(form): Body<SignInForm>,
) -> Result<Response, Problem> {
    let attempt = action.admit(&form, &headers, &request).await?;
    match action.judge(&attempt, form, &request).await? {
        Verdict::Opens(credentials, factor) => {
            let owner = visitor.as_owner_of(credentials.account);
            let deed = Deed::of(&owner, SignIn::NAME, &request);
            action.open(attempt, &credentials, factor, &headers, &deed, &request).await
        }
        Verdict::Fails(outcome, problem) => {
            action.note(&attempt, outcome, &headers, &request).await?;
            Err(problem)
        }
    }
}

impl SignIn {
    /// Reads what the try is about, and counts it if it may be made.
    async fn admit(
        &self,
        form: &SignInForm,
        headers: &HeaderMap,
        request: &RequestContext,
    ) -> Result<Try, Problem> {
        let shown = form.challenge.as_deref().filter(|solution| !solution.is_empty());
        let challenge = shown.map(|solution| self.challenges.check(solution, request.now));
        let challenge = challenge.transpose()?;
        let level = challenge.as_ref().map(|challenge| challenge.level);
        let name = SignInName::of(&form.name);
        let hash = form.password.hash_if_temporary();
        let address = Place::Address(request.address.as_str().to_owned());
        let device = KnownDevice::from_cookies(headers, &self.secrets).map(Place::Device);
        let mut place = device.unwrap_or_else(|| address.clone());
        let (found, former, mut admitted) = tokio::join!(
            self.store.name_and_temporary(&name, &hash, request.now),
            self.store.former_session(headers, request.now),
            self.admit_from(&place, &name, level, request),
        );
        let (credentials, temporary) = found?;
        let former = former?;
        // A device is known to the account that signed in on it, and to no other.
        let owner = credentials.as_ref().map(|credentials| credentials.account);
        if matches!(&place, Place::Device(device) if Some(device.account) != owner) {
            place = address;
            admitted = self.admit_from(&place, &name, level, request).await;
        }
        Ok(Try { place, name, failures: admitted?, challenge, credentials, temporary, former })
    }

    /// Answers what this place failed at this name before, if it may try now.
    async fn admit_from(
        &self,
        place: &Place,
        name: &SignInName,
        shown: Option<ChallengeLevel>,
        request: &RequestContext,
    ) -> Result<Option<Failures>, Problem> {
        let (limit, failures, asked) = tokio::join!(
            self.limits.take(PER_ADDRESS, request.address.as_str(), request.now),
            self.store.failures(place, name),
            self.store.count_try(place, name, shown, request.now),
        );
        let (failures, asked) = (failures?, asked?);
        let admitted = limit.and_then(|()| attempts::admit(shown, failures, asked, request.now));
        if admitted.is_err() && asked.is_none() {
            self.store.take_back_try(place, name, request.now).await?;
        }
        admitted.map(|()| failures)
    }

    /// One hash is computed whatever was typed: what the name and the password
    /// are does not show in the time.
    async fn judge(
        &self,
        attempt: &Try,
        form: SignInForm,
        request: &RequestContext,
    ) -> Result<Verdict, Problem> {
        use SignInOutcome::{
            CodeMissing, NotActivated, TemporaryPassword, WrongCode, WrongPassword,
        };
        let failed = || Problem::unauthenticated("sign_in_failed");
        let hash = attempt.credentials.as_ref().map(|credentials| &credentials.password);
        let right = self.hasher.verify(form.password, hash).await?;
        let credentials = match &attempt.credentials {
            Some(_) if attempt.temporary.is_some() => {
                let problem = Problem::forbidden("password_change_required"); // S25
                return Ok(Verdict::Fails(TemporaryPassword, problem));
            }
            Some(credentials) if right => credentials,
            _ => return Ok(Verdict::Fails(WrongPassword, failed())),
        };
        if !credentials.active {
            let problem = Problem::forbidden("account_not_activated"); // S17
            return Ok(Verdict::Fails(NotActivated, problem));
        }
        let shown = ShownFactor { totp: form.totp, recovery_code: form.recovery_code };
        match self.factors.check(credentials, &shown, request.now).await {
            Ok(factor) => Ok(Verdict::Opens(credentials.clone(), factor)),
            Err(Refusal::Missing) => {
                let problem = Problem::unauthenticated("totp_required");
                Ok(Verdict::Fails(CodeMissing, problem))
            }
            Err(Refusal::Wrong) => Ok(Verdict::Fails(WrongCode, failed())),
            Err(Refusal::Problem(problem)) => Ok(Verdict::Fails(WrongCode, problem)),
        }
    }

    /// Opens a session, and makes the device a known one.
    async fn open(
        &self,
        attempt: Try,
        credentials: &Credentials,
        factor: SecondFactor,
        headers: &HeaderMap,
        deed: &Deed,
        request: &RequestContext,
    ) -> Result<Response, Problem> {
        let now = request.now;
        let identity = Identity::from(credentials);
        let (session, token) = Session::open(&identity, device(headers), now)?;
        let entry = SignInEntry::new(request, device(headers), SignInOutcome::SignedIn);
        let store = &self.store;
        match store.open_session(&attempt, credentials, &session, &factor, &entry, deed).await {
            Ok(()) => {}
            // The password was changed at this moment, or somebody looked on
            // and was faster with the code, or the recovery code is none.
            Err(CommitError::Refused(refused))
                if refused.is_of(ACCOUNT) || refused.is_of(RECOVERY_CODE) =>
            {
                self.note(&attempt, SignInOutcome::WrongCode, headers, request).await?;
                return Err(Problem::unauthenticated("sign_in_failed"));
            }
            Err(error) => return Err(rivalled(error)),
        }
        let mut response =
            signed_in(StatusCode::CREATED, &session, identity, &token, &self.signer, now)?;
        let known = match attempt.place {
            Place::Device(device) => device,
            Place::Address(_) => KnownDevice::new(credentials.account)?,
        };
        if let Some(cookie) = known.cookie(&self.secrets) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        Ok(response)
    }

    /// Counts a failure and puts it into the log.
    async fn note(
        &self,
        attempt: &Try,
        outcome: SignInOutcome,
        headers: &HeaderMap,
        request: &RequestContext,
    ) -> Result<(), Problem> {
        let entry = SignInEntry::new(request, device(headers), outcome);
        self.store.note_failure(attempt, &entry).await.map_err(rivalled)
    }
}

/// Several tries at once get one answer: guessing in parallel tells no more
/// than guessing in turn.
fn rivalled(error: CommitError) -> Problem {
    match &error {
        CommitError::Refused(refused) if refused.is_of(FAILURES) => Problem::too_many_requests(1),
        _ => refused_challenge(error),
    }
}
