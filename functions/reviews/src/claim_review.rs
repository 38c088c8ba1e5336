//! `claim_review`: a reviewer takes a task for half an hour, so that no two
//! people work on the same matter.

use axum::Json;
use axum::extract::State;
use shared_domain::ids::ReviewId;
use shared_domain::review::{Review, TASK};
use shared_domain::staff::Colleague;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Examiner, Staff, Standings};
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::store::CommitError;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use crate::store::Store;

/// The action.
#[derive(Clone)]
pub struct ClaimReview {
    store: Store,
    standings: Standings,
}

impl HttpAction for ClaimReview {
    const NAME: &'static str = "claim_review";

    fn route() -> Route<Self> {
        route!(claim_review)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::of(environment).await?, standings: Standings::of(environment)? })
    }
}

/// Take a task for half an hour; taking it again begins the half hour anew.
#[utoipa::path(
    post,
    path = "/api/reviews/{reviewId}/claim",
    operation_id = "claim_review",
    tag = "reviews",
    params(("reviewId" = ReviewId, Path, description = "The task.")),
    responses(
        (status = 200, description = "The task is yours.", body = Review),
        (status = 409, description = "A colleague has it, or it is decided.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn claim_review(
    State(action): State<ClaimReview>,
    staff: Staff<Examiner>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
) -> Result<Confirmed<Json<Review>>, Problem> {
    let (staff, task) = action.standings.confirmed(staff, action.store.task(id)).await?;
    let task = task?.ok_or_else(Problem::not_found)?;
    // Whose work it is must hold still, too.
    let staff = staff.acting_as(task.role())?;
    let colleague = Colleague::from(&*staff);
    let claimed = task.claimed_by(colleague.clone(), request.now)?;
    let deed = Deed::of(&staff, ClaimReview::NAME, &request);
    match action.store.save_claim(&deed, &task, &claimed).await {
        Ok(()) => Ok(staff.answer(Json(Review::of(&claimed, request.now)))),
        Err(CommitError::Refused(refused)) if refused.is_of(TASK) => {
            // Somebody was faster: say what the task is now.
            let present = refused.at(TASK)?.ok_or_else(Problem::not_found)?;
            let _ = present.claimed_by(colleague, request.now)?;
            Err(CommitError::Refused(refused).into())
        }
        Err(error) => Err(error.into()),
    }
}
