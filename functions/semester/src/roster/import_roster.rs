//! `import_roster`: the registrar brings in the roster of the university's own
//! system, or asks what a file would change. While a row is refused, nothing of the
//! file is written: who asks what it would change is shown both the rows that are
//! refused and what the rest would change, and who imports it is refused. What is
//! taken on is written to its end by `apply_roster`.

use std::collections::HashSet;

use axum::Json;
use axum::extract::{FromRequest, Request, State};
use data_encoding::HEXLOWER;
use http::{StatusCode, header};
use jiff::Timestamp;
use ring::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};
use shared_domain::ids::RosterImportId;
use shared_domain::staff::Colleague;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Registrar, Staff, Standings};
use shared_platform::clock::beijing_date;
use shared_platform::http::{Argument, FieldError, FieldProblem, ProblemDocument, Query, RawBody};
use shared_platform::store::{CommitError, Part};
use shared_platform::{
    Environment, HttpAction, InitError, Locale, Problem, RequestContext, Route, route,
};
use utoipa::{IntoParams, ToSchema};

use super::meeting::{Present, RosterChange};
use super::plan::{Plan, RosterFile};
use super::row::Row;
use super::store::{ROSTER, RosterImport, RosterImportState, RosterStore};

/// Largest file, in bytes.
const LARGEST_FILE: usize = 2 * 1024 * 1024;
/// So many refused rows are named: more make a reply that Lambda does not carry.
const MOST_ERRORS: usize = 200;
/// As what a file may come. Not as text: a gateway would take it for UTF-8.
const MEDIA_TYPES: [&str; 3] = [
    "application/octet-stream",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.ms-excel",
];

/// The action.
#[derive(Clone)]
pub struct ImportRoster {
    store: RosterStore,
    standings: Standings,
}

impl HttpAction for ImportRoster {
    const NAME: &'static str = "import_roster";

    fn route() -> Route<Self> {
        route!(import_roster)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RosterStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// How to import.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct HowToImport {
    /// Only tell what the file would change.
    #[serde(default)]
    dry_run: bool,
    /// The file names everybody: whom it does not name has left.
    #[serde(default)]
    whole_roster: bool,
}

/// What a file changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct RosterReply {
    /// The import, which can be watched; `null` where nothing is written.
    id: Option<RosterImportId>,
    /// Every student whose record is not as the file says.
    changes: Vec<RosterChange>,
    /// The rows that cannot be followed. While there is one, the file is not taken on.
    refused: Vec<FieldProblem>,
    /// How many rows say what is known already.
    unchanged: usize,
}

/// A file as it was sent.
struct Upload(Vec<u8>);

impl<Reply> Argument<Reply> for Upload {}

impl<S: Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let content_type = request.headers().get(header::CONTENT_TYPE);
        let essence = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
        let essence = essence.split(';').next().unwrap_or_default().trim();
        if !MEDIA_TYPES.iter().any(|known| known.eq_ignore_ascii_case(essence)) {
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Err(Problem::new(status, "unsupported_media_type"));
        }
        Ok(Self(RawBody::<LARGEST_FILE>::from_request(request, state).await?.0))
    }
}

impl Upload {
    /// The same for the same file, imported in the same way.
    fn hash(&self, how: HowToImport) -> String {
        let mut hash = Context::new(&SHA256);
        hash.update(&[u8::from(how.whole_roster)]);
        hash.update(&self.0);
        HEXLOWER.encode(hash.finish().as_ref())
    }
}

/// Import the roster, or ask what a file would change.
///
/// A table (CSV, or XLSX) with a row for each student; docs/ROSTER.md describes it.
/// A row meets a record by birthday and passport number, or by birthday and student
/// number: then the passport was renewed. While a row cannot be
/// followed, the file is refused (422) with all such rows; a dry run shows beside
/// them what the rest would change.
#[utoipa::path(
    put,
    path = "/api/staff/roster",
    operation_id = "import_roster",
    tag = "semester",
    params(HowToImport),
    request_body(content((String = "application/octet-stream"), (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))),
    responses(
        (status = 200, description = "What the file would change, or that it changes nothing; nothing is written.", body = RosterReply),
        (status = 202, description = "The file is taken on and being written.", body = RosterReply),
        (status = 409, description = "Another import is being written.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "The file is no roster, or is to be written and has rows that cannot be followed.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was imported.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn import_roster(
    State(action): State<ImportRoster>,
    registrar: Staff<Registrar>,
    request: RequestContext,
    Query(how): Query<HowToImport>,
    upload: Upload,
) -> Result<Confirmed<(StatusCode, Json<RosterReply>)>, Problem> {
    // Who only asks, and a file that changes nothing, write nothing: here is where
    // the role is asked for.
    let (registrar, roster) = action.standings.confirmed(registrar, action.store.roster()).await?;
    let file_hash = upload.hash(how);
    let plan = action.plan(&upload, how, request.now).await?;
    if how.dry_run {
        return Ok(registrar.answer(reply(StatusCode::OK, None, plan, request.locale)));
    }
    if !plan.refused.is_empty() {
        return Err(Problem::invalid(named(plan.refused)));
    }
    if plan.changes.is_empty() {
        return Ok(registrar.answer(reply(StatusCode::OK, None, plan, request.locale)));
    }
    if let Some(running) = roster?.importing {
        // The same file sent again is the same import.
        let running = action.store.import(running).await?;
        return match running.filter(|running| running.file_hash == file_hash) {
            Some(running) => {
                let reply = reply(StatusCode::ACCEPTED, Some(running.id), plan, request.locale);
                Ok(registrar.answer(reply))
            }
            None => Err(Problem::conflict("import_running")),
        };
    }
    let deed = Deed::of(&registrar, ImportRoster::NAME, &request);
    let by = Colleague::from(&*registrar);
    let id = action.take_on(&plan, file_hash, by, &deed).await?;
    Ok(registrar.answer(reply(StatusCode::ACCEPTED, Some(id), plan, request.locale)))
}

fn reply(
    status: StatusCode,
    id: Option<RosterImportId>,
    plan: Plan,
    locale: Locale,
) -> (StatusCode, Json<RosterReply>) {
    let Plan { changes, refused, unchanged, .. } = plan;
    let refused = named(refused).into_iter().map(|error| error.explained(locale)).collect();
    (status, Json(RosterReply { id, changes, refused, unchanged }))
}

/// As many refused rows as a reply carries.
fn named(mut refused: Vec<FieldError>) -> Vec<FieldError> {
    if refused.len() > MOST_ERRORS {
        refused.truncate(MOST_ERRORS);
        refused.push(FieldError::new("", "more_errors"));
    }
    refused
}

impl ImportRoster {
    /// What the file changes of what is there.
    ///
    /// # Errors
    /// 422 with what is against the file as a whole.
    async fn plan(
        &self,
        upload: &Upload,
        how: HowToImport,
        now: Timestamp,
    ) -> Result<Plan, Problem> {
        let file = RosterFile::read(&upload.0, beijing_date(now)).map_err(Problem::invalid)?;
        let present = self.store.present(&file.rows.iter().collect::<Vec<&Row>>()).await?;
        let others = match how.whole_roster {
            true => {
                let named = present.iter().flat_map(Present::records);
                let named: HashSet<_> = named.map(|record| record.id).collect();
                self.store.all_but(&named).await?
            }
            false => Vec::new(),
        };
        Ok(Plan::of(file, &present, &others, now))
    }

    /// Takes the import on.
    ///
    /// # Errors
    /// 409 `import_running` when another one was faster.
    async fn take_on(
        &self,
        plan: &Plan,
        file_hash: String,
        by: Colleague,
        deed: &Deed,
    ) -> Result<RosterImportId, Problem> {
        let parts = Part::of(&plan.steps)
            .map_err(|_| Problem::from(FieldError::new("", "too_many_students")))?;
        let import = RosterImport {
            id: RosterImportId::new(),
            state: RosterImportState::Applying,
            students: plan.steps.len(),
            applied: 0,
            parts: parts.len(),
            file_hash,
            skipped: Vec::new(),
            by,
            started_at: deed.now(),
            done_at: None,
        };
        match self.store.take_on(&import, &parts, deed).await {
            Ok(()) => Ok(import.id),
            Err(CommitError::Refused(refused)) if refused.is_of(ROSTER) => {
                Err(Problem::conflict("import_running"))
            }
            Err(error) => Err(error.into()),
        }
    }
}
