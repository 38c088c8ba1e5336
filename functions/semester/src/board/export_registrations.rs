//! `export_registrations`: the list of who has registered and who has not, as a file.

use axum::extract::State;
use axum::response::IntoResponse;
use serde::Deserialize;
use shared_domain::student::Student;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Staff, Standings, StudentOffice};
use shared_platform::http::{ProblemDocument, Query};
use shared_platform::slug::Slug;
use shared_platform::{
    Environment, HttpAction, InitError, Locale, Problem, RequestContext, Route, route,
};
use utoipa::IntoParams;

use super::sheet::{Rows, Sheet, SheetFormat};
use super::standing::{Listed, Standing};
use super::store::BoardStore;
use super::student_rows;

/// The columns behind who it is.
const COLUMNS: [&str; 1] = ["standing"];

/// The action.
#[derive(Clone)]
pub struct ExportRegistrations {
    store: BoardStore,
    standings: Standings,
}

impl HttpAction for ExportRegistrations {
    const NAME: &'static str = "export_registrations";

    fn route() -> Route<Self> {
        route!(export_registrations)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = BoardStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// Which students, and as which kind of file.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RegistrationExport {
    /// The semester.
    semester: Slug,
    /// The cohort.
    cohort: Slug,
    /// Who; all where it is not said.
    #[serde(default)]
    #[param(inline)]
    standing: Listed,
    /// As which kind of file.
    #[serde(default)]
    #[param(inline)]
    format: SheetFormat,
}

/// Take the list of who has registered and who has not along, as a file.
#[utoipa::path(
    get,
    path = "/api/staff/registrations/export",
    operation_id = "export_registrations",
    tag = "semester",
    params(RegistrationExport),
    responses(
        (status = 200, description = "The file. It has 20,000 rows at most; its last line says when there are more.", body = String, content_type = "application/octet-stream"),
        (status = "4XX", description = "The list cannot be shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn export_registrations(
    State(action): State<ExportRegistrations>,
    colleague: Staff<StudentOffice>,
    request: RequestContext,
    Query(search): Query<RegistrationExport>,
) -> Result<Confirmed<impl IntoResponse>, Problem> {
    let reading = action.rows(&search, request.locale);
    let (colleague, rows) = action.standings.confirmed(colleague, reading).await?;
    let rows = rows?;
    let name = format!("registrations-{}-{}", search.semester, search.cohort);
    let deed = Deed::of(&colleague, ExportRegistrations::NAME, &request);
    action.store.record_export(&deed, &name, rows.len()).await?;
    let file = Sheet::of(&student_rows::columns(&COLUMNS), request.locale, rows)
        .file(search.format, &name)?;
    Ok(colleague.answer(file))
}

impl ExportRegistrations {
    async fn rows(&self, search: &RegistrationExport, locale: Locale) -> Result<Rows, Problem> {
        let page = |next| self.store.registering(&search.semester, &search.cohort, next);
        let said = |_: &Student, standing: &Standing| {
            search.standing.shows(*standing).then(|| vec![standing.text(locale)])
        };
        Ok(student_rows::rows(page, said, locale).await?)
    }
}
