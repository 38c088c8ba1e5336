//! `export_deadlines`: the list of whose papers end when, as a file.

use axum::extract::State;
use axum::response::IntoResponse;
use jiff::civil::Date;
use serde::Deserialize;
use shared_domain::deadline::{Deadline, DeadlineKind};
use shared_domain::student::Student;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Staff, Standings, StudentOffice};
use shared_platform::http::{ProblemDocument, Query};
use shared_platform::slug::Slug;
use shared_platform::{
    Environment, HttpAction, InitError, Locale, Problem, RequestContext, Route, route, texts,
};
use utoipa::IntoParams;

use super::sheet::{Rows, Sheet, SheetFormat};
use super::store::BoardStore;
use super::student_rows;

/// The columns behind who it is.
const COLUMNS: [&str; 2] = ["deadline", "last-day"];

/// The action.
#[derive(Clone)]
pub struct ExportDeadlines {
    store: BoardStore,
    standings: Standings,
}

impl HttpAction for ExportDeadlines {
    const NAME: &'static str = "export_deadlines";

    fn route() -> Route<Self> {
        route!(export_deadlines)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = BoardStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// What falls due, and as which kind of file.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeadlineExport {
    /// What falls due.
    deadline: DeadlineKind,
    /// The last day until which it does, in Beijing.
    until: Date,
    /// Only students who register with this cohort.
    cohort: Option<Slug>,
    /// As which kind of file.
    #[serde(default)]
    #[param(inline)]
    format: SheetFormat,
}

/// Take the list of whose papers end until a day along, as a file.
#[utoipa::path(
    get,
    path = "/api/staff/deadlines/export",
    operation_id = "export_deadlines",
    tag = "semester",
    params(DeadlineExport),
    responses(
        (status = 200, description = "The file. It has 20,000 rows at most; its last line says when there are more.", body = String, content_type = "application/octet-stream"),
        (status = "4XX", description = "The list cannot be shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn export_deadlines(
    State(action): State<ExportDeadlines>,
    colleague: Staff<StudentOffice>,
    request: RequestContext,
    Query(search): Query<DeadlineExport>,
) -> Result<Confirmed<impl IntoResponse>, Problem> {
    let reading = action.rows(&search, request.locale);
    let (colleague, rows) = action.standings.confirmed(colleague, reading).await?;
    let rows = rows?;
    let name = format!("{}-until-{}", search.deadline.name(), search.until);
    let deed = Deed::of(&colleague, ExportDeadlines::NAME, &request);
    action.store.record_export(&deed, &name, rows.len()).await?;
    let file = Sheet::of(&student_rows::columns(&COLUMNS), request.locale, rows)
        .file(search.format, &name)?;
    Ok(colleague.answer(file))
}

impl ExportDeadlines {
    async fn rows(&self, search: &DeadlineExport, locale: Locale) -> Result<Rows, Problem> {
        let what = texts::text(locale, &search.deadline.text_name());
        let page = |next| self.store.falling(search.deadline, search.until, next);
        let said = |student: &Student, deadline: &Deadline| {
            let is_meant = search.cohort.is_none() || search.cohort == student.cohort;
            is_meant.then(|| vec![what.clone(), deadline.last_day.to_string()])
        };
        Ok(student_rows::rows(page, said, locale).await?)
    }
}
