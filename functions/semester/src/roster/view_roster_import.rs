//! `view_roster_import`: how far an import of the roster is.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use shared_domain::ids::RosterImportId;
use shared_domain::staff::Colleague;
use shared_platform::auth::{Confirmed, Registrar, Staff, Standings};
use shared_platform::http::{FieldProblem, Path, ProblemDocument};
use shared_platform::{
    Environment, HttpAction, InitError, Locale, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::store::{RosterImport, RosterImportState, RosterStore, Skipped};

/// The action.
#[derive(Clone)]
pub struct ViewRosterImport {
    store: RosterStore,
    standings: Standings,
}

impl HttpAction for ViewRosterImport {
    const NAME: &'static str = "view_roster_import";

    fn route() -> Route<Self> {
        route!(view_roster_import)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RosterStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// An import of the roster.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RosterImport)]
pub struct RosterImportView {
    id: RosterImportId,
    state: RosterImportState,
    /// How many students it changes.
    students: usize,
    /// How many of them are done.
    applied: usize,
    /// Rows that could not be followed any more, because a record changed after the
    /// file was taken on.
    skipped: Vec<FieldProblem>,
    /// When it was taken on.
    started_at: Timestamp,
    /// When all of it was written.
    done_at: Option<Timestamp>,
    /// Who has brought it in.
    by: Colleague,
}

impl RosterImportView {
    /// An import as it is shown in a language.
    pub(crate) fn of(import: RosterImport, locale: Locale) -> Self {
        let explained = |row: &Skipped| FieldProblem::explained(&row.pointer, &row.code, locale);
        Self {
            id: import.id,
            state: import.state,
            students: import.students,
            applied: import.applied,
            skipped: import.skipped.iter().map(explained).collect(),
            started_at: import.started_at,
            done_at: import.done_at,
            by: import.by,
        }
    }
}

/// Show how far an import of the roster is.
#[utoipa::path(
    get,
    path = "/api/staff/roster/imports/{rosterImportId}",
    operation_id = "view_roster_import",
    tag = "semester",
    params(("rosterImportId" = RosterImportId, Path, description = "The import.")),
    responses(
        (status = 200, description = "The import.", body = RosterImportView),
        (status = "4XX", description = "It cannot be seen.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_roster_import(
    State(action): State<ViewRosterImport>,
    registrar: Staff<Registrar>,
    request: RequestContext,
    Path(id): Path<RosterImportId>,
) -> Result<Confirmed<Json<RosterImportView>>, Problem> {
    let (registrar, import) =
        action.standings.confirmed(registrar, action.store.import(id)).await?;
    let import = import?.ok_or_else(Problem::not_found)?;
    Ok(registrar.answer(Json(RosterImportView::of(import, request.locale))))
}
