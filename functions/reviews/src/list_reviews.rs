//! `list_reviews`: the tasks that wait for a decision, who has taken which, and
//! what the automatic checks found.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::auth::{Reviewer, Staff, Standings};
use shared::http::{ProblemDocument, Query};
use shared::review_queue::Review;
use shared::store::Cursor;
use shared::{Environment, HttpAction, InitError, Problem, RequestContext};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::store::Store;

/// The action.
#[derive(Clone)]
pub struct ListReviews {
    store: Store,
    standings: Standings,
}

impl HttpAction for ListReviews {
    const NAME: &'static str = "list_reviews";

    fn routes() -> OpenApiRouter<Self> {
        OpenApiRouter::new().routes(routes!(list_reviews))
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReviewsQuery {
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
}

/// A page of the queue.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReviewList {
    /// The tasks, the longest waiting first.
    items: Vec<Review>,
    /// Where the next page begins; `null` after the last.
    next: Option<String>,
}

/// List the tasks that wait for a decision.
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
    reviewer: Staff<Reviewer>,
    request: RequestContext,
    Query(query): Query<ReviewsQuery>,
) -> Result<Json<ReviewList>, Problem> {
    let cursor = query.cursor.as_deref().map(Cursor::parse).transpose();
    let cursor = cursor.map_err(|_| Problem::malformed("invalid_cursor"))?;
    let (confirmed, page) =
        tokio::join!(action.standings.confirm(reviewer.standing()), action.store.waiting(cursor));
    confirmed?;
    let page = page?;
    let items = page.items.into_iter().map(|task| Review::of(task, request.now));
    Ok(Json(ReviewList { items: items.collect(), next: page.next.map(|next| next.text()) }))
}
