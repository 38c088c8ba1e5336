//! `reopen_application`: staff take up a decided application again (S70). From
//! then on two people decide.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared_domain::application::{ApplicationState, SecondLook};
use shared_domain::ids::{ApplicationId, ReviewId};
use shared_domain::staff::Colleague;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Reviewer, Staff, Standings};
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::ids::AccountId;
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::application::Application;
use crate::store::{ACTIVE, APPLICATION, ApplicationStore};
use crate::wording::{LONGEST_TEXT, required_text};

/// The action.
#[derive(Clone)]
pub struct ReopenApplication {
    store: ApplicationStore,
    standings: Standings,
}

impl HttpAction for ReopenApplication {
    const NAME: &'static str = "reopen_application";

    fn route() -> Route<Self> {
        route!(reopen_application)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ApplicationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// Why a decision is taken up again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopeningRequest {
    /// For colleagues; the applicant does not see it.
    reason: String,
}

/// An application that was taken up again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReopenedApplication {
    /// The application.
    id: ApplicationId,
    /// Where it is on its way.
    state: ApplicationState,
    /// Its task in the staff queue, which is there in a moment.
    review_id: Option<ReviewId>,
}

/// Take up an accepted or declined application again.
#[utoipa::path(
    post,
    path = "/api/staff/applicants/{accountId}/applications/{applicationId}/reopening",
    operation_id = "reopen_application",
    tag = "admissions",
    params(
        ("accountId" = AccountId, Path, description = "The applicant."),
        ("applicationId" = ApplicationId, Path, description = "The application."),
    ),
    request_body = ReopeningRequest,
    responses(
        (status = 200, description = "The application is before staff again.", body = ReopenedApplication),
        (status = 409, description = "It is not decided, or another application is active.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn reopen_application(
    State(action): State<ReopenApplication>,
    reviewer: Staff<Reviewer>,
    request: RequestContext,
    Path((applicant, id)): Path<(AccountId, ApplicationId)>,
    Body(body): Body<ReopeningRequest>,
) -> Result<Confirmed<Json<ReopenedApplication>>, Problem> {
    let reason = required_text("/reason", &body.reason, LONGEST_TEXT)?;
    let reading = action.store.application(applicant, id);
    let (reviewer, application) = action.standings.confirmed(reviewer, reading).await?;
    let application = application?.ok_or_else(Problem::not_found)?;
    let by = Colleague::from(&*reviewer);
    let Ok(reopened) = application.reopen(by.clone(), reason.clone(), request.now) else {
        return reopened_before(application, &by, &reason).map(|reply| reviewer.answer(reply));
    };
    let deed = Deed::of(&reviewer, ReopenApplication::NAME, &request);
    let reply = match action.store.look_again(&deed, application.head.state(), &reopened).await {
        Ok(()) => Ok(Json(ReopenedApplication::of(reopened))),
        Err(CommitError::Refused(refused)) => match refused.at(APPLICATION)? {
            Some(present) => reopened_before(present, &by, &reason),
            None if refused.is_of(ACTIVE) => Err(Problem::conflict("active_application_exists")),
            None => Err(CommitError::Refused(refused).into()),
        },
        Err(CommitError::Store(error)) => Err(error.into()),
    };
    reply.map(|reply| reviewer.answer(reply))
}

/// The application, if the same colleague reopened it for the same reason: then
/// this request was sent twice.
fn reopened_before(
    application: Application,
    by: &Colleague,
    reason: &str,
) -> Result<Json<ReopenedApplication>, Problem> {
    match &application.head.second_look {
        Some(SecondLook::Reopening { by: who, reason: why, .. })
            if application.head.state() == ApplicationState::ReadyForReview
                && (who.id, why.as_str()) == (by.id, reason) =>
        {
            Ok(Json(ReopenedApplication::of(application)))
        }
        _ => Err(Problem::conflict("not_decided")),
    }
}

impl ReopenedApplication {
    fn of(application: Application) -> Self {
        let head = application.head;
        Self { id: head.id, state: head.state(), review_id: head.review() }
    }
}
