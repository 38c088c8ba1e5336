//! `import_programmes`: an administrator adds, replaces and takes out programmes,
//! or asks what a file would change. A file with a bad row changes nothing; what
//! is taken on is written to its end by `apply_import`.

use axum::Json;
use axum::extract::{FromRequest, Request, State};
use data_encoding::HEXLOWER;
use http::{StatusCode, header};
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared_domain::ids::{ImportId, ProgrammeId};
use shared_platform::audit::Deed;
use shared_platform::auth::{Administrator, Confirmed, Staff, Standings};
use shared_platform::http::{Argument, FieldError, ProblemDocument, Query, RawBody};
use shared_platform::store::{CommitError, Part};
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::{IntoParams, ToSchema};

use super::changes::{Change, Plan};
use super::file::CatalogueFile;
use super::lists::Checklist;
use super::store::{Import, ImportState, ImportStore, LISTS, StoredLists};
use super::table;

/// Largest file, in bytes.
const LARGEST_FILE: usize = 2 * 1024 * 1024;
/// So many errors of a file are named: more make a reply that Lambda does not carry.
const MOST_ERRORS: usize = 200;

/// The action.
#[derive(Clone)]
pub struct ImportProgrammes {
    store: ImportStore,
    standings: Standings,
}

impl HttpAction for ImportProgrammes {
    const NAME: &'static str = "import_programmes";

    fn route() -> Route<Self> {
        route!(import_programmes)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ImportStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// How to import.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct How {
    /// Only tell what the file would change.
    #[serde(default)]
    dry_run: bool,
}

/// What a file changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportReply {
    /// The import, which can be watched; `null` where nothing is written.
    id: Option<ImportId>,
    /// Every row that is not as it was.
    changes: Vec<Change>,
    /// How many rows of the file are there already, word for word.
    unchanged: usize,
}

/// A file as it was sent.
enum Upload {
    /// JSON.
    Json(Value),
    /// A table.
    Table(Vec<u8>),
}

impl<Reply> Argument<Reply> for Upload {}

impl<S: Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if is_table(&request) {
            let body = RawBody::<LARGEST_FILE>::from_request(request, state).await?;
            return Ok(Self::Table(body.0));
        }
        Body::<Value, LARGEST_FILE>::from_request(request, state)
            .await
            .map(|body| Self::Json(body.0))
    }
}

fn is_table(request: &Request) -> bool {
    let content_type = request.headers().get(header::CONTENT_TYPE);
    let essence = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = essence.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("text/csv")
}

impl Upload {
    /// The same for the same file.
    fn hash(&self) -> String {
        let bytes = match self {
            Self::Json(value) => value.to_string().into_bytes(),
            Self::Table(bytes) => bytes.clone(),
        };
        HEXLOWER.encode(digest(&SHA256, &bytes).as_ref())
    }

    fn read(self, checklists: &[Checklist]) -> CatalogueFile {
        match self {
            Self::Json(value) => CatalogueFile::parse(value),
            Self::Table(bytes) => table::read(&bytes, checklists),
        }
    }
}

/// Add, replace and take out programmes, or ask what a file would change.
///
/// Lists that are left out stay as they are. What is taken on is written soon;
/// `view_import` tells how far it is.
#[utoipa::path(
    put,
    path = "/api/staff/programmes",
    operation_id = "import_programmes",
    tag = "admissions",
    params(How),
    request_body(content((CatalogueFile = "application/json"), (String = "text/csv"))),
    responses(
        (status = 200, description = "What the file would change, or that it changes nothing.", body = ImportReply),
        (status = 202, description = "The file is taken on and being written.", body = ImportReply),
        (status = 409, description = "Another import is being written.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "These rows are wrong; nothing was imported.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was imported.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn import_programmes(
    State(action): State<ImportProgrammes>,
    administrator: Staff<Administrator>,
    request: RequestContext,
    Query(how): Query<How>,
    upload: Upload,
) -> Result<Confirmed<(StatusCode, Json<ImportReply>)>, Problem> {
    // Who only asks, and a file that changes nothing, write nothing: here is where
    // the role is asked for.
    let (administrator, before) =
        action.standings.confirmed(administrator, action.store.lists()).await?;
    let before = before?;
    let file_hash = upload.hash();
    let plan = action.plan(&upload.read(&before.lists.checklists), &before).await?;
    if how.dry_run || plan.changes.is_empty() {
        return Ok(administrator.answer(reply(StatusCode::OK, None, plan)));
    }
    if let Some(running) = before.importing {
        // The same file sent again is the same import.
        let running = action.store.import(running).await?;
        return match running.filter(|running| running.file_hash == file_hash) {
            Some(running) => {
                Ok(administrator.answer(reply(StatusCode::ACCEPTED, Some(running.id), plan)))
            }
            None => Err(Problem::conflict("import_running")),
        };
    }
    let id = action.take_on(&plan, &before, file_hash, &administrator, &request).await?;
    Ok(administrator.answer(reply(StatusCode::ACCEPTED, Some(id), plan)))
}

fn reply(status: StatusCode, id: Option<ImportId>, plan: Plan) -> (StatusCode, Json<ImportReply>) {
    (status, Json(ImportReply { id, changes: plan.changes, unchanged: plan.unchanged }))
}

/// The errors as a person finds them in the file: the first ones of very many.
fn named(errors: Vec<FieldError>) -> Vec<FieldError> {
    let more = (errors.len() > MOST_ERRORS).then(|| FieldError::new("", "more_errors"));
    errors.into_iter().take(MOST_ERRORS).map(table::by_column).chain(more).collect()
}

impl ImportProgrammes {
    /// What the file changes of what is there.
    ///
    /// # Errors
    /// 422 with every reason against the file.
    async fn plan(&self, file: &CatalogueFile, before: &StoredLists) -> Result<Plan, Problem> {
        file.check_length()?;
        let (lists, mut errors) = file.checked_against(before.lists.clone());
        let written =
            file.programmes.iter().map(|row| (row.value.id(), Some(&row.value.guide.version)));
        let removed = file.remove.iter().map(|row| (ProgrammeId::named(row.value.as_str()), None));
        let present = self.store.present(&written.chain(removed).collect::<Vec<_>>()).await?;
        match Plan::of(file, &before.lists, lists, &present) {
            Ok(plan) if errors.is_empty() => Ok(plan),
            contradictions => {
                errors.extend(contradictions.err().into_iter().flatten());
                Err(Problem::invalid(named(errors)))
            }
        }
    }

    /// Takes the import on.
    ///
    /// # Errors
    /// 409 `import_running` when another one was faster.
    async fn take_on(
        &self,
        plan: &Plan,
        before: &StoredLists,
        file_hash: String,
        administrator: &Confirmed<Staff<Administrator>>,
        request: &RequestContext,
    ) -> Result<ImportId, Problem> {
        let parts = Part::of(&plan.steps)
            .map_err(|_| Problem::from(FieldError::new("/programmes", "too_large_to_keep")))?;
        let import = Import {
            id: ImportId::new(),
            state: ImportState::Applying,
            programmes: plan.steps.len(),
            applied: 0,
            parts: parts.len(),
            file_hash,
            started_at: request.now,
            done_at: None,
        };
        let deed = Deed::of(administrator, Self::NAME, request);
        match self.store.take_on(&import, parts, before, plan, &deed).await {
            Ok(()) => Ok(import.id),
            Err(CommitError::Refused(refused)) if refused.is_of(LISTS) => {
                Err(Problem::conflict("import_running"))
            }
            Err(error) => Err(error.into()),
        }
    }
}
