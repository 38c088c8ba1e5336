//! `release_review`: a reviewer gives a task back before the half hour is over.

use axum::extract::State;
use http::StatusCode;
use shared_domain::ids::ReviewId;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Examiner, Staff, Standings};
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use crate::store::Store;

/// The action.
#[derive(Clone)]
pub struct ReleaseReview {
    store: Store,
    standings: Standings,
}

impl HttpAction for ReleaseReview {
    const NAME: &'static str = "release_review";

    fn route() -> Route<Self> {
        route!(release_review)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::of(environment).await?, standings: Standings::of(environment)? })
    }
}

/// Give a task back.
#[utoipa::path(
    delete,
    path = "/api/reviews/{reviewId}/claim",
    operation_id = "release_review",
    tag = "reviews",
    params(("reviewId" = ReviewId, Path, description = "The task.")),
    responses(
        (status = 204, description = "Nobody has the task."),
        (status = 409, description = "A colleague has it, or it is decided.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn release_review(
    State(action): State<ReleaseReview>,
    staff: Staff<Examiner>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
) -> Result<Confirmed<StatusCode>, Problem> {
    let (staff, task) = action.standings.confirmed(staff, action.store.task(id)).await?;
    let task = task?.ok_or_else(Problem::not_found)?;
    // Whose work it is must hold still, too.
    let staff = staff.acting_as(task.role())?;
    if let Some(released) = task.released_by(staff.account, request.now)? {
        let deed = Deed::of(&staff, ReleaseReview::NAME, &request);
        action.store.save_claim(&deed, &task, &released).await?;
    }
    Ok(staff.answer(StatusCode::NO_CONTENT))
}
