//! `view_deadline_review`: what a visa officer looks after, with all that falls due
//! for the student. Every viewing is recorded.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared_domain::ids::ReviewId;
use shared_domain::review::Review;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Staff, Standings, VisaOfficer};
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::ToSchema;

use super::deadline_view::DeadlineView;
use super::store::PermitStore;
use crate::roster::student_view::StudentRecord;

/// The action.
#[derive(Clone)]
pub struct ViewDeadlineReview {
    store: PermitStore,
    standings: Standings,
}

impl HttpAction for ViewDeadlineReview {
    const NAME: &'static str = "view_deadline_review";

    fn route() -> Route<Self> {
        route!(view_deadline_review)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = PermitStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// A task with the student whom it is about.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeadlineReviewDetails {
    /// The task.
    #[serde(flatten)]
    review: Review,
    /// The student.
    student: StudentRecord,
    /// What falls due for the student now, the first first.
    dates: Vec<DeadlineView>,
}

/// Show a task about something of a student that is over; the viewing is recorded.
#[utoipa::path(
    get,
    path = "/api/reviews/{reviewId}/deadline",
    operation_id = "view_deadline_review",
    tag = "semester",
    params(("reviewId" = ReviewId, Path, description = "The task.")),
    responses(
        (status = 200, description = "The task and the student.", body = DeadlineReviewDetails),
        (status = "4XX", description = "It cannot be shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_deadline_review(
    State(action): State<ViewDeadlineReview>,
    officer: Staff<VisaOfficer>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
) -> Result<Confirmed<Json<DeadlineReviewDetails>>, Problem> {
    let (officer, task) = action.standings.confirmed(officer, action.store.task(id)).await?;
    let task = task?.ok_or_else(Problem::not_found)?;
    let found = action.store.student(task.matter().student).await?;
    let (student, deadlines) = found.ok_or_else(Problem::not_found)?;
    let deed = Deed::of(&officer, ViewDeadlineReview::NAME, &request);
    action.store.record_viewing(&deed, &task).await?;
    Ok(officer.answer(Json(DeadlineReviewDetails {
        review: Review::of(&task, request.now),
        student: StudentRecord::from(student),
        dates: DeadlineView::of_all(deadlines, request.now),
    })))
}
