//! What the actions that decide have in common: a colleague's word on a task is
//! judged by the rules, and carried out with all that follows from it.

use axum::Json;
use shared_domain::application::NotReadyForReview;
use shared_domain::ids::ReviewId;
use shared_domain::programme::seats::SEATS;
use shared_domain::review::{Review, RulingRefused, TASK, said_meanwhile};
use shared_domain::staff::Colleague;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Reviewer, Staff, Standings};
use shared_platform::store::{CommitError, Refused};
use shared_platform::{Environment, InitError, Problem, RequestContext};

use crate::examining::{ApplicationMatter, ApplicationTask};
use crate::store::{APPLICATION, ApplicationStore};

/// What a colleague's word on an application does.
pub(crate) type Ruling = shared_domain::review::Ruling<ApplicationMatter>;

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
        request: &RequestContext,
        review: ReviewId,
        reviewer: Staff<Reviewer>,
        rule: impl Fn(&ApplicationTask, &Colleague) -> Result<Ruling, RulingRefused>,
    ) -> Result<Confirmed<Json<Review>>, Problem> {
        let reading = self.store.review(review);
        let (reviewer, task) = self.standings.confirmed(reviewer, reading).await?;
        let task = task?.ok_or_else(Problem::not_found)?;
        let by = Colleague::from(&*reviewer);
        let ruling = rule(&task, &by)?;
        let deed = Deed::of(&reviewer, action, request);
        let task = match self.store.carry_out(&deed, &ruling).await {
            Ok(()) => ruling.into_task(),
            Err(CommitError::Refused(refused)) => said(refused, |task| rule(task, &by))?,
            Err(CommitError::Store(error)) => return Err(error.into()),
        };
        Ok(reviewer.answer(Json(Review::of(&task, request.now))))
    }
}

/// The task, if a twin of this request was faster; else what was.
fn said(
    refused: Refused,
    rule: impl Fn(&ApplicationTask) -> Result<Ruling, RulingRefused>,
) -> Result<ApplicationTask, Problem> {
    if refused.is_of(TASK) {
        return said_meanwhile(refused, rule);
    }
    if refused.is_of(APPLICATION) {
        return Err(NotReadyForReview.into());
    }
    if refused.is_of(SEATS) {
        return Err(Problem::conflict("no_place_left"));
    }
    Err(CommitError::Refused(refused).into())
}
