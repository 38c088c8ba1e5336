//! `decide_application`: the reviewer who holds the task accepts, declines or puts
//! on the waiting list. Task and application change together or not at all. What
//! one person must not decide alone is proposed to a second one.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared_domain::application::decision::{
    AdmissionCondition, DecisionOutcome, DecisionReason, Grounds,
};
use shared_domain::ids::ReviewId;
use shared_domain::review::Review;
use shared_platform::auth::{Confirmed, Reviewer, Staff};
use shared_platform::clock::beijing_date;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::carrying_out::Deciding;
use super::verdict;
use crate::examining::ApplicationTask;

/// The action.
#[derive(Clone)]
pub struct DecideApplication {
    deciding: Deciding,
}

impl HttpAction for DecideApplication {
    const NAME: &'static str = "decide_application";

    fn route() -> Route<Self> {
        route!(decide_application)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { deciding: Deciding::of(environment).await? })
    }
}

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DecisionRequest {
    /// The decision.
    outcome: DecisionOutcome,
    /// Why; at least one unless the applicant is accepted.
    #[serde(default)]
    reasons: Vec<DecisionReason>,
    /// What an accepted applicant must still bring.
    #[serde(default)]
    conditions: Vec<AdmissionCondition>,
    /// What the applicant is told beside the decision.
    note_to_applicant: Option<String>,
    /// Why the applicant is accepted although a check found something that must
    /// not be so, or without a place. A second person confirms it.
    justification: Option<String>,
    /// Whether the applicant is accepted also where no place is left.
    #[serde(default)]
    without_place: bool,
}

/// Decide an application whose task one holds.
#[utoipa::path(
    post,
    path = "/api/reviews/{reviewId}/decision",
    operation_id = "decide_application",
    tag = "reviews",
    params(("reviewId" = ReviewId, Path, description = "The task.")),
    request_body = DecisionRequest,
    responses(
        (status = 200, description = "The application is decided, or the decision waits for a second person.", body = Review),
        (status = 409, description = "The claim is lost, it is decided otherwise, or it cannot be decided so.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn decide_application(
    State(action): State<DecideApplication>,
    reviewer: Staff<Reviewer>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
    Body(body): Body<DecisionRequest>,
) -> Result<Confirmed<Json<Review>>, Problem> {
    let grounds = Grounds {
        reasons: body.reasons,
        conditions: body.conditions,
        note_to_applicant: body.note_to_applicant,
        justification: body.justification,
        without_place: body.without_place,
    };
    let verdict = verdict::read(body.outcome, grounds, beijing_date(request.now));
    let verdict = verdict.map_err(Problem::invalid)?;
    let rule = |task: &ApplicationTask, by: &_| task.decide(by, &verdict, request.now);
    action.deciding.carry_out(DecideApplication::NAME, &request, id, reviewer, rule).await
}
