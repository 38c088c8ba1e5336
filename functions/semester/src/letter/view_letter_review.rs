//! `view_letter_review`: what a visa officer decides on: a letter that cannot be set,
//! and why; with the name as the record has it. The viewing is recorded.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared_domain::ids::ReviewId;
use shared_domain::letter::Obstacle;
use shared_domain::registration::RegistrationId;
use shared_domain::review::Review;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Staff, Standings, VisaOfficer};
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::ToSchema;

use crate::roster::student_view::StudentSummary;
use crate::store::RegistrationStore;

/// The action.
#[derive(Clone)]
pub struct ViewLetterReview {
    store: RegistrationStore,
    standings: Standings,
}

impl HttpAction for ViewLetterReview {
    const NAME: &'static str = "view_letter_review";

    fn route() -> Route<Self> {
        route!(view_letter_review)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// A task with the letter that it is about.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LetterReviewDetails {
    /// The task.
    #[serde(flatten)]
    review: Review,
    /// The registration that the letter is for.
    registration: RegistrationId,
    /// Whose it is.
    student: StudentSummary,
    /// Why it cannot be set.
    obstacle: Obstacle,
}

/// Show a letter that cannot be set; the viewing is recorded.
#[utoipa::path(
    get,
    path = "/api/reviews/{reviewId}/letter",
    operation_id = "view_letter_review",
    tag = "semester",
    params(("reviewId" = ReviewId, Path, description = "The task.")),
    responses(
        (status = 200, description = "The task and the letter.", body = LetterReviewDetails),
        (status = "4XX", description = "It cannot be shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_letter_review(
    State(action): State<ViewLetterReview>,
    officer: Staff<VisaOfficer>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
) -> Result<Confirmed<Json<LetterReviewDetails>>, Problem> {
    let reading = action.store.letter_task(id);
    let (officer, task) = action.standings.confirmed(officer, reading).await?;
    let task = task?.ok_or_else(Problem::not_found)?;
    let registration = &task.matter().registration;
    let (deed, what) = (Deed::of(&officer, ViewLetterReview::NAME, &request), id.to_string());
    let (student, recorded) = tokio::join!(
        action.store.records.student(registration.student),
        action.store.record_letter_viewing(registration, &what, &deed),
    );
    recorded?;
    let student = student?.ok_or_else(Problem::not_found)?;
    Ok(officer.answer(Json(LetterReviewDetails {
        review: Review::of(&task, request.now),
        registration: registration.clone(),
        student: StudentSummary::from(&student),
        obstacle: task.matter().obstacle.clone(),
    })))
}
