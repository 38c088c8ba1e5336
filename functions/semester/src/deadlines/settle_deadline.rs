//! `settle_deadline`: a visa officer says what became of something that was over, or
//! that a student says was done.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared_domain::ids::ReviewId;
use shared_domain::review::{Decision, Review, Ruling, said_meanwhile};
use shared_domain::staff::Colleague;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Staff, Standings, VisaOfficer};
use shared_platform::http::{Path, ProblemDocument, required_text};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::matter::{DeadlineMatter, DeadlineOutcome, DeadlineTask, Remark};
use super::store::PermitStore;
use crate::wording::LONGEST_NOTE;

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
    fn decision(self) -> Result<Decision<DeadlineMatter>, Problem> {
        let given = self.remark.unwrap_or_default();
        let is_needed = self.outcome == DeadlineOutcome::Settle || !given.trim().is_empty();
        let remark = is_needed.then(|| required_text("/remark", &given, LONGEST_NOTE));
        let grounds = Remark { remark: remark.transpose()? };
        Ok(Decision { outcome: self.outcome, grounds })
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
    let task = action.settle(&deed, task, &by, &settlement.decision()?).await?;
    Ok(officer.answer(Json(Review::of(&task, request.now))))
}

impl SettleDeadline {
    async fn settle(
        &self,
        deed: &Deed,
        task: DeadlineTask,
        by: &Colleague,
        decision: &Decision<DeadlineMatter>,
    ) -> Result<DeadlineTask, Problem> {
        let moved = match task.decide(by, decision, deed.now())? {
            Ruling::Decided(moved, _) => moved,
            // It was said before.
            ruling => return Ok(ruling.into_task()),
        };
        let deadline = self.store.deadline(moved.matter()).await?;
        match self.store.settle(deed, &moved, decision.outcome, deadline.as_ref()).await {
            Ok(()) => Ok(moved.into_task()),
            Err(CommitError::Refused(refused)) => {
                said_meanwhile(refused, |task| task.decide(by, decision, deed.now()))
            }
            Err(error) => Err(error.into()),
        }
    }
}
