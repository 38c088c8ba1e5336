//! `appeal_decision`: an applicant objects to a decline, once, within thirty
//! days. The application comes before staff again; to decline it once more takes
//! two people.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared_domain::application::{ApplicationState, SecondLook};
use shared_domain::ids::ApplicationId;
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::application::{AppealRefused, Application};
use crate::applying::application_view::ApplicationView;
use crate::store::{ACTIVE, APPLICATION, ApplicationStore};
use crate::wording::{LONGEST_TEXT, required_text};

/// The action.
#[derive(Clone)]
pub struct AppealDecision {
    store: ApplicationStore,
}

impl HttpAction for AppealDecision {
    const NAME: &'static str = "appeal_decision";

    fn route() -> Route<Self> {
        route!(appeal_decision)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ApplicationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// An appeal.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppealRequest {
    /// What was overlooked, in the applicant's words.
    text: String,
}

/// Object to a decline, once and within 30 days.
#[utoipa::path(
    post,
    path = "/api/applications/{applicationId}/appeal",
    operation_id = "appeal_decision",
    tag = "admissions",
    params(("applicationId" = ApplicationId, Path, description = "The application.")),
    request_body = AppealRequest,
    responses(
        (status = 200, description = "The application is before staff again.", body = ApplicationView),
        (status = 409, description = "It is not declined, it is too late, or another application is active.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn appeal_decision(
    State(action): State<AppealDecision>,
    applicant: Applicant,
    request: RequestContext,
    Path(id): Path<ApplicationId>,
    Body(body): Body<AppealRequest>,
) -> Result<Json<ApplicationView>, Problem> {
    let view = |application| Json(ApplicationView::of(application, request.now, request.locale));
    let text = required_text("/text", &body.text, LONGEST_TEXT)?;
    let application = action.store.application(applicant.account, id).await?;
    let application = application.ok_or_else(Problem::not_found)?;
    if says(&application, &text) {
        return Ok(view(application));
    }
    let appealed = application.appeal(text.clone(), request.now)?;
    let deed = Deed::of(&applicant, AppealDecision::NAME, &request);
    match action.store.look_again(&deed, ApplicationState::Declined, &appealed).await {
        Ok(()) => Ok(view(appealed)),
        Err(CommitError::Refused(refused)) => {
            match refused.at(APPLICATION)? {
                // A twin of this request was faster.
                Some(present) if says(&present, &text) => Ok(view(present)),
                _ if refused.is_of(ACTIVE) => Err(Problem::conflict("active_application_exists")),
                _ => Err(CommitError::Refused(refused).into()),
            }
        }
        Err(CommitError::Store(error)) => Err(error.into()),
    }
}

/// Whether the applicant has objected with this text, and it is before staff.
fn says(application: &Application, text: &str) -> bool {
    let head = &application.head;
    let is_said =
        matches!(&head.second_look, Some(SecondLook::Appeal { text: said, .. }) if said == text);
    is_said && head.state() != ApplicationState::Declined
}

impl From<AppealRefused> for Problem {
    fn from(refused: AppealRefused) -> Self {
        match refused {
            AppealRefused::NotDeclined => Self::conflict("not_declined"),
            AppealRefused::TooLate => Self::conflict("appeal_too_late"),
            AppealRefused::AppealedBefore => Self::conflict("appealed_before"),
        }
    }
}
