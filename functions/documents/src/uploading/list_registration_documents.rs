//! `list_registration_documents`: as `list_documents`, of a semester registration.

use axum::Json;
use axum::extract::State;
use shared_domain::registration::{RegistrationId, folder_of};
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use super::list_documents::{DocumentList, ListDocuments};

/// The action.
#[derive(Clone)]
pub struct ListRegistrationDocuments(ListDocuments);

impl HttpAction for ListRegistrationDocuments {
    const NAME: &'static str = "list_registration_documents";

    fn route() -> Route<Self> {
        route!(list_registration_documents)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self(ListDocuments::init(environment).await?))
    }
}

/// List the documents of a semester registration.
#[utoipa::path(
    get,
    path = "/api/registrations/{registrationId}/documents",
    operation_id = "list_registration_documents",
    tag = "documents",
    params(("registrationId" = inline(RegistrationId), Path, description = "The registration.")),
    responses(
        (status = 200, description = "What is clean, waited for or refused; what was replaced is left out.", body = DocumentList),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`"),
        (status = 404, body = ProblemDocument, description = "`not_found`: nothing is saved of it yet"),
    ),
    security(("access_token" = [])),
)]
async fn list_registration_documents(
    State(ListRegistrationDocuments(documents)): State<ListRegistrationDocuments>,
    applicant: Applicant,
    request: RequestContext,
    Path(registration): Path<RegistrationId>,
) -> Result<Json<DocumentList>, Problem> {
    documents.answer(&folder_of(applicant.account, registration), &request).await
}
