//! `settle_deadline`: a visa officer says what became of something that was over, or
//! that a student says was done.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared_domain::ids::ReviewId;
use shared_domain::review::{Decision, Review, Ruling};
use shared_domain::staff::Colleague;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Staff, Standings, VisaOfficer};
use shared_platform::http::{FieldError, Path, ProblemDocument};
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::matter::{DeadlineOutcome, Remark};
use super::store::PermitStore;

/// Longest remark, in characters.
const LONGEST_REMARK: usize = 500;

/// The action.
#[derive(Clone)]
pub struct SettleDeadline {
    store: PermitStore,
    standings: Standings,
}

impl HttpAction for SettleDeadline {
    const NAME: &'static str = "settle_deadline";

    fn route() -> Route<Self> {
        route!(settle_deadline)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = PermitStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// What became of it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeadlineSettlement {
    /// Whether it is done, is not, or is looked after in another way.
    outcome: DeadlineOutcome,
    /// For colleagues; needed where it is looked after in another way.
    remark: Option<String>,
}

impl DeadlineSettlement {
    fn decision(self) -> Result<Decision<super::DeadlineMatter>, Problem> {
        let remark = self.remark.map(|remark| remark.trim().to_owned());
        let remark = remark.filter(|remark| !remark.is_empty());
        let code = match &remark {
            None if self.outcome == DeadlineOutcome::Settle => Some("required"),
            Some(remark) if remark.chars().count() > LONGEST_REMARK => Some("too_long"),
            _ => None,
        };
        match code {
            Some(code) => Err(Problem::from(FieldError::new("/remark", code))),
            None => Ok(Decision { outcome: self.outcome, grounds: Remark { remark } }),
        }
    }
}

/// Say what became of something of a student that was over, or is said to be done.
///
/// Said twice, it is said once.
#[utoipa::path(
    post,
    path = "/api/reviews/{reviewId}/deadline/settlement",
    operation_id = "settle_deadline",
    tag = "semester",
    params(("reviewId" = ReviewId, Path, description = "The task.")),
    request_body = DeadlineSettlement,
    responses(
        (status = 200, description = "It is settled.", body = Review),
        (status = 409, description = "The task is not the caller's, or decided.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_input`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn settle_deadline(
    State(action): State<SettleDeadline>,
    officer: Staff<VisaOfficer>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
    Body(settlement): Body<DeadlineSettlement>,
) -> Result<Confirmed<Json<Review>>, Problem> {
    let (officer, task) = action.standings.confirmed(officer, action.store.task(id)).await?;
    let task = task?.ok_or_else(Problem::not_found)?;
    let by = Colleague::from(&*officer);
    let deed = Deed::of(&officer, SettleDeadline::NAME, &request);
    let task = match task.decide(&by, &settlement.decision()?, request.now)? {
        Ruling::Decided(moved, decision) => {
            let deadline = action.store.deadline(moved.matter()).await?;
            action.store.settle(&deed, &moved, decision.outcome, deadline.as_ref()).await?;
            moved.into_task()
        }
        // It was said before.
        ruling => ruling.into_task(),
    };
    Ok(officer.answer(Json(Review::of(&task, request.now))))
}
