//! `withdraw_application`: an applicant takes an application back, from
//! wherever it is (S68, S69). What was paid for it counts for the next one of
//! the intake.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared_domain::application::{ApplicationState, NothingToWithdraw};
use shared_domain::ids::ApplicationId;
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::application_view::ApplicationView;
use crate::application::WithdrawalRefused;
use crate::store::{APPLICATION, ApplicationStore};

/// The action.
#[derive(Clone)]
pub struct WithdrawApplication {
    store: ApplicationStore,
}

impl HttpAction for WithdrawApplication {
    const NAME: &'static str = "withdraw_application";

    fn route() -> Route<Self> {
        route!(withdraw_application)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ApplicationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// A withdrawal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawalRequest {
    /// The version of the application that the applicant has seen.
    version: u64,
}

/// Withdraw an application.
#[utoipa::path(
    post,
    path = "/api/applications/{applicationId}/withdrawal",
    operation_id = "withdraw_application",
    tag = "admissions",
    params(("applicationId" = ApplicationId, Path, description = "The application.")),
    request_body = WithdrawalRequest,
    responses(
        (status = 200, description = "The application is withdrawn.", body = ApplicationView),
        (status = 409, description = "It was declined, or changed since it was read.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn withdraw_application(
    State(action): State<WithdrawApplication>,
    applicant: Applicant,
    request: RequestContext,
    Path(id): Path<ApplicationId>,
    Body(body): Body<WithdrawalRequest>,
) -> Result<Json<ApplicationView>, Problem> {
    let application = action.store.application(applicant.account, id).await?;
    let application = application.ok_or_else(Problem::not_found)?;
    let withdrawal = match application.withdraw(body.version, request.now) {
        Ok(withdrawal) => withdrawal,
        // Sent twice, it is the same withdrawal.
        Err(WithdrawalRefused::Over(NothingToWithdraw::Withdrawn)) => {
            return Ok(Json(ApplicationView::of(application, request.now, request.locale)));
        }
        Err(refused) => return Err(refused.into()),
    };
    let deed = Deed::of(&applicant, WithdrawApplication::NAME, &request);
    let withdrawn = match action.store.withdraw(&withdrawal, &deed).await {
        Ok(()) => withdrawal.application,
        Err(CommitError::Refused(refused)) => {
            match refused.at(APPLICATION)? {
                // A twin of this request was faster.
                Some(present) if present.head.state() == ApplicationState::Withdrawn => present,
                Some(present) => return Err(present.conflict(body.version).into()),
                None => return Err(CommitError::Refused(refused).into()),
            }
        }
        Err(CommitError::Store(error)) => return Err(error.into()),
    };
    Ok(Json(ApplicationView::of(withdrawn, request.now, request.locale)))
}

impl From<WithdrawalRefused> for Problem {
    fn from(refused: WithdrawalRefused) -> Self {
        match refused {
            WithdrawalRefused::Changed(refused) => refused.into(),
            WithdrawalRefused::Over(NothingToWithdraw::Declined) => {
                Self::conflict("application_declined")
            }
            WithdrawalRefused::Over(NothingToWithdraw::Withdrawn) => {
                Self::conflict("application_withdrawn")
            }
        }
    }
}
