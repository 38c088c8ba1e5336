//! `GET /api/account/exports`: the exports of the account, with links to fetch them.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use shared_domain::ids::ExportId;
use shared_platform::auth::AccountHolder;
use shared_platform::http::ProblemDocument;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::ToSchema;

use crate::privacy::export::{Export, ExportState};
use crate::privacy::files::Files;
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct ListExports {
    store: Store,
    files: Files,
}

impl HttpAction for ListExports {
    const NAME: &'static str = "list_exports";

    fn route() -> Route<Self> {
        route!(list_exports)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::warmed(environment).await?;
        Ok(Self { store, files: Files::of(environment)? })
    }
}

/// An export.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExportView {
    id: ExportId,
    state: ExportState,
    requested_at: Timestamp,
    /// Until when it can be fetched.
    expires_at: Option<Timestamp>,
    /// Where to fetch it, for five minutes; ask again for another link.
    url: Option<String>,
}

/// The exports of the account.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExportList {
    /// Those of the last two weeks, the latest first.
    items: Vec<ExportView>,
}

impl ListExports {
    async fn view(&self, export: Export, now: Timestamp) -> Result<ExportView, Problem> {
        let url = match export.is_fetchable(now) {
            true => Some(self.files.link(&export).await?),
            false => None,
        };
        Ok(ExportView {
            id: export.id,
            state: export.state(now),
            requested_at: export.requested_at,
            expires_at: export.expires_at(),
            url,
        })
    }
}

/// List your exports.
#[utoipa::path(
    get,
    path = "/api/account/exports",
    operation_id = "list_exports",
    tag = "accounts",
    responses(
        (status = 200, body = ExportList),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`")
    ),
    security(("access_token" = []))
)]
async fn list_exports(
    State(action): State<ListExports>,
    holder: AccountHolder,
    request: RequestContext,
) -> Result<Json<ExportList>, Problem> {
    let (account, exports) = tokio::join!(
        action.store.own_account(&holder),
        action.store.exports(holder.account, request.now)
    );
    account?;
    let mut items = Vec::new();
    for export in exports? {
        items.push(action.view(export, request.now).await?);
    }
    Ok(Json(ExportList { items }))
}
