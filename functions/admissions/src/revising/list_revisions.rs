//! `list_revisions`: what staff have asked to correct in an application, and
//! what became of it, for its owner.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared_domain::application::revision::RevisionView;
use shared_domain::ids::ApplicationId;
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, Route, route};
use utoipa::ToSchema;

use crate::store::ApplicationStore;

/// The action.
#[derive(Clone)]
pub struct ListRevisions {
    store: ApplicationStore,
}

impl HttpAction for ListRevisions {
    const NAME: &'static str = "list_revisions";

    fn route() -> Route<Self> {
        route!(list_revisions)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ApplicationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// The requests for revision of an application.
#[derive(Debug, Serialize, ToSchema)]
pub struct RevisionList {
    /// The latest first.
    items: Vec<RevisionView>,
    /// Always null: the list is never longer than a page.
    next: Option<String>,
}

/// List what staff have asked to correct in an application.
#[utoipa::path(
    get,
    path = "/api/applications/{applicationId}/revisions",
    operation_id = "list_revisions",
    tag = "admissions",
    params(("applicationId" = ApplicationId, Path, description = "The application.")),
    responses(
        (status = 200, description = "The requests for revision.", body = RevisionList),
        (status = "4XX", description = "They cannot be shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn list_revisions(
    State(action): State<ListRevisions>,
    applicant: Applicant,
    Path(id): Path<ApplicationId>,
) -> Result<Json<RevisionList>, Problem> {
    let (application, revisions) = tokio::try_join!(
        action.store.application(applicant.account, id),
        action.store.revisions(applicant.account, id),
    )?;
    application.ok_or_else(Problem::not_found)?;
    let items = revisions.into_iter().map(RevisionView::from).collect();
    Ok(Json(RevisionList { items, next: None }))
}
