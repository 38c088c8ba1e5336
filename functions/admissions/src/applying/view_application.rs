//! `view_application`: an application, whole, for its owner (S37, S55, S67).

use axum::Json;
use axum::extract::State;
use shared_domain::ids::ApplicationId;
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use super::application_view::ApplicationView;
use crate::store::ApplicationStore;

/// The action.
#[derive(Clone)]
pub struct ViewApplication {
    store: ApplicationStore,
}

impl HttpAction for ViewApplication {
    const NAME: &'static str = "view_application";

    fn route() -> Route<Self> {
        route!(view_application)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ApplicationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// Show an application.
#[utoipa::path(
    get,
    path = "/api/applications/{applicationId}",
    operation_id = "view_application",
    tag = "admissions",
    params(("applicationId" = ApplicationId, Path, description = "The application.")),
    responses(
        (status = 200, description = "The application.", body = ApplicationView),
        (status = "4XX", description = "It cannot be shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_application(
    State(action): State<ViewApplication>,
    applicant: Applicant,
    request: RequestContext,
    Path(id): Path<ApplicationId>,
) -> Result<Json<ApplicationView>, Problem> {
    let (application, latest) = tokio::try_join!(
        action.store.application(applicant.account, id),
        action.store.latest_revision(applicant.account, id),
    )?;
    let application = application.ok_or_else(Problem::not_found)?;
    Ok(Json(ApplicationView::in_revision(application, latest, request.now, request.locale)))
}
