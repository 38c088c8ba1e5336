//! `POST /api/passwords/requests`: a forgotten password (S23).

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use shared_platform::http::ProblemDocument;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};

use crate::mail_request::{IssueTemporaryPassword, Kind, MailRequest, MailRequested, MailRequests};

const KIND: Kind =
    Kind::new("request_temporary_password_address", "request_temporary_password_name");

/// What the action needs.
#[derive(Clone)]
pub struct RequestTemporaryPassword {
    requests: MailRequests,
}

impl HttpAction for RequestTemporaryPassword {
    const NAME: &'static str = "request_temporary_password";

    fn route() -> Route<Self> {
        route!(request_temporary_password)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { requests: MailRequests::of(environment, KIND).await? })
    }
}

/// Ask for a temporary password.
///
/// It is sent to the address of the account, if there is one. The old password stays good.
#[utoipa::path(
    post,
    path = "/api/passwords/requests",
    operation_id = "request_temporary_password",
    tag = "accounts",
    request_body = MailRequest,
    responses(
        (status = 202, body = MailRequested),
        (status = 422, body = ProblemDocument, description = "`invalid_input`"),
        (status = 429, body = ProblemDocument, description = "`too_many_requests`")
    )
)]
async fn request_temporary_password(
    State(action): State<RequestTemporaryPassword>,
    request: RequestContext,
    Body(asked): Body<MailRequest>,
) -> Result<(StatusCode, Json<MailRequested>), Problem> {
    action.requests.take::<IssueTemporaryPassword>(asked, &request).await
}
