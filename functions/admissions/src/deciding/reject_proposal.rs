//! `reject_proposal`: a second person does not confirm what a colleague proposed,
//! and says why. The task is the colleague's again.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared_domain::ids::ReviewId;
use shared_domain::review::Review;
use shared_platform::auth::{Confirmed, Reviewer, Staff};
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::carrying_out::Deciding;
use crate::examining::ApplicationTask;
use crate::wording::{LONGEST_TEXT, required_text};

/// The action.
#[derive(Clone)]
pub struct RejectProposal {
    deciding: Deciding,
}

impl HttpAction for RejectProposal {
    const NAME: &'static str = "reject_proposal";

    fn route() -> Route<Self> {
        route!(reject_proposal)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { deciding: Deciding::of(environment).await? })
    }
}

/// Why a proposal is not confirmed.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RejectionRequest {
    /// What the colleague is told; the applicant does not see it.
    note: String,
}

/// Give a colleague's proposal back, from a task that one holds.
#[utoipa::path(
    post,
    path = "/api/reviews/{reviewId}/rejection",
    operation_id = "reject_proposal",
    tag = "reviews",
    params(("reviewId" = ReviewId, Path, description = "The task.")),
    request_body = RejectionRequest,
    responses(
        (status = 200, description = "The task is kept for who made the proposal.", body = Review),
        (status = 409, description = "The proposal is one's own, there is none, or the claim is lost.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn reject_proposal(
    State(action): State<RejectProposal>,
    reviewer: Staff<Reviewer>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
    Body(body): Body<RejectionRequest>,
) -> Result<Confirmed<Json<Review>>, Problem> {
    let note = required_text("/note", &body.note, LONGEST_TEXT)?;
    let rule = |task: &ApplicationTask, by: &_| task.give_back(by, &note, request.now);
    action.deciding.carry_out(RejectProposal::NAME, &request, id, reviewer, rule).await
}
