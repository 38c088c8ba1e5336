//! `decide_application`: the reviewer who holds the task accepts or declines the
//! application. Task and application change together or not at all.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared::audit::Occasion;
use shared::auth::{Actor, Reviewer, Staff};
use shared::http::{FieldError, Path, ProblemDocument};
use shared::ids::ReviewId;
use shared::outbox::DecisionOutcome;
use shared::review_queue::{Closing, Colleague, DecisionReason, REVIEW_LABEL, Review, ReviewTask};
use shared::store::CommitError;
use shared::{Body, Environment, HttpAction, InitError, Problem, RequestContext};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::store::ApplicationStore;

/// Longest note to an applicant, in characters.
const LONGEST_NOTE: usize = 2_000;

/// The action.
#[derive(Clone)]
pub struct DecideApplication {
    store: ApplicationStore,
}

impl HttpAction for DecideApplication {
    const NAME: &'static str = "decide_application";

    fn routes() -> OpenApiRouter<Self> {
        OpenApiRouter::new().routes(routes!(decide_application))
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ApplicationStore::of(environment)?;
        store.warm_reviews().await;
        Ok(Self { store })
    }
}

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DecisionRequest {
    /// The decision.
    outcome: DecisionOutcome,
    /// Why, for the record.
    reason_code: Option<DecisionReason>,
    /// What the applicant is told beside the decision.
    note_to_applicant: Option<String>,
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
        (status = 200, description = "The application is decided and the task closed.", body = Review),
        (status = 409, description = "The claim is lost, or somebody decided otherwise.", body = ProblemDocument, content_type = "application/problem+json"),
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
) -> Result<Json<Review>, Problem> {
    let actor = Actor::from(&reviewer);
    let closing = Closing {
        by: Some(Colleague { id: reviewer.account, user_name: reviewer.user_name }),
        at: request.now,
        outcome: body.outcome.into(),
        reason: body.reason_code,
        note_to_applicant: note(body.note_to_applicant)?,
    };
    let task = action.store.review(id).await?.ok_or_else(Problem::not_found)?;
    let occasion = Occasion::from(&request);
    let decided = match action
        .store
        .decide(id, &task.subject, body.outcome, &closing, actor, &occasion)
        .await
    {
        Ok(()) => ReviewTask { closing: Some(closing), claim: None, ..task },
        Err(CommitError::Refused(refused)) if refused.by(REVIEW_LABEL) => {
            already_so(refused.existing(REVIEW_LABEL)?, &closing)?
        }
        Err(CommitError::Refused(refused)) if refused.by("application") => {
            return Err(Problem::conflict("not_ready_for_review"));
        }
        Err(error) => return Err(error.into()),
    };
    Ok(Json(Review::of(decided, request.now)))
}

/// The task, if it was closed by the same person with the same decision: then
/// this request was sent twice.
fn already_so(present: Option<ReviewTask>, closing: &Closing) -> Result<ReviewTask, Problem> {
    let present = present.ok_or_else(Problem::not_found)?;
    match &present.closing {
        None => Err(Problem::conflict("claim_lost")),
        Some(closed) if *closed == (Closing { at: closed.at, ..closing.clone() }) => Ok(present),
        Some(_) => Err(Problem::conflict("already_decided")),
    }
}

fn note(text: Option<String>) -> Result<Option<String>, Problem> {
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    match text {
        Some(text) if text.chars().count() > LONGEST_NOTE => {
            Err(Problem::invalid(vec![FieldError::new("/noteToApplicant", "too_long")]))
        }
        text => Ok(text),
    }
}
