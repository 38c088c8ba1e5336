//! `GET /api/challenges`: a proof-of-work challenge (S12).

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared::{Environment, HttpAction, InitError, Problem, RequestContext};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::challenge::Challenges;

/// What the action needs.
#[derive(Clone)]
pub struct IssueChallenge {
    challenges: Challenges,
}

impl HttpAction for IssueChallenge {
    const NAME: &'static str = "issue_challenge";

    fn routes() -> OpenApiRouter<Self> {
        OpenApiRouter::new().routes(routes!(issue_challenge))
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { challenges: Challenges::of(environment).await? })
    }
}

/// An ALTCHA challenge. The solution is sent as base64 of the JSON
/// `{"challenge": …, "solution": …}`.
#[derive(Debug, Serialize, ToSchema)]
pub struct Challenge {
    /// The work to be done.
    #[schema(value_type = Object)]
    parameters: altcha::ChallengeParameters,
    /// Shows that the parameters are ours.
    signature: Option<String>,
}

/// Issue a proof-of-work challenge.
///
/// Registration asks for a solved one, in the place of a picture with letters.
#[utoipa::path(
    get,
    path = "/api/challenges",
    operation_id = "issue_challenge",
    tag = "accounts",
    responses((status = 200, body = Challenge))
)]
async fn issue_challenge(
    State(action): State<IssueChallenge>,
    request: RequestContext,
) -> Result<Json<Challenge>, Problem> {
    let challenge = action.challenges.issue(request.now)?;
    Ok(Json(Challenge { parameters: challenge.parameters, signature: challenge.signature }))
}
