//! `remove_permit_document`: as `remove_document`, of a new permit.

use axum::extract::State;
use http::StatusCode;
use shared_domain::ids::DocumentId;
use shared_domain::permit::folder_of;
use shared_domain::registration::RegistrationId;
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use super::remove_document::RemoveDocument;

/// The action.
#[derive(Clone)]
pub struct RemovePermitDocument(RemoveDocument);

impl HttpAction for RemovePermitDocument {
    const NAME: &'static str = "remove_permit_document";

    fn route() -> Route<Self> {
        route!(remove_permit_document)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self(RemoveDocument::init(environment).await?))
    }
}

/// Remove a document from a new permit.
#[utoipa::path(
    delete,
    path = "/api/registrations/{registrationId}/permit/documents/{documentId}",
    operation_id = "remove_permit_document",
    tag = "documents",
    params(
        ("registrationId" = inline(RegistrationId), Path, description = "The registration."),
        ("documentId" = inline(DocumentId), Path, description = "The document."),
    ),
    responses(
        (status = 204, description = "The document is gone."),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`"),
        (status = 404, body = ProblemDocument, description = "`not_found`"),
        (status = 409, body = ProblemDocument, description = "`permit_locked`"),
    ),
    security(("access_token" = [])),
)]
async fn remove_permit_document(
    State(RemovePermitDocument(documents)): State<RemovePermitDocument>,
    applicant: Applicant,
    request: RequestContext,
    Path((registration, document)): Path<(RegistrationId, DocumentId)>,
) -> Result<StatusCode, Problem> {
    let folder = folder_of(applicant.account, registration);
    let deed = Deed::of(&applicant, RemovePermitDocument::NAME, &request);
    documents.answer(&folder, document, &deed).await
}
