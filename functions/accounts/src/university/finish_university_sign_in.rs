//! `POST /api/sessions/university`: who comes back from the university signs in
//! (S77). The university says a student number; the student on the roster with that
//! number has the account, or gets one. Nothing else that it says is looked at.

use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use shared_domain::student::{STUDENT, Student, StudentNumber};
use shared_platform::audit::Deed;
use shared_platform::auth::{AccountKind, TokenSigner, Visitor};
use shared_platform::http::ProblemDocument;
use shared_platform::limits::{Limit, RateLimits};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::begun::{Begun, Pending, removed_cookie};
use super::new_account::NewAccount;
use super::provider::{Provider, Returned};
use super::store::{Opening, Students};
use super::web::Unavailable;
use crate::account::{Account, Identity};
use crate::sessions::session::{RefreshToken, Session, SignedIn, signed_in};
use crate::sign_in::device::device;
use crate::sign_in::sign_in_log::{SignInEntry, SignInOutcome};
use crate::store::{ACCOUNT, EMAIL, USER_NAME};
use crate::work::Work;

/// Returns from one address: a campus is one, so a hundred at once, then one in two
/// seconds. Nobody guesses here: each needs a sign-in that was begun.
const PER_ADDRESS: Limit = Limit { kind: "university_finish", burst: 100, refill_seconds: 2 };
/// How often a record or a name that changed meanwhile is looked at again.
const ROUNDS: u32 = 4;

/// What the action needs.
#[derive(Clone)]
pub struct FinishUniversitySignIn {
    students: Students,
    limits: RateLimits,
    provider: Option<Provider>,
    signer: TokenSigner,
    work: Work,
}

impl HttpAction for FinishUniversitySignIn {
    const NAME: &'static str = "finish_university_sign_in";

    fn route() -> Route<Self> {
        route!(finish_university_sign_in)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let students = Students::of(environment)?;
        let (provider, signer, ()) = tokio::join!(
            Provider::of(environment),
            TokenSigner::of(environment),
            students.accounts.warm()
        );
        Ok(Self {
            students,
            limits: RateLimits::of(environment)?,
            provider: provider?,
            signer: signer?,
            work: Work::of(environment),
        })
    }
}

/// What the university sent back with the browser.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UniversityReturn {
    /// `state` of the page's address.
    state: String,
    /// `code` of the page's address, or `ticket` where the university runs CAS.
    proof: String,
    /// `iss` of the page's address, where it has one.
    issuer: Option<String>,
}

/// Who comes back, and what goes with a session of theirs.
struct Arrival<'a> {
    visitor: Visitor,
    pending: &'a Pending,
    former: Option<Session>,
    device: String,
    request: &'a RequestContext,
}

/// A session that was opened.
struct Opened {
    identity: Identity,
    session: Session,
    token: RefreshToken,
}

/// Finish signing in with the university's account.
///
/// Whatever hinders the university from saying who it is gives
/// `university_sign_in_unavailable` and changes nothing; one begins anew or signs in
/// another way.
#[utoipa::path(
    post,
    path = "/api/sessions/university",
    operation_id = "finish_university_sign_in",
    tag = "accounts",
    request_body = UniversityReturn,
    responses(
        (status = 201, body = SignedIn, description = "The refresh token is in the cookie `__Host-session`."),
        (status = 403, body = ProblemDocument, description = "`university_account_without_number`, `university_number_unknown`: the registrar was told, `university_number_settled`: the registrar has looked at it"),
        (status = 404, body = ProblemDocument, description = "`not_found`: it is not offered here"),
        (status = 409, body = ProblemDocument, description = "`university_email_taken`, `university_record_without_email`"),
        (status = 422, body = ProblemDocument, description = "`university_sign_in_over`: it was begun in another browser, too long ago, or was finished"),
        (status = 429, body = ProblemDocument, description = "`too_many_requests`"),
        (status = 503, body = ProblemDocument, description = "`university_sign_in_unavailable`")
    )
)]
async fn finish_university_sign_in(
    State(action): State<FinishUniversitySignIn>,
    visitor: Visitor,
    request: RequestContext,
    headers: HeaderMap,
    Body(returned): Body<UniversityReturn>,
) -> Result<Response, Problem> {
    let provider = action.provider.as_ref().ok_or_else(Problem::not_found)?;
    let over = || Problem::unprocessable("university_sign_in_over");
    let begun = Begun::from_cookies(&headers).filter(|begun| begun.is_state(&returned.state));
    let begun = begun.ok_or_else(over)?;
    action.limits.take(PER_ADDRESS, request.address.as_str(), request.now).await?;
    let (pending, former) = tokio::join!(
        action.students.accounts.take_university_sign_in(&begun, request.now),
        action.students.accounts.former_session(&headers, request.now),
    );
    let (pending, former) = (pending?.ok_or_else(over)?, former?);

    let returned = Returned { proof: &returned.proof, issuer: returned.issuer.as_deref() };
    let number = provider.number(&begun, &returned, request.now).await.map_err(unavailable)?;
    let without = || Problem::forbidden("university_account_without_number");
    let number = number.ok_or_else(without)?;

    let device = device(&headers);
    let arrival = Arrival { visitor, pending: &pending, former, device, request: &request };
    let Opened { identity, session, token } = action.let_in(number, &arrival).await?;
    let mut response =
        signed_in(StatusCode::CREATED, &session, identity, &token, &action.signer, request.now)?;
    response.headers_mut().append(header::SET_COOKIE, removed_cookie());
    Ok(response)
}

impl FinishUniversitySignIn {
    /// Opens a session of the student with this number.
    async fn let_in(
        &self,
        number: StudentNumber,
        arrival: &Arrival<'_>,
    ) -> Result<Opened, Problem> {
        for round in 0..ROUNDS {
            let Some(student) = self.students.student(&number).await? else {
                return self.unknown(number, arrival).await;
            };
            let outcome = match student.account {
                Some(account) => match self.students.accounts.account(account).await? {
                    Some(account) if may_come_in(&account, arrival) => {
                        self.open(&student, &account, arrival).await?
                    }
                    _ => return self.unknown(number, arrival).await,
                },
                None => self.make_account(&student, round, arrival).await?,
            };
            match outcome {
                Ok(opened) => return Ok(opened),
                Err(CommitError::Refused(refused)) if refused.is_of(STUDENT) => {}
                Err(CommitError::Refused(refused)) if refused.is_of(EMAIL) => {
                    return Err(Problem::conflict("university_email_taken"));
                }
                Err(CommitError::Refused(refused))
                    if refused.is_of(USER_NAME) || refused.is_of(ACCOUNT) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Problem::conflict("changed_meanwhile"))
    }

    async fn open(
        &self,
        student: &Student,
        account: &Account,
        arrival: &Arrival<'_>,
    ) -> Result<Result<Opened, CommitError>, Problem> {
        let (opened, opening) = arrival.opening(Identity::from(account))?;
        let deed = arrival.deed(account);
        let committed = self.students.open(student, account, &opening, &deed).await;
        Ok(committed.map(|()| opened))
    }

    async fn make_account(
        &self,
        student: &Student,
        attempt: u32,
        arrival: &Arrival<'_>,
    ) -> Result<Result<Opened, CommitError>, Problem> {
        let RequestContext { locale, now, .. } = arrival.request;
        let new = NewAccount::of(student, attempt, arrival.pending, *locale, &self.work, *now)?;
        let (opened, opening) = arrival.opening(Identity::from(&new.account))?;
        let deed = arrival.deed(&new.account);
        let committed = self.students.make_account(student, &new, &opening, &deed).await;
        Ok(committed.map(|()| opened))
    }

    /// The number is nobody's on the roster: the registrar looks why, or has looked.
    async fn unknown(
        &self,
        number: StudentNumber,
        arrival: &Arrival<'_>,
    ) -> Result<Opened, Problem> {
        if self.students.is_settled(&number, arrival.request.now).await? {
            return Err(Problem::forbidden("university_number_settled"));
        }
        self.students.ask_registrar(number).await?;
        Err(Problem::forbidden("university_number_unknown"))
    }
}

impl Arrival<'_> {
    /// A session that is to be opened for who this is.
    fn opening(&self, identity: Identity) -> Result<(Opened, Opening), Problem> {
        let (session, token) = Session::open(&identity, self.device.clone(), self.request.now)?;
        let outcome = SignInOutcome::SignedInAtUniversity;
        let entry = SignInEntry::new(self.request, self.device.clone(), outcome);
        let opening = Opening { session: session.clone(), former: self.former.clone(), entry };
        Ok((Opened { identity, session, token }, opening))
    }

    fn deed(&self, account: &Account) -> Deed {
        let owner = self.visitor.as_owner_of(account.id);
        Deed::of(&owner, FinishUniversitySignIn::NAME, self.request)
    }
}

/// Staff never come in this way, whatever a record says.
fn may_come_in(account: &Account, arrival: &Arrival<'_>) -> bool {
    account.kind == AccountKind::Applicant
        && account.active
        && account.deletion.as_ref().is_none_or(|deletion| deletion.closed_at.is_none())
        && !account.has_vanished(arrival.request.now)
}

fn unavailable(error: Unavailable) -> Problem {
    tracing::warn!(%error, cause = ?std::error::Error::source(&error), "university sign-in");
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "university_sign_in_unavailable")
}
