//! `remove_document`: the applicant takes a document back, as long as the
//! application can be edited. Its file is erased by `erase_file`; a document that
//! was submitted is set aside instead, for staff may look at every round again.

use axum::extract::State;
use http::StatusCode;
use shared_domain::application::folder_of;
use shared_domain::document::{Document, DocumentState, FolderId};
use shared_domain::ids::{ApplicationId, DocumentId};
use shared_platform::audit::{AuditLog, Deed};
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::outbox::Outbox;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use crate::store::Store;

/// The action.
#[derive(Clone)]
pub struct RemoveDocument {
    store: Store,
    audit: AuditLog,
    outbox: Outbox,
}

impl HttpAction for RemoveDocument {
    const NAME: &'static str = "remove_document";

    fn route() -> Route<Self> {
        route!(remove_document)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        store.warm().await;
        Ok(Self { store, audit: AuditLog::of(environment)?, outbox: Outbox::of(environment)? })
    }
}

/// Remove a document from an application.
#[utoipa::path(
    delete,
    path = "/api/applications/{applicationId}/documents/{documentId}",
    operation_id = "remove_document",
    tag = "documents",
    params(
        ("applicationId" = ApplicationId, Path, description = "The application."),
        ("documentId" = inline(DocumentId), Path, description = "The document."),
    ),
    responses(
        (status = 204, description = "The document is gone."),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`"),
        (status = 404, body = ProblemDocument, description = "`not_found`"),
        (status = 409, body = ProblemDocument, description = "`application_locked`, `revision_overdue`"),
    ),
    security(("access_token" = [])),
)]
async fn remove_document(
    State(action): State<RemoveDocument>,
    applicant: Applicant,
    request: RequestContext,
    Path((application, document)): Path<(ApplicationId, DocumentId)>,
) -> Result<StatusCode, Problem> {
    let folder = folder_of(applicant.account, application);
    let deed = Deed::of(&applicant, RemoveDocument::NAME, &request);
    action.answer(&folder, document, &deed).await
}

impl RemoveDocument {
    /// Removes a document from a folder.
    pub(super) async fn answer(
        &self,
        folder: &FolderId,
        document: DocumentId,
        deed: &Deed,
    ) -> Result<StatusCode, Problem> {
        let key = folder.document_key(document);
        let (Some(folder), Some(document)) =
            self.store.folder_and::<Document>(folder, &key).await?
        else {
            return Err(Problem::not_found());
        };
        if document.state == DocumentState::SetAside {
            return Err(Problem::not_found());
        }
        self.store.check_open(&folder, deed.now())?; // S58, S65, S101
        if !folder.takes(&document.slot) {
            return Err(self.store.locked(&folder.id)); // S58, S65, S101
        }
        self.store.remove(&self.audit, &self.outbox, deed, &document).await?;
        Ok(StatusCode::NO_CONTENT)
    }
}
