//! `POST /api/staff/applicants/searches`: the office finds who has written to it,
//! by user name or address, with their applications (S70). Who looked is in the log.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::application::{ApplicationHead, ApplicationState, FeeState, ProgrammeName};
use shared_domain::ids::ApplicationId;
use shared_platform::audit::Deed;
use shared_platform::auth::{AccountKind, Confirmed, Reviewer, Staff, Standings};
use shared_platform::http::ProblemDocument;
use shared_platform::ids::AccountId;
use shared_platform::money::Money;
use shared_platform::slug::Slug;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::account::{Credentials, SignInName};
use crate::staff::store::ApplicationsOfApplicant;
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct FindApplicant {
    store: Store,
    applications: ApplicationsOfApplicant,
    standings: Standings,
}

impl HttpAction for FindApplicant {
    const NAME: &'static str = "find_applicant";

    fn route() -> Route<Self> {
        route!(find_applicant)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::warmed(environment).await?;
        let applications = ApplicationsOfApplicant::of(environment)?;
        Ok(Self { store, applications, standings: Standings::of(environment)? })
    }
}

/// Whom to find. A body, because what stands in an address gets into histories
/// and access logs.
#[derive(Deserialize, ToSchema)]
pub struct ApplicantSearch {
    /// The user name or the e-mail address, whole, in any spelling.
    name: String,
}

/// An applicant with their applications.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundApplicant {
    /// Who it is.
    account: ApplicantAccount,
    /// The applications, the latest first; at most fifty.
    applications: Vec<FoundApplication>,
}

/// Who an applicant is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ApplicantAccount {
    /// The account.
    id: AccountId,
    /// The name.
    user_name: String,
    /// The address.
    email: String,
}

/// An application, as far as the office finds it by its applicant.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FoundApplication {
    /// The application.
    id: ApplicationId,
    /// What it is for.
    programme: ProgrammeName,
    /// Who pays for the studies.
    funding_category: Slug,
    /// What the applicant is to be admitted as.
    admission_type: Slug,
    /// When the studies begin.
    intake: Slug,
    /// Where it is on its way.
    state: ApplicationState,
    /// The application fee; `null` where it is waived.
    fee: Option<Money>,
    /// Where the fee is.
    fee_state: FeeState,
    /// Counts every change; a change names the version it was made on.
    version: u64,
    /// When it was submitted.
    submitted_at: Option<Timestamp>,
}

impl From<ApplicationHead> for FoundApplication {
    fn from(head: ApplicationHead) -> Self {
        let (state, fee) = (head.state(), head.fee());
        Self {
            id: head.id,
            programme: head.programme,
            funding_category: head.funding_category,
            admission_type: head.admission_type,
            intake: head.intake,
            state,
            fee: fee.amount(),
            fee_state: fee.state(),
            version: head.version,
            submitted_at: head.submitted_at,
        }
    }
}

/// Find an applicant by user name or address.
///
/// Whoever is found sees in an export that, and when, the office has looked.
#[utoipa::path(
    post,
    path = "/api/staff/applicants/searches",
    operation_id = "find_applicant",
    tag = "accounts",
    request_body = ApplicantSearch,
    responses(
        (status = 200, body = FoundApplicant),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`"),
        (status = 403, body = ProblemDocument, description = "`not_permitted`"),
        (status = 404, body = ProblemDocument, description = "`not_found`")
    ),
    security(("access_token" = []))
)]
async fn find_applicant(
    State(action): State<FindApplicant>,
    reviewer: Staff<Reviewer>,
    request: RequestContext,
    Body(search): Body<ApplicantSearch>,
) -> Result<Confirmed<Json<FoundApplicant>>, Problem> {
    let name = SignInName::of(&search.name);
    let reading = action.store.credentials(&name, request.now);
    let (reviewer, credentials) = action.standings.confirmed(reviewer, reading).await?;
    // A registration that nobody confirmed may be anybody's, or only seem to be one.
    let applicant = |found: &Credentials| found.kind == AccountKind::Applicant && found.active;
    let found = credentials?.filter(applicant);
    let found = found.ok_or_else(Problem::not_found)?;
    let deed = Deed::of(&reviewer, FindApplicant::NAME, &request);
    let (recorded, applications) = tokio::join!(
        action.store.record_finding(found.account, &deed),
        action.applications.latest(found.account),
    );
    recorded?;
    Ok(reviewer.answer(Json(FoundApplicant {
        account: ApplicantAccount {
            id: found.account,
            user_name: found.user_name.as_str().to_owned(),
            email: found.email.as_str().to_owned(),
        },
        applications: applications?.into_iter().map(FoundApplication::from).collect(),
    })))
}
