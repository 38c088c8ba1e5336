//! `export_registrations`: the list of who has registered and who has not, as a file.

use axum::extract::State;
use axum::response::IntoResponse;
use serde::Deserialize;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Staff, Standings, StudentOffice};
use shared_platform::http::{ProblemDocument, Query};
use shared_platform::slug::Slug;
use shared_platform::{
    Environment, HttpAction, InitError, Locale, Problem, RequestContext, Route, route,
};
use utoipa::IntoParams;

use super::sheet::{Rows, Sheet, SheetFormat};
use super::standing::Listed;
use super::store::BoardStore;

/// The columns.
const COLUMNS: [&str; 7] =
    ["number", "name", "chinese-name", "cohort", "programme", "email", "standing"];

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
        (status = 200, description = "The file. It has 20,000 rows at most; its last line says when there are more.", body = String, content_type = "text/csv"),
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
    let file = Sheet::of(&COLUMNS, request.locale, rows).file(search.format, &name)?;
    Ok(colleague.answer(file))
}

impl ExportRegistrations {
    async fn rows(&self, search: &RegistrationExport, locale: Locale) -> Result<Rows, Problem> {
        let (mut rows, mut next) = (Rows::default(), None);
        loop {
            let page = self.store.registering(&search.semester, &search.cohort, next).await?;
            for (student, standing) in &page.items {
                if search.standing.shows(*standing) {
                    let [number, name, chinese, cohort, programme, email] =
                        student_cells(student, locale);
                    rows.push(vec![
                        number,
                        name,
                        chinese,
                        cohort,
                        programme,
                        email,
                        standing.text(locale),
                    ]);
                }
            }
            next = page.next;
            match next {
                Some(_) if !rows.is_over() => {}
                _ => return Ok(rows),
            }
        }
    }
}

/// Who a student is, in cells.
pub(super) fn student_cells(
    student: &shared_domain::student::Student,
    locale: Locale,
) -> [String; 6] {
    let identity = &student.identity;
    let programme = student.programme.as_ref().map(|name| match locale {
        Locale::En => name.en.clone(),
        Locale::Zh => name.zh.clone(),
    });
    [
        student.number.to_string(),
        identity.name.clone(),
        identity.chinese_name.clone().unwrap_or_default(),
        student.cohort.as_ref().map(ToString::to_string).unwrap_or_default(),
        programme.unwrap_or_default(),
        student.email.clone().unwrap_or_default(),
    ]
}
