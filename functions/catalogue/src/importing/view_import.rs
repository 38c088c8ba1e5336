//! `view_import`: how far an import of the catalogue is.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use shared_domain::ids::ImportId;
use shared_platform::auth::{Administrator, Confirmed, Staff, Standings};
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, Route, route};
use utoipa::ToSchema;

use super::store::{ImportState, ImportStore};

/// The action.
#[derive(Clone)]
pub struct ViewImport {
    store: ImportStore,
    standings: Standings,
}

impl HttpAction for ViewImport {
    const NAME: &'static str = "view_import";

    fn route() -> Route<Self> {
        route!(view_import)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ImportStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// An import of the catalogue.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Import)]
pub struct ImportView {
    id: ImportId,
    state: ImportState,
    /// How many programmes it writes or takes out.
    programmes: usize,
    /// How many of them are done.
    applied: usize,
    /// When it was taken on.
    started_at: Timestamp,
    /// When all of it was in the catalogue.
    done_at: Option<Timestamp>,
}

/// Show how far an import is.
#[utoipa::path(
    get,
    path = "/api/staff/imports/{importId}",
    operation_id = "view_import",
    tag = "admissions",
    params(("importId" = ImportId, Path, description = "The import.")),
    responses(
        (status = 200, description = "The import.", body = ImportView),
        (status = "4XX", description = "It cannot be seen.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_import(
    State(action): State<ViewImport>,
    administrator: Staff<Administrator>,
    Path(id): Path<ImportId>,
) -> Result<Confirmed<Json<ImportView>>, Problem> {
    let reading = action.store.import(id);
    let (administrator, import) = action.standings.confirmed(administrator, reading).await?;
    let import = import?.ok_or_else(Problem::not_found)?;
    Ok(administrator.answer(Json(ImportView {
        id: import.id,
        state: import.state,
        programmes: import.programmes,
        applied: import.applied,
        started_at: import.started_at,
        done_at: import.done_at,
    })))
}
