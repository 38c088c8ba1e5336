//! `settle_unknown_number`: the registrar has looked after a number that the
//! university's sign-in said: the roster has it now, or it is not for this office.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared_domain::ids::ReviewId;
use shared_domain::review::{Decision, Review, Ruling, said_meanwhile};
use shared_domain::staff::Colleague;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Registrar, Staff, Standings};
use shared_platform::http::{Path, ProblemDocument, required_text};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::number_matter::{NumberOutcome, NumberStore, Remark};

/// The longest remark, in characters.
const LONGEST_REMARK: usize = 2000;

/// The action.
#[derive(Clone)]
pub struct SettleUnknownNumber {
    store: NumberStore,
    standings: Standings,
}

impl HttpAction for SettleUnknownNumber {
    const NAME: &'static str = "settle_unknown_number";

    fn route() -> Route<Self> {
        route!(settle_unknown_number)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = NumberStore::of(environment).await?;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// What became of a number.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NumberSettlement {
    /// For colleagues: that the roster has it now, or why it is not for this office.
    remark: String,
}

/// Settle a number that the university's sign-in said and no student had.
#[utoipa::path(
    post,
    path = "/api/reviews/{reviewId}/student-number/settlement",
    operation_id = "settle_unknown_number",
    tag = "semester",
    params(("reviewId" = ReviewId, Path, description = "The task.")),
    request_body = NumberSettlement,
    responses(
        (status = 200, description = "It is settled.", body = Review),
        (status = 409, description = "The task is not the caller's, or settled.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "There is no remark.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn settle_unknown_number(
    State(action): State<SettleUnknownNumber>,
    registrar: Staff<Registrar>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
    Body(body): Body<NumberSettlement>,
) -> Result<Confirmed<Json<Review>>, Problem> {
    let reading = action.store.task(id);
    let (registrar, task) = action.standings.confirmed(registrar, reading).await?;
    let task = task?.ok_or_else(Problem::not_found)?;
    let by = Colleague::from(&*registrar);
    let remark = Some(required_text("/remark", &body.remark, LONGEST_REMARK)?);
    let decision = Decision { outcome: NumberOutcome::Settle, grounds: Remark { remark } };
    let settled = match task.decide(&by, &decision, request.now)? {
        Ruling::Decided(moved, _) => moved,
        ruling => return Ok(registrar.answer(Json(Review::of(&ruling.into_task(), request.now)))),
    };
    let deed = Deed::of(&registrar, SettleUnknownNumber::NAME, &request);
    let task = match action.store.settle(&settled, &deed).await {
        Ok(()) => settled.into_task(),
        // A twin of this request was faster, or a colleague.
        Err(CommitError::Refused(refused)) => {
            said_meanwhile(refused, |task| task.decide(&by, &decision, request.now))?
        }
        Err(error) => return Err(error.into()),
    };
    Ok(registrar.answer(Json(Review::of(&task, request.now))))
}
