//! `list_registrations`: how the students of a cohort stand to the registration of a
//! semester, and so who has not registered. A page costs the same however many
//! students there are.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared_platform::auth::{Confirmed, Staff, Standings, StudentOffice};
use shared_platform::http::{ProblemDocument, Query};
use shared_platform::slug::Slug;
use shared_platform::store::Cursor;
use shared_platform::{Environment, HttpAction, InitError, Problem, Route, route};
use utoipa::{IntoParams, ToSchema};

use super::standing::{Listed, Standing};
use super::store::BoardStore;
use crate::roster::student_view::StudentSummary;

/// The action.
#[derive(Clone)]
pub struct ListRegistrations {
    store: BoardStore,
    standings: Standings,
}

impl HttpAction for ListRegistrations {
    const NAME: &'static str = "list_registrations";

    fn route() -> Route<Self> {
        route!(list_registrations)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = BoardStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RegistrationSearch {
    /// The semester.
    semester: Slug,
    /// The cohort.
    cohort: Slug,
    /// Who; all where it is not said.
    #[serde(default)]
    #[param(inline)]
    standing: Listed,
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
}

/// A student and how they stand.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegisteringStudent {
    student: StudentSummary,
    standing: Standing,
}

/// A page of students.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegisteringList {
    /// The students by their numbers; of a page those who stand as asked.
    items: Vec<RegisteringStudent>,
    /// Where the next page begins; `null` after the last.
    next: Option<String>,
}

/// List how the students of a cohort stand to the registration of a semester.
#[utoipa::path(
    get,
    path = "/api/staff/registrations",
    operation_id = "list_registrations",
    tag = "semester",
    params(RegistrationSearch),
    responses(
        (status = 200, description = "A page of students.", body = RegisteringList),
        (status = "4XX", description = "The list cannot be shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn list_registrations(
    State(action): State<ListRegistrations>,
    colleague: Staff<StudentOffice>,
    Query(search): Query<RegistrationSearch>,
) -> Result<Confirmed<Json<RegisteringList>>, Problem> {
    let cursor = search.cursor.as_deref().map(Cursor::parse).transpose();
    let cursor = cursor.map_err(|_| Problem::malformed("invalid_cursor"))?;
    let reading = action.store.registering(&search.semester, &search.cohort, cursor);
    let (colleague, page) = action.standings.confirmed(colleague, reading).await?;
    let page = page?;
    let meant = page.items.iter().filter(|(_, standing)| search.standing.shows(*standing));
    let items = meant.map(|(student, standing)| RegisteringStudent {
        student: StudentSummary::from(student),
        standing: *standing,
    });
    let (items, next) = (items.collect(), page.next.map(|next| next.text()));
    Ok(colleague.answer(Json(RegisteringList { items, next })))
}
