//! `list_deadlines`: whose passport, permit, visa or insurance falls when, and who has
//! something to do; the earliest first. A page costs the same however many students
//! there are.

use axum::Json;
use axum::extract::State;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_domain::deadline::DeadlineKind;
use shared_platform::auth::{Confirmed, Staff, Standings, StudentOffice};
use shared_platform::http::{ProblemDocument, Query};
use shared_platform::slug::Slug;
use shared_platform::store::Cursor;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::{IntoParams, ToSchema};

use super::store::BoardStore;
use crate::deadlines::deadline_view::DeadlineView;
use crate::roster::student_view::StudentSummary;

/// The action.
#[derive(Clone)]
pub struct ListDeadlines {
    store: BoardStore,
    standings: Standings,
}

impl HttpAction for ListDeadlines {
    const NAME: &'static str = "list_deadlines";

    fn route() -> Route<Self> {
        route!(list_deadlines)
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
pub struct DeadlineSearch {
    /// What falls due.
    deadline: DeadlineKind,
    /// The last day until which it does, in Beijing.
    until: Date,
    /// Only students who register with this cohort.
    cohort: Option<Slug>,
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
}

/// A student with something that falls due.
#[derive(Debug, Serialize, ToSchema)]
pub struct FallingDeadline {
    student: StudentSummary,
    date: DeadlineView,
}

/// A page of what falls due.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeadlineList {
    /// What falls due, the earliest first; with a cohort it may be fewer, or none.
    items: Vec<FallingDeadline>,
    /// Where the next page begins; `null` after the last.
    next: Option<String>,
}

/// List whose papers end until a day, and who has something to do until then.
#[utoipa::path(
    get,
    path = "/api/staff/deadlines",
    operation_id = "list_deadlines",
    tag = "semester",
    params(DeadlineSearch),
    responses(
        (status = 200, description = "A page of what falls due.", body = DeadlineList),
        (status = "4XX", description = "The list cannot be shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn list_deadlines(
    State(action): State<ListDeadlines>,
    colleague: Staff<StudentOffice>,
    request: RequestContext,
    Query(search): Query<DeadlineSearch>,
) -> Result<Confirmed<Json<DeadlineList>>, Problem> {
    let cursor = search.cursor.as_deref().map(Cursor::parse).transpose();
    let cursor = cursor.map_err(|_| Problem::malformed("invalid_cursor"))?;
    let reading = action.store.falling(search.deadline, search.until, cursor);
    let (colleague, page) = action.standings.confirmed(colleague, reading).await?;
    let page = page?;
    let cohort = search.cohort.as_ref();
    let meant = page
        .items
        .iter()
        .filter(|(student, _)| cohort.is_none_or(|cohort| student.cohort.as_ref() == Some(cohort)));
    let items = meant.map(|(student, deadline)| FallingDeadline {
        student: StudentSummary::from(student),
        date: DeadlineView::of(deadline, request.now),
    });
    let (items, next) = (items.collect(), page.next.map(|next| next.text()));
    Ok(colleague.answer(Json(DeadlineList { items, next })))
}
