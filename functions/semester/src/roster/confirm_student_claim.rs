//! `confirm_student_claim`: the link that was mailed to the address on the roster
//! gives the record to the account that asked for it. Whoever reads that address and
//! did not ask gives it to nobody by opening the link.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared_domain::student::{STUDENT, Student};
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::http::ProblemDocument;
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::claims::{CODE, ClaimStore};
use super::student_view::StudentSummary;

/// The action.
#[derive(Clone)]
pub struct ConfirmStudentClaim {
    store: ClaimStore,
}

impl HttpAction for ConfirmStudentClaim {
    const NAME: &'static str = "confirm_student_claim";

    fn route() -> Route<Self> {
        route!(confirm_student_claim)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ClaimStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// The code of a link that claims a record.
#[derive(Deserialize, ToSchema)]
pub struct StudentClaimCode {
    /// What follows `#code=` in the link.
    code: String,
}

/// Claim one's record as a student with the code of the link.
#[utoipa::path(
    post,
    path = "/api/student-claims",
    operation_id = "confirm_student_claim",
    tag = "semester",
    request_body = StudentClaimCode,
    responses(
        (status = 200, description = "The record is the caller's.", body = StudentSummary),
        (status = 409, description = "Another account has the record.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`student_claim_invalid`, `student_claim_expired`, `student_claim_of_another`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn confirm_student_claim(
    State(action): State<ConfirmStudentClaim>,
    applicant: Applicant,
    request: RequestContext,
    Body(StudentClaimCode { code }): Body<StudentClaimCode>,
) -> Result<Json<StudentSummary>, Problem> {
    let invalid = || Problem::unprocessable("student_claim_invalid");
    let claim = action.store.claim(&code).await?.ok_or_else(invalid)?;
    if claim.expires_at <= request.now {
        return Err(Problem::unprocessable("student_claim_expired"));
    }
    if claim.account != applicant.account {
        return Err(Problem::unprocessable("student_claim_of_another"));
    }
    let deed = Deed::of(&applicant, ConfirmStudentClaim::NAME, &request);
    let mut read = action.store.student(claim.student).await?;
    loop {
        let before = read.filter(|student| claim.is_for(student)).ok_or_else(invalid)?;
        if before.account.is_some() {
            return Err(Problem::conflict("student_record_claimed"));
        }
        let after = Student { account: Some(applicant.account), ..before.clone() };
        match action.store.confirm(&code, &before, &after, &deed).await {
            Ok(()) => return Ok(Json(StudentSummary::from(&after))),
            Err(CommitError::Refused(refused)) if refused.is_of(CODE) => return Err(invalid()),
            // The roster was imported meanwhile: looking again tells.
            Err(CommitError::Refused(refused)) => read = refused.at(STUDENT)?,
            Err(CommitError::Store(error)) => return Err(error.into()),
        }
    }
}
