//! `list_semesters`: all semesters with their windows, for the registrar.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared_platform::auth::{Confirmed, Registrar, Staff, Standings};
use shared_platform::http::ProblemDocument;
use shared_platform::{Environment, HttpAction, InitError, Problem, Route, route};
use utoipa::ToSchema;

use super::semester::Semester;
use super::store::WindowStore;

/// The action.
#[derive(Clone)]
pub struct ListSemesters {
    store: WindowStore,
    standings: Standings,
}

impl HttpAction for ListSemesters {
    const NAME: &'static str = "list_semesters";

    fn route() -> Route<Self> {
        route!(list_semesters)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = WindowStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// All semesters.
#[derive(Debug, Serialize, ToSchema)]
pub struct SemesterList {
    /// The latest first.
    items: Vec<Semester>,
}

/// List the semesters with their windows.
#[utoipa::path(
    get,
    path = "/api/staff/semesters",
    operation_id = "list_semesters",
    tag = "semester",
    responses(
        (status = 200, description = "All semesters.", body = SemesterList),
        (status = "4XX", description = "They cannot be seen.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn list_semesters(
    State(action): State<ListSemesters>,
    registrar: Staff<Registrar>,
) -> Result<Confirmed<Json<SemesterList>>, Problem> {
    let (registrar, items) =
        action.standings.confirmed(registrar, action.store.semesters()).await?;
    Ok(registrar.answer(Json(SemesterList { items: items? })))
}
