//! `POST /api/notices/{noticeId}/reading`: the applicant has read a notice.

use axum::extract::State;
use http::StatusCode;
use shared_domain::ids::NoticeId;
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use crate::store::{Reading, Store};

/// The action.
#[derive(Clone)]
pub struct ReadNotice {
    store: Store,
}

impl HttpAction for ReadNotice {
    const NAME: &'static str = "read_notice";

    fn route() -> Route<Self> {
        route!(read_notice)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// Mark a notice of the account as read; it keeps the time of its first reading.
#[utoipa::path(
    post,
    path = "/api/notices/{noticeId}/reading",
    operation_id = "read_notice",
    tag = "notices",
    params(("noticeId" = NoticeId, Path, description = "The notice.")),
    responses(
        (status = 204, description = "It is read."),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`"),
        (status = 404, body = ProblemDocument, description = "`not_found`"),
    ),
    security(("access_token" = [])),
)]
async fn read_notice(
    State(action): State<ReadNotice>,
    applicant: Applicant,
    request: RequestContext,
    Path(id): Path<NoticeId>,
) -> Result<StatusCode, Problem> {
    match action.store.read_notice(applicant.account, id, request.now).await? {
        Reading::First | Reading::Again => Ok(StatusCode::NO_CONTENT),
        Reading::OfNothing => Err(Problem::not_found()),
    }
}
