//! `record_student_event`: the office tells of an arrival, a move, a new paper of a
//! student; what follows is the same as when the student does (R1, R3, R5).

use axum::Json;
use axum::extract::State;
use shared_domain::ids::StudentId;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Staff, Standings, StudentOffice};
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};

use super::deadline_view::DeadlineView;
use super::store::PermitStore;
use super::told_event::ToldEvent;

/// The action.
#[derive(Clone)]
pub struct RecordStudentEvent {
    store: PermitStore,
    standings: Standings,
}

impl HttpAction for RecordStudentEvent {
    const NAME: &'static str = "record_student_event";

    fn route() -> Route<Self> {
        route!(record_student_event)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = PermitStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// Tell of an arrival, a move, a re-entry, a new passport, visa or permit of a student.
///
/// Told twice, it is told once.
#[utoipa::path(
    post,
    path = "/api/staff/students/{studentId}/events",
    operation_id = "record_student_event",
    tag = "semester",
    params(("studentId" = StudentId, Path, description = "The student.")),
    request_body = ToldEvent,
    responses(
        (status = 200, description = "What falls due after it.", body = [DeadlineView]),
        (status = 409, description = "The student is not on the roster.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_input`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn record_student_event(
    State(action): State<RecordStudentEvent>,
    colleague: Staff<StudentOffice>,
    request: RequestContext,
    Path(id): Path<StudentId>,
    Body(told): Body<ToldEvent>,
) -> Result<Confirmed<Json<Vec<DeadlineView>>>, Problem> {
    let reading = action.store.student(id);
    let (colleague, found) = action.standings.confirmed(colleague, reading).await?;
    let found = found?.ok_or_else(Problem::not_found)?;
    let event = told.checked(request.now).map_err(Problem::from)?;
    if !found.0.state.is_on_roster() {
        return Err(Problem::conflict("not_on_roster"));
    }
    let deed = Deed::of(&colleague, RecordStudentEvent::NAME, &request);
    action.store.begin(&deed, found, event).await?;
    let follow = DeadlineView::of_all(event.deadlines(id), request.now);
    Ok(colleague.answer(Json(follow)))
}
