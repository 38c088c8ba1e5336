//! `list_applications`: an applicant's own applications with their state (S67).

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared_platform::auth::Applicant;
use shared_platform::http::{ProblemDocument, Query};
use shared_platform::store::Cursor;
use shared_platform::{Environment, HttpAction, InitError, Problem, Route, route};
use utoipa::{IntoParams, ToSchema};

use super::application_view::ApplicationSummary;
use crate::store::ApplicationStore;

/// The action.
#[derive(Clone)]
pub struct ListApplications {
    store: ApplicationStore,
}

impl HttpAction for ListApplications {
    const NAME: &'static str = "list_applications";

    fn route() -> Route<Self> {
        route!(list_applications)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ApplicationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
}

/// A page of applications.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApplicationList {
    /// The applications, the latest first.
    items: Vec<ApplicationSummary>,
    /// Where the next page begins; `null` after the last.
    next: Option<String>,
}

/// List one's own applications.
#[utoipa::path(
    get,
    path = "/api/applications",
    operation_id = "list_applications",
    tag = "admissions",
    params(ListQuery),
    responses(
        (status = 200, description = "A page of applications.", body = ApplicationList),
        (status = "4XX", description = "The list cannot be shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn list_applications(
    State(action): State<ListApplications>,
    applicant: Applicant,
    Query(query): Query<ListQuery>,
) -> Result<Json<ApplicationList>, Problem> {
    let cursor = query.cursor.as_deref().map(Cursor::parse).transpose();
    let cursor = cursor.map_err(|_| Problem::malformed("invalid_cursor"))?;
    let page = action.store.applications(applicant.account, cursor).await?;
    Ok(Json(ApplicationList {
        items: page.items.into_iter().map(ApplicationSummary::from).collect(),
        next: page.next.map(|next| next.text()),
    }))
}
