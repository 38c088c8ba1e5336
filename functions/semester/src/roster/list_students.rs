//! `list_students`: the students, found by how their number or their name begins.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared_domain::ids::StudentId;
use shared_domain::student::{Student, StudentNumber, StudentRecords};
use shared_platform::auth::{Confirmed, Staff, Standings, StudentOffice};
use shared_platform::http::{FieldError, ProblemDocument, Query};
use shared_platform::store::{Cursor, Page, StoreError};
use shared_platform::{Environment, HttpAction, InitError, Problem, Route, route};
use utoipa::{IntoParams, ToSchema};

use super::student_view::StudentSummary;

/// Students of a page.
const PAGE: i32 = 25;
/// Longest text to search for, in characters.
const LONGEST_TEXT: usize = 100;

/// The action.
#[derive(Clone)]
pub struct ListStudents {
    records: StudentRecords,
    standings: Standings,
}

impl HttpAction for ListStudents {
    const NAME: &'static str = "list_students";

    fn route() -> Route<Self> {
        route!(list_students)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let records = StudentRecords::of(environment)?;
        records.warm().await;
        Ok(Self { records, standings: Standings::of(environment)? })
    }
}

/// Whom to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StudentSearch {
    /// How the number begins, or the name in the passport or in Chinese. With a
    /// digit in it, it is a number; a former number has to be whole.
    text: Option<String>,
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
}

/// A page of students, sorted by number or by what was looked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct StudentList {
    /// The students.
    items: Vec<StudentSummary>,
    /// Where the next page begins; `null` after the last.
    next: Option<String>,
}

/// List the students, or find some by number or name.
#[utoipa::path(
    get,
    path = "/api/staff/students",
    operation_id = "list_students",
    tag = "semester",
    params(StudentSearch),
    responses(
        (status = 200, description = "A page of students.", body = StudentList),
        (status = "4XX", description = "The search cannot be done.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn list_students(
    State(action): State<ListStudents>,
    colleague: Staff<StudentOffice>,
    Query(search): Query<StudentSearch>,
) -> Result<Confirmed<Json<StudentList>>, Problem> {
    let text = search.text.as_deref().unwrap_or_default().trim();
    if text.chars().count() > LONGEST_TEXT {
        return Err(Problem::from(FieldError::new("/text", "too_long")));
    }
    let cursor = search.cursor.as_deref().map(Cursor::parse).transpose();
    let cursor = cursor.map_err(|_| Problem::malformed("invalid_cursor"))?;
    let (colleague, page) =
        action.standings.confirmed(colleague, action.page(text, cursor)).await?;
    let page = page?;
    let students = action.records.students(&page.items).await?;
    let items = students.iter().filter(|student| is_meant(student, text));
    Ok(colleague.answer(Json(StudentList {
        items: items.map(StudentSummary::from).collect(),
        next: page.next.map(|next| next.text()),
    })))
}

/// Whether a text is the beginning of a number.
fn is_number(text: &str) -> bool {
    text.is_empty() || text.contains(|letter: char| letter.is_ascii_digit())
}

/// Rows of the list are written with the record; but what is read is read later.
fn is_meant(student: &Student, text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    let is = |number: &StudentNumber| number.as_str().starts_with(&upper);
    !is_number(text)
        || is(&student.number)
        || student.former_number.as_ref().is_some_and(|number| number.as_str() == upper)
}

impl ListStudents {
    async fn page(
        &self,
        text: &str,
        cursor: Option<Cursor>,
    ) -> Result<Page<StudentId>, StoreError> {
        if !is_number(text) {
            return self.records.called(text, PAGE, cursor).await;
        }
        // A number that is whole may be the one that somebody had before.
        let whole: Option<StudentNumber> = text.parse().ok();
        let whole: Vec<&StudentNumber> = whole.iter().collect();
        let (mut page, owners) = tokio::try_join!(
            self.records.numbered(text, PAGE, cursor),
            self.records.owners(&whole),
        )?;
        let former = owners.into_iter().flatten().filter(|owner| !page.items.contains(owner));
        let former: Vec<StudentId> = former.collect();
        page.items.splice(0..0, former);
        Ok(page)
    }
}
