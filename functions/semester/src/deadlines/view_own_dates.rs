//! `view_own_dates`: all that falls due for oneself, on one page.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared_platform::auth::Applicant;
use shared_platform::http::ProblemDocument;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::ToSchema;

use super::deadline_view::DeadlineView;
use super::store::PermitStore;
use crate::roster::student_view::StudentSummary;

/// The action.
#[derive(Clone)]
pub struct ViewOwnDates {
    store: PermitStore,
}

impl HttpAction for ViewOwnDates {
    const NAME: &'static str = "view_own_dates";

    fn route() -> Route<Self> {
        route!(view_own_dates)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = PermitStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// What falls due for a student.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnDates {
    /// Whose.
    student: StudentSummary,
    /// What falls due, the first first.
    dates: Vec<DeadlineView>,
}

/// Show all that falls due for oneself.
#[utoipa::path(
    get,
    path = "/api/student-record/dates",
    operation_id = "view_own_dates",
    tag = "semester",
    responses(
        (status = 200, description = "What falls due.", body = OwnDates),
        (status = "4XX", description = "There is no record with this account.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_own_dates(
    State(action): State<ViewOwnDates>,
    applicant: Applicant,
    request: RequestContext,
) -> Result<Json<OwnDates>, Problem> {
    let own = action.store.own(applicant.account).await?;
    let (student, deadlines) = own.ok_or_else(Problem::not_found)?;
    let dates = DeadlineView::of_all(deadlines, request.now);
    Ok(Json(OwnDates { student: StudentSummary::from(&student), dates }))
}
