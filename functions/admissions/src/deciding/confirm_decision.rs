//! `confirm_decision`: a second person confirms what a colleague proposed, and
//! so decides.

use axum::Json;
use axum::extract::State;
use shared_domain::ids::ReviewId;
use shared_domain::review::Review;
use shared_platform::auth::{Confirmed, Reviewer, Staff};
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use super::carrying_out::Deciding;
use crate::examining::ApplicationTask;

/// The action.
#[derive(Clone)]
pub struct ConfirmDecision {
    deciding: Deciding,
}

impl HttpAction for ConfirmDecision {
    const NAME: &'static str = "confirm_decision";

    fn route() -> Route<Self> {
        route!(confirm_decision)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { deciding: Deciding::of(environment).await? })
    }
}

/// Confirm a colleague's decision on a task that one holds.
#[utoipa::path(
    post,
    path = "/api/reviews/{reviewId}/confirmation",
    operation_id = "confirm_decision",
    tag = "reviews",
    params(("reviewId" = ReviewId, Path, description = "The task.")),
    responses(
        (status = 200, description = "The application is decided.", body = Review),
        (status = 409, description = "The proposal is one's own, there is none, or the claim is lost.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn confirm_decision(
    State(action): State<ConfirmDecision>,
    reviewer: Staff<Reviewer>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
) -> Result<Confirmed<Json<Review>>, Problem> {
    let rule = |task: &ApplicationTask, by: &_| task.confirm(by, request.now);
    action.deciding.carry_out(ConfirmDecision::NAME, &request, id, reviewer, rule).await
}
