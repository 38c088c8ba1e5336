//! `request_student_claim`: somebody who is on the roster asks for their record, by
//! its number. A link goes to the address on the roster, never to one that is
//! typed. The reply is the same, and costs the same, whether or not the number is
//! anybody's: what is done about it, `issue_student_claim` does.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use shared_domain::student::StudentNumber;
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::http::{FieldError, ProblemDocument};
use shared_platform::limits::{Limit, RateLimits};
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::claims::ClaimStore;
use super::messages::IssueStudentClaim;

/// Numbers asked for in one account: five at once, then one in ten minutes.
const PER_ACCOUNT: Limit = Limit { kind: "student_claim", burst: 5, refill_seconds: 600 };
/// Requests for one number, whoever asks: five at once, then one in ten minutes.
/// What was mailed before stays good.
const PER_NUMBER: Limit = Limit { kind: "student_claim_number", burst: 5, refill_seconds: 600 };

/// The action.
#[derive(Clone)]
pub struct RequestStudentClaim {
    store: ClaimStore,
    limits: RateLimits,
}

impl HttpAction for RequestStudentClaim {
    const NAME: &'static str = "request_student_claim";

    fn route() -> Route<Self> {
        route!(request_student_claim)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let limits = RateLimits::of(environment)?;
        limits.warm().await;
        Ok(Self { store: ClaimStore::of(environment)?, limits })
    }
}

/// Whose record is asked for.
#[derive(Debug, Deserialize, ToSchema)]
pub struct StudentClaimRequest {
    /// The student number.
    number: String,
}

/// The request was received. If the number is on the roster, with an address, and
/// nobody has claimed the record, a link is on its way to that address.
#[derive(Debug, Serialize, ToSchema)]
pub struct StudentClaimRequested {}

/// Ask for one's record as a student, by its number.
///
/// The link works for a day, once, and only for the account that asked.
#[utoipa::path(
    post,
    path = "/api/student-claims/requests",
    operation_id = "request_student_claim",
    tag = "semester",
    request_body = StudentClaimRequest,
    responses(
        (status = 202, description = "The request was received.", body = StudentClaimRequested),
        (status = 422, description = "This is no student number.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "It was asked for too often.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was done.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn request_student_claim(
    State(action): State<RequestStudentClaim>,
    applicant: Applicant,
    request: RequestContext,
    Body(asked): Body<StudentClaimRequest>,
) -> Result<(StatusCode, Json<StudentClaimRequested>), Problem> {
    let number: StudentNumber = asked
        .number
        .trim()
        .parse()
        .map_err(|_| Problem::from(FieldError::new("/number", "invalid_student_number")))?;
    let account = applicant.account.to_string();
    let (by_account, by_number) = tokio::join!(
        action.limits.take(PER_ACCOUNT, &account, request.now),
        action.limits.take(PER_NUMBER, number.as_str(), request.now),
    );
    by_account.and(by_number)?;
    let message = IssueStudentClaim { account: applicant.account, number };
    let deed = Deed::of(&applicant, RequestStudentClaim::NAME, &request);
    action.store.ask(message, &deed).await?;
    Ok((StatusCode::ACCEPTED, Json(StudentClaimRequested {})))
}
