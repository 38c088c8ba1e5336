//! `settle_unknown_number`: the registrar has looked after a number that the
//! university's sign-in said: the roster has it now, or it is not for this office.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared_domain::ids::ReviewId;
use shared_domain::review::{Decision, Review, Ruling, TASK};
use shared_domain::staff::Colleague;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Registrar, Staff, Standings};
use shared_platform::http::{FieldError, Path, ProblemDocument};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::number_matter::{NumberOutcome, NumberStore, NumberTask, Remark};

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
    let remark = Some(remarked(&body.remark)?);
    let decision = Decision { outcome: NumberOutcome::Settle, grounds: Remark { remark } };
    let settled = match task.decide(&by, &decision, request.now)? {
        Ruling::Decided(moved, _) => moved,
        ruling => return Ok(registrar.answer(Json(Review::of(&ruling.into_task(), request.now)))),
    };
    let deed = Deed::of(&registrar, SettleUnknownNumber::NAME, &request);
    match action.store.settle(&settled, &deed).await {
        Ok(()) => Ok(registrar.answer(Json(Review::of(&settled, request.now)))),
        Err(CommitError::Refused(refused)) if refused.is_of(TASK) => {
            // A twin of this request was faster, or a colleague.
            let present = refused.at(TASK)?.map(|task| task.about()).transpose()?.flatten();
            let present: NumberTask = present.ok_or_else(Problem::not_found)?;
            match present.decide(&by, &decision, request.now)? {
                Ruling::Unchanged(task) => {
                    Ok(registrar.answer(Json(Review::of(&task, request.now))))
                }
                _ => Err(CommitError::Refused(refused).into()),
            }
        }
        Err(error) => Err(error.into()),
    }
}

fn remarked(text: &str) -> Result<String, Problem> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(FieldError::new("/remark", "required").into()),
        length if length > LONGEST_REMARK => Err(FieldError::new("/remark", "too_long").into()),
        _ => Ok(text.to_owned()),
    }
}
