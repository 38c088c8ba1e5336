//! `list_permit_documents`: as `list_documents`, of a new permit.

use axum::Json;
use axum::extract::State;
use shared_domain::permit::folder_of;
use shared_domain::registration::RegistrationId;
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use super::list_documents::{DocumentList, ListDocuments};

/// The action.
#[derive(Clone)]
pub struct ListPermitDocuments(ListDocuments);

impl HttpAction for ListPermitDocuments {
    const NAME: &'static str = "list_permit_documents";

    fn route() -> Route<Self> {
        route!(list_permit_documents)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self(ListDocuments::init(environment).await?))
    }
}

/// List the documents of a new permit.
#[utoipa::path(
    get,
    path = "/api/registrations/{registrationId}/permit/documents",
    operation_id = "list_permit_documents",
    tag = "documents",
    params(("registrationId" = inline(RegistrationId), Path, description = "The registration.")),
    responses(
        (status = 200, description = "What is clean, waited for or refused; what was replaced is left out.", body = DocumentList),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`"),
        (status = 404, body = ProblemDocument, description = "`not_found`: none is expected"),
    ),
    security(("access_token" = [])),
)]
async fn list_permit_documents(
    State(ListPermitDocuments(documents)): State<ListPermitDocuments>,
    applicant: Applicant,
    request: RequestContext,
    Path(registration): Path<RegistrationId>,
) -> Result<Json<DocumentList>, Problem> {
    documents.answer(&folder_of(applicant.account, registration), &request).await
}
