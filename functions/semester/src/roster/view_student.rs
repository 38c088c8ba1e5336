//! `view_student`: a student's record, how much time was added and what falls due, for
//! the office. Whoever looks stands in the log: the record has the passport number.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use shared_domain::ids::StudentId;
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::auth::{Confirmed, Staff, Standings, StudentOffice};
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::ToSchema;

use super::student_view::StudentRecord;
use crate::deadlines::deadline_view::DeadlineView;
use crate::windows::extension::ExtensionView;
use crate::windows::store::WindowStore;

/// The action.
#[derive(Clone)]
pub struct ViewStudent {
    store: WindowStore,
    audit: AuditLog,
    standings: Standings,
}

impl HttpAction for ViewStudent {
    const NAME: &'static str = "view_student";

    fn route() -> Route<Self> {
        route!(view_student)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = WindowStore::of(environment)?;
        store.warm().await;
        let standings = Standings::of(environment)?;
        Ok(Self { store, audit: AuditLog::of(environment)?, standings })
    }
}

/// A student as the office sees one.
#[derive(Debug, Serialize, ToSchema)]
pub struct StudentView {
    #[serde(flatten)]
    record: StudentRecord,
    /// In which semesters the student has more time, and why.
    extensions: Vec<ExtensionView>,
    /// What falls due for the student, the first first.
    dates: Vec<DeadlineView>,
}

/// Show a student's record.
#[utoipa::path(
    get,
    path = "/api/staff/students/{studentId}",
    operation_id = "view_student",
    tag = "semester",
    params(("studentId" = StudentId, Path, description = "The student.")),
    responses(
        (status = 200, description = "The record.", body = StudentView),
        (status = "4XX", description = "It cannot be seen.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_student(
    State(action): State<ViewStudent>,
    colleague: Staff<StudentOffice>,
    request: RequestContext,
    Path(id): Path<StudentId>,
) -> Result<Confirmed<Json<StudentView>>, Problem> {
    let reading = action.store.student_with_all(id);
    let (colleague, found) = action.standings.confirmed(colleague, reading).await?;
    let (student, extensions, deadlines) = found?;
    let student = student.ok_or_else(Problem::not_found)?;
    // Written before anything is shown.
    let deed = Deed::of(&colleague, ViewStudent::NAME, &request);
    action.audit.begin(&deed, Told::new(id, Value::Null))?.commit().await?;
    let extensions = extensions.into_iter().map(ExtensionView::from).collect();
    let dates = DeadlineView::of_all(deadlines, request.now);
    Ok(colleague.answer(Json(StudentView { record: student.into(), extensions, dates })))
}
