//! `POST /api/activations/requests`: another activation link (S26, S28).

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use shared_platform::http::ProblemDocument;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};

use crate::mail_request::{IssueActivationLink, Kind, MailRequest, MailRequested, MailRequests};

const KIND: Kind = Kind::new("resend_activation_address", "resend_activation_name");

/// What the action needs.
#[derive(Clone)]
pub struct ResendActivation {
    requests: MailRequests,
}

impl HttpAction for ResendActivation {
    const NAME: &'static str = "resend_activation";

    fn route() -> Route<Self> {
        route!(resend_activation)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { requests: MailRequests::of(environment, KIND).await? })
    }
}

/// Ask for another activation link.
///
/// It is sent to the address that was registered, if an account waits for it.
#[utoipa::path(
    post,
    path = "/api/activations/requests",
    operation_id = "resend_activation",
    tag = "accounts",
    request_body = MailRequest,
    responses(
        (status = 202, body = MailRequested),
        (status = 422, body = ProblemDocument, description = "`invalid_input`"),
        (status = 429, body = ProblemDocument, description = "`too_many_requests`")
    )
)]
async fn resend_activation(
    State(action): State<ResendActivation>,
    request: RequestContext,
    Body(asked): Body<MailRequest>,
) -> Result<(StatusCode, Json<MailRequested>), Problem> {
    action.requests.take::<IssueActivationLink>(asked, &request).await
}
