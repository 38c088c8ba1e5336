//! `view_own_student_record`: the record that somebody has with their account.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared_domain::student::{Student, StudentState};
use shared_platform::auth::Applicant;
use shared_platform::clock::beijing_date;
use shared_platform::http::ProblemDocument;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::ToSchema;

use super::student_view::StudentSummary;
use crate::windows::semester::{self, SemesterName};
use crate::windows::store::WindowStore;

/// The action.
#[derive(Clone)]
pub struct ViewOwnStudentRecord {
    store: WindowStore,
}

impl HttpAction for ViewOwnStudentRecord {
    const NAME: &'static str = "view_own_student_record";

    fn route() -> Route<Self> {
        route!(view_own_student_record)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = WindowStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// One's own record.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OwnStudentRecord {
    #[serde(flatten)]
    summary: StudentSummary,
    /// The address on the roster.
    email: Option<String>,
    /// The semester that it is now; `null` between two.
    semester: Option<SemesterName>,
}

/// Show one's own record as a student.
#[utoipa::path(
    get,
    path = "/api/student-record",
    operation_id = "view_own_student_record",
    tag = "semester",
    responses(
        (status = 200, description = "The record.", body = OwnStudentRecord),
        (status = "4XX", description = "There is none with this account.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_own_student_record(
    State(action): State<ViewOwnStudentRecord>,
    applicant: Applicant,
    request: RequestContext,
) -> Result<Json<OwnStudentRecord>, Problem> {
    let (records, semesters) = action.store.own_records_and_semesters(applicant.account).await?;
    let student = own(records).ok_or_else(Problem::not_found)?;
    Ok(Json(OwnStudentRecord {
        summary: StudentSummary::from(&student),
        email: student.email,
        semester: semester::of_day(&semesters, beijing_date(request.now)),
    }))
}

/// Of several records of one account the one that counts: on the roster before
/// admitted, admitted before what is over, and of two such the later one.
pub(crate) fn own(records: Vec<Student>) -> Option<Student> {
    let rank = |state: StudentState| match state {
        StudentState::Enrolled { .. } | StudentState::Suspended { .. } => 2,
        StudentState::Admitted => 1,
        StudentState::Left { .. } | StudentState::Revoked { .. } => 0,
    };
    records.into_iter().max_by_key(|record| (rank(record.state), record.id))
}
