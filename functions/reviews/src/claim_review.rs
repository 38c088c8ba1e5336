//! `claim_review`: a reviewer takes a task for half an hour, so that no two
//! people work on the same application.

use axum::Json;
use axum::extract::State;
use shared_domain::ids::ReviewId;
use shared_domain::review::{REVIEW_LABEL, Review, ReviewTask};
use shared_domain::staff::Colleague;
use shared_platform::audit::Occasion;
use shared_platform::auth::{Actor, Reviewer, Staff};
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::store::CommitError;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use crate::store::Store;
use crate::task::{self, ClaimRefused};

/// The action.
#[derive(Clone)]
pub struct ClaimReview {
    store: Store,
}

impl HttpAction for ClaimReview {
    const NAME: &'static str = "claim_review";

    fn route() -> Route<Self> {
        route!(claim_review)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        store.warm().await;
        Ok(Self { store })
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
    reviewer: Staff<Reviewer>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
) -> Result<Json<Review>, Problem> {
    let actor = Actor::from(&reviewer);
    let colleague = Colleague::from(reviewer);
    let occasion = Occasion::from(&request);
    let task = action.store.task(id).await?.ok_or_else(Problem::not_found)?;
    let claimed = task::claim(&task, colleague.clone(), request.now)?;
    let saved = action.store.save_claim(ClaimReview::NAME, actor, &task, &claimed, &occasion).await;
    match saved {
        Ok(()) => Ok(Json(Review::of(claimed, request.now))),
        Err(CommitError::Refused(refused)) if refused.by(REVIEW_LABEL) => {
            // Somebody was faster: say what the task is now.
            let present = refused.existing::<ReviewTask>(REVIEW_LABEL)?;
            let present = present.ok_or_else(Problem::not_found)?;
            task::claim(&present, colleague, request.now)?;
            Err(CommitError::Refused(refused).into())
        }
        Err(error) => Err(error.into()),
    }
}

impl From<ClaimRefused> for Problem {
    fn from(refused: ClaimRefused) -> Self {
        match refused {
            ClaimRefused::HeldByAnother => Self::conflict("claimed_by_another"),
            ClaimRefused::Closed => Self::conflict("review_closed"),
        }
    }
}
