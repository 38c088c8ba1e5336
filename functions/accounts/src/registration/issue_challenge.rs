//! `GET /api/challenges`: a proof-of-work challenge (S12).

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared_platform::http::{ProblemDocument, Query};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::{IntoParams, ToSchema};

use crate::challenge::{ChallengeLevel, Challenges};

/// What the action needs.
#[derive(Clone)]
pub struct IssueChallenge {
    challenges: Challenges,
}

impl HttpAction for IssueChallenge {
    const NAME: &'static str = "issue_challenge";

    fn route() -> Route<Self> {
        route!(issue_challenge)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { challenges: Challenges::of(environment).await? })
    }
}

/// Which challenge.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// How hard it is to be: 0 unless an action asked for more. Each level doubles the work.
    #[serde(default)]
    #[param(required = false, inline)]
    level: ChallengeLevel,
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
/// Whoever registers, asks for a mail, or signs in after failures sends a solved
/// one, where others show a picture with letters.
#[utoipa::path(
    get,
    path = "/api/challenges",
    operation_id = "issue_challenge",
    tag = "accounts",
    params(Wanted),
    responses(
        (status = 200, body = Challenge),
        (status = 400, body = ProblemDocument, description = "`malformed_query`")
    )
)]
async fn issue_challenge(
    State(action): State<IssueChallenge>,
    request: RequestContext,
    Query(Wanted { level }): Query<Wanted>,
) -> Result<Json<Challenge>, Problem> {
    let challenge = action.challenges.issue(level, request.now)?;
    Ok(Json(Challenge { parameters: challenge.parameters, signature: challenge.signature }))
}
