//! `GET /api/notices`: what the service has told the applicant (S66).

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::ids::NoticeId;
use shared_platform::auth::Applicant;
use shared_platform::http::{ProblemDocument, Query};
use shared_platform::store::Cursor;
use shared_platform::{
    Environment, HttpAction, InitError, Locale, Problem, RequestContext, Route, route,
};
use utoipa::{IntoParams, ToSchema};

use crate::notice::{self, NoticeItem};
use crate::store::Store;

/// The action.
#[derive(Clone)]
pub struct ListNotices {
    store: Store,
}

impl HttpAction for ListNotices {
    const NAME: &'static str = "list_notices";

    fn route() -> Route<Self> {
        route!(list_notices)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
pub struct NoticePage {
    /// `next` of the page before.
    cursor: Option<String>,
}

/// A notice in the account.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Notice)]
pub struct NoticeView {
    /// The notice.
    id: NoticeId,
    /// What it is about, as `fee_settled`.
    kind: String,
    /// Its heading, in the reader's language.
    title: String,
    /// What it says, in the reader's language.
    text: String,
    /// When it was put into the account.
    created_at: Timestamp,
    /// When it was read.
    read_at: Option<Timestamp>,
}

/// A page of notices.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeList {
    /// Newest first.
    items: Vec<NoticeView>,
    /// Where the next page begins, if there may be one.
    next: Option<String>,
    /// How many notices of the account are unread, on all pages.
    unread: u32,
}

impl NoticeView {
    fn of(item: NoticeItem, locale: Locale) -> Self {
        Self {
            id: item.id,
            kind: item.notice.kind().to_owned(),
            title: notice::title(&item.notice, locale),
            text: notice::text(&item.notice, locale),
            created_at: item.created_at,
            read_at: item.read_at,
        }
    }
}

/// List the notices of the account, newest first.
#[utoipa::path(
    get,
    path = "/api/notices",
    operation_id = "list_notices",
    tag = "notices",
    params(NoticePage),
    responses(
        (status = 200, body = NoticeList),
        (status = 400, body = ProblemDocument, description = "`invalid_cursor`"),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`"),
    ),
    security(("access_token" = [])),
)]
async fn list_notices(
    State(action): State<ListNotices>,
    applicant: Applicant,
    request: RequestContext,
    Query(page): Query<NoticePage>,
) -> Result<Json<NoticeList>, Problem> {
    let after = page.cursor.as_deref().map(Cursor::parse).transpose();
    let after = after.map_err(|_| Problem::malformed("invalid_cursor"))?;
    let (page, unread) = action.store.notices(applicant.account, after).await?;
    let items = page.items.into_iter().map(|item| NoticeView::of(item, request.locale)).collect();
    Ok(Json(NoticeList { items, next: page.next.map(|cursor| cursor.text()), unread }))
}
