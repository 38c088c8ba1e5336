//! `list_reviews`: the tasks that wait in a queue, who has taken which, and what
//! the automatic checks found.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared_domain::review::{Review, ReviewQueue, Task, Unread};
use shared_platform::auth::{Confirmed, Examiner, Staff, StaffRole, Standings};
use shared_platform::http::{ProblemDocument, Query};
use shared_platform::ids::AccountId;
use shared_platform::store::{Cursor, Page, StoreError};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::{IntoParams, ToSchema};

use crate::store::Store;

/// The action.
#[derive(Clone)]
pub struct ListReviews {
    store: Store,
    standings: Standings,
}

impl HttpAction for ListReviews {
    const NAME: &'static str = "list_reviews";

    fn route() -> Route<Self> {
        route!(list_reviews)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::of(environment).await?, standings: Standings::of(environment)? })
    }
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReviewsQuery {
    /// Which tasks; those of the general queue where it is not said.
    #[serde(default)]
    #[param(inline)]
    queue: ListedTasks,
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
}

/// Which tasks a list shows.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ListedTasks {
    /// Those to be decided.
    #[default]
    General,
    /// Those on the waiting list.
    Waitlist,
    /// Those with a decision that a second person is to confirm.
    Confirmations,
    /// Those that a registrar is to settle.
    Registrar,
    /// Those that a visa officer is to decide.
    Visa,
    /// Those that the caller has taken.
    Mine,
}

/// A page of the queue.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewList {
    /// The tasks, the longest waiting first.
    items: Vec<Review>,
    /// Where the next page begins; `null` after the last.
    next: Option<String>,
}

/// List the tasks that wait in a queue, or those one has taken.
#[utoipa::path(
    get,
    path = "/api/reviews",
    operation_id = "list_reviews",
    tag = "reviews",
    params(ReviewsQuery),
    responses(
        (status = 200, description = "A page of the queue.", body = ReviewList),
        (status = "4XX", description = "The list cannot be shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn list_reviews(
    State(action): State<ListReviews>,
    staff: Staff<Examiner>,
    request: RequestContext,
    Query(query): Query<ReviewsQuery>,
) -> Result<Confirmed<Json<ReviewList>>, Problem> {
    let staff = match query.queue.role() {
        Some(role) => staff.acting_as(role)?,
        None => staff,
    };
    let cursor = query.cursor.as_deref().map(Cursor::parse).transpose();
    let cursor = cursor.map_err(|_| Problem::malformed("invalid_cursor"))?;
    let page = action.page(query.queue, staff.account, cursor);
    let (staff, page) = action.standings.confirmed(staff, page).await?;
    let Page { mut items, next } = page?;
    if let ListedTasks::Mine = query.queue {
        // A claim ends by itself, and leaves the task in the index.
        items.retain(|task| task.holder(request.now).is_some());
    }
    let items = items.iter().map(|task| Review::of(task, request.now)).collect();
    Ok(staff.answer(Json(ReviewList { items, next: next.map(|next| next.text()) })))
}

impl ListedTasks {
    /// Whose they are; none where that is no matter.
    const fn role(self) -> Option<StaffRole> {
        match self {
            Self::General | Self::Waitlist | Self::Confirmations => Some(StaffRole::Reviewer),
            Self::Registrar => Some(StaffRole::Registrar),
            Self::Visa => Some(StaffRole::VisaOfficer),
            Self::Mine => None,
        }
    }
}

impl ListReviews {
    async fn page(
        &self,
        listed: ListedTasks,
        staff: AccountId,
        after: Option<Cursor>,
    ) -> Result<Page<Task<Unread>>, StoreError> {
        let queue = match listed {
            ListedTasks::General => ReviewQueue::General,
            ListedTasks::Waitlist => ReviewQueue::Waitlist,
            ListedTasks::Confirmations => ReviewQueue::Confirmations,
            ListedTasks::Registrar => ReviewQueue::Registrar,
            ListedTasks::Visa => ReviewQueue::Visa,
            ListedTasks::Mine => return self.store.taken_by(staff, after).await,
        };
        self.store.waiting(queue, after).await
    }
}
