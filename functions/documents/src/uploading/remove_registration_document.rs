//! `remove_registration_document`: as `remove_document`, of a semester registration.

use axum::extract::State;
use http::StatusCode;
use shared_domain::ids::DocumentId;
use shared_domain::registration::{RegistrationId, folder_of};
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use super::remove_document::RemoveDocument;

/// The action.
#[derive(Clone)]
pub struct RemoveRegistrationDocument(RemoveDocument);

impl HttpAction for RemoveRegistrationDocument {
    const NAME: &'static str = "remove_registration_document";

    fn route() -> Route<Self> {
        route!(remove_registration_document)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self(RemoveDocument::init(environment).await?))
    }
}

/// Remove a document from a semester registration.
#[utoipa::path(
    delete,
    path = "/api/registrations/{registrationId}/documents/{documentId}",
    operation_id = "remove_registration_document",
    tag = "documents",
    params(
        ("registrationId" = inline(RegistrationId), Path, description = "The registration."),
        ("documentId" = inline(DocumentId), Path, description = "The document."),
    ),
    responses(
        (status = 204, description = "The document is gone."),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`"),
        (status = 404, body = ProblemDocument, description = "`not_found`"),
        (status = 409, body = ProblemDocument, description = "`registration_locked`"),
    ),
    security(("access_token" = [])),
)]
async fn remove_registration_document(
    State(RemoveRegistrationDocument(documents)): State<RemoveRegistrationDocument>,
    applicant: Applicant,
    request: RequestContext,
    Path((registration, document)): Path<(RegistrationId, DocumentId)>,
) -> Result<StatusCode, Problem> {
    let folder = folder_of(applicant.account, registration);
    let deed = Deed::of(&applicant, RemoveRegistrationDocument::NAME, &request);
    documents.answer(&folder, document, &deed).await
}
