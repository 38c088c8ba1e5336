//! What the actions that decide have in common: a colleague's word on a task is
//! judged by the rules, and carried out with all that follows from it.

use axum::Json;
use shared_domain::ids::ReviewId;
use shared_domain::review::{REVIEW_LABEL, Review, ReviewTask};
use shared_domain::staff::Colleague;
use shared_platform::audit::Occasion;
use shared_platform::auth::{Actor, Reviewer, Staff, Standings};
use shared_platform::store::{CommitError, Refused};
use shared_platform::{Environment, InitError, Problem, RequestContext};

use crate::ruling::{Ruling, RulingRefused};
use crate::store::{ApplicationStore, SEATS_LABEL};

/// What a deciding action needs.
#[derive(Clone)]
pub(crate) struct Deciding {
    store: ApplicationStore,
    standings: Standings,
}

impl Deciding {
    pub(crate) async fn of(environment: &Environment) -> Result<Self, InitError> {
        let store = ApplicationStore::of(environment)?;
        store.warm_reviews().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }

    /// Carries out what `rule` makes of a task and the caller.
    pub(crate) async fn carry_out(
        &self,
        action: &'static str,
        review: ReviewId,
        reviewer: Staff<Reviewer>,
        request: &RequestContext,
        rule: impl Fn(&ReviewTask, &Colleague) -> Result<Ruling, RulingRefused>,
    ) -> Result<Json<Review>, Problem> {
        let (actor, standing) = (Actor::from(&reviewer), reviewer.standing());
        let by = Colleague::from(reviewer);
        let task = self.store.review(review).await?.ok_or_else(Problem::not_found)?;
        let ruling = rule(&task, &by);
        if !matches!(ruling, Ok(Ruling::Decided(..) | Ruling::Proposed(..) | Ruling::Rejected(_))) {
            // Nothing is written, so nothing else asks whether the caller may.
            self.standings.confirm(standing).await?;
        }
        let (ruling, occasion) = (ruling?, Occasion::from(request));
        let task = match self.store.carry_out(action, &ruling, actor, &occasion).await {
            Ok(()) => ruling.into_task(),
            Err(CommitError::Refused(refused)) => said_meanwhile(refused, |task| rule(task, &by))?,
            Err(CommitError::Store(error)) => return Err(error.into()),
        };
        Ok(Json(Review::of(task, request.now)))
    }
}

/// The task, if what changed it meanwhile was a twin of this request.
fn said_meanwhile(
    refused: Refused,
    rule: impl Fn(&ReviewTask) -> Result<Ruling, RulingRefused>,
) -> Result<ReviewTask, Problem> {
    if refused.by(REVIEW_LABEL) {
        let present = refused.existing(REVIEW_LABEL)?.ok_or_else(Problem::not_found)?;
        return match rule(&present)? {
            Ruling::Unchanged(task) => Ok(task),
            _ => Err(CommitError::Refused(refused).into()),
        };
    }
    if refused.by("application") {
        return Err(Problem::conflict("not_ready_for_review"));
    }
    if refused.by(SEATS_LABEL) {
        return Err(Problem::conflict("no_place_left"));
    }
    Err(CommitError::Refused(refused).into())
}

impl From<RulingRefused> for Problem {
    fn from(refused: RulingRefused) -> Self {
        match refused {
            RulingRefused::ClaimLost => Self::conflict("claim_lost"),
            RulingRefused::AlreadyDecided => Self::conflict("already_decided"),
            RulingRefused::AlreadyWaitlisted => Self::conflict("already_waitlisted"),
            RulingRefused::OverrideNeeded => Self::conflict("override_needed"),
            RulingRefused::WaitsForConfirmation => Self::conflict("waits_for_confirmation"),
            RulingRefused::NothingProposed => Self::conflict("nothing_proposed"),
            RulingRefused::OwnProposal => Self::conflict("own_proposal"),
        }
    }
}
