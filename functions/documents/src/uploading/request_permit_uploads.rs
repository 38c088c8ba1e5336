//! `request_permit_uploads`: as `request_uploads`, for a new permit.

use axum::Json;
use axum::extract::State;
use shared_domain::permit::folder_of;
use shared_domain::registration::RegistrationId;
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};

use super::request_uploads::{RequestUploads, UploadRequests, UploadVerdicts};

/// The action.
#[derive(Clone)]
pub struct RequestPermitUploads(RequestUploads);

impl HttpAction for RequestPermitUploads {
    const NAME: &'static str = "request_permit_uploads";

    fn route() -> Route<Self> {
        route!(request_permit_uploads)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self(RequestUploads::init(environment).await?))
    }
}

/// Ask for links to upload documents of a new permit.
#[utoipa::path(
    post,
    path = "/api/registrations/{registrationId}/permit/documents",
    operation_id = "request_permit_uploads",
    tag = "documents",
    params(("registrationId" = inline(RegistrationId), Path, description = "The registration.")),
    request_body = UploadRequests,
    responses(
        (status = 200, description = "A verdict for each file. Asking again for a file that has not arrived gives a new link for the same document.", body = UploadVerdicts),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`"),
        (status = 404, body = ProblemDocument, description = "`not_found`: none is expected"),
        (status = 409, body = ProblemDocument, description = "`permit_locked`, `changed_meanwhile`"),
        (status = 422, body = ProblemDocument, description = "`invalid_input`: no file, or more than twenty"),
        (status = 429, body = ProblemDocument, description = "`too_many_requests`"),
    ),
    security(("access_token" = [])),
)]
async fn request_permit_uploads(
    State(RequestPermitUploads(uploads)): State<RequestPermitUploads>,
    applicant: Applicant,
    request: RequestContext,
    Path(registration): Path<RegistrationId>,
    Body(body): Body<UploadRequests>,
) -> Result<Json<UploadVerdicts>, Problem> {
    let folder = folder_of(applicant.account, registration);
    uploads.answer(RequestPermitUploads::NAME, applicant, &folder, &body, &request).await
}
