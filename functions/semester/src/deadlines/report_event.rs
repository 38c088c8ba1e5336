//! `report_event`: a student tells of an arrival, a move, a new paper. From then on
//! the accommodation is to be registered in time (R5), and what else follows (R1, R3).

use axum::Json;
use axum::extract::State;
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::http::ProblemDocument;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};

use super::deadline_view::DeadlineView;
use super::store::PermitStore;
use super::told_event::ToldEvent;

/// The action.
#[derive(Clone)]
pub struct ReportEvent {
    store: PermitStore,
}

impl HttpAction for ReportEvent {
    const NAME: &'static str = "report_event";

    fn route() -> Route<Self> {
        route!(report_event)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = PermitStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// Tell of an arrival, a move, a re-entry, a new passport, visa or permit.
///
/// Told twice, it is told once.
#[utoipa::path(
    post,
    path = "/api/student-record/events",
    operation_id = "report_event",
    tag = "semester",
    request_body = ToldEvent,
    responses(
        (status = 200, description = "What falls due after it.", body = [DeadlineView]),
        (status = 409, description = "One is not on the roster.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_input`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn report_event(
    State(action): State<ReportEvent>,
    applicant: Applicant,
    request: RequestContext,
    Body(told): Body<ToldEvent>,
) -> Result<Json<Vec<DeadlineView>>, Problem> {
    let event = told.checked(request.now).map_err(Problem::from)?;
    let own = action.store.own(applicant.account).await?.ok_or_else(Problem::not_found)?;
    if !own.0.state.is_on_roster() {
        return Err(Problem::conflict("not_on_roster"));
    }
    let deed = Deed::of(&applicant, ReportEvent::NAME, &request);
    let student = own.0.id;
    action.store.begin(&deed, own, event).await?;
    let follow = event.deadlines(student);
    Ok(Json(DeadlineView::of_all(follow, request.now)))
}
