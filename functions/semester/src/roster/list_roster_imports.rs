//! `list_roster_imports`: which rosters were imported, by whom, and how far each is.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared_platform::auth::{Confirmed, Registrar, Staff, Standings};
use shared_platform::http::{ProblemDocument, Query};
use shared_platform::store::Cursor;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::{IntoParams, ToSchema};

use super::store::RosterStore;
use super::view_roster_import::RosterImportView;

/// The action.
#[derive(Clone)]
pub struct ListRosterImports {
    store: RosterStore,
    standings: Standings,
}

impl HttpAction for ListRosterImports {
    const NAME: &'static str = "list_roster_imports";

    fn route() -> Route<Self> {
        route!(list_roster_imports)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RosterStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// Which page of the imports.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageOfImports {
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
}

/// A page of imports.
#[derive(Debug, Serialize, ToSchema)]
pub struct RosterImportList {
    /// The newest first.
    items: Vec<RosterImportView>,
    /// Where the next page begins; `null` after the last.
    next: Option<String>,
}

/// List the imports of the roster.
#[utoipa::path(
    get,
    path = "/api/staff/roster/imports",
    operation_id = "list_roster_imports",
    tag = "semester",
    params(PageOfImports),
    responses(
        (status = 200, description = "A page of imports.", body = RosterImportList),
        (status = "4XX", description = "They cannot be seen.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn list_roster_imports(
    State(action): State<ListRosterImports>,
    registrar: Staff<Registrar>,
    request: RequestContext,
    Query(page): Query<PageOfImports>,
) -> Result<Confirmed<Json<RosterImportList>>, Problem> {
    let cursor = page.cursor.as_deref().map(Cursor::parse).transpose();
    let cursor = cursor.map_err(|_| Problem::malformed("invalid_cursor"))?;
    let (registrar, page) =
        action.standings.confirmed(registrar, action.store.imports(cursor)).await?;
    let page = page?;
    let items = page.items.into_iter().map(|it| RosterImportView::of(it, request.locale));
    let list =
        RosterImportList { items: items.collect(), next: page.next.map(|next| next.text()) };
    Ok(registrar.answer(Json(list)))
}
