//! `list_documents`: the documents of an application, as its owner sees them.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use shared_domain::application::folder_of;
use shared_domain::document::{
    ChecklistSlot, Document, DocumentState, Folder, FolderId, counting_in, is_recent,
};
use shared_domain::ids::ApplicationId;
use shared_platform::auth::Applicant;
use shared_platform::clock::beijing_date;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::ToSchema;

use super::view::DocumentView;
use crate::store::Store;

/// The action.
#[derive(Clone)]
pub struct ListDocuments {
    store: Store,
}

impl HttpAction for ListDocuments {
    const NAME: &'static str = "list_documents";

    fn route() -> Route<Self> {
        route!(list_documents)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// The documents of an application.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentList {
    /// In the order of the checklist, oldest first.
    items: Vec<DocumentView>,
    /// Always null: the list is never longer than a page.
    next: Option<String>,
}

/// List the documents of an application.
#[utoipa::path(
    get,
    path = "/api/applications/{applicationId}/documents",
    operation_id = "list_documents",
    tag = "documents",
    params(("applicationId" = ApplicationId, Path, description = "The application.")),
    responses(
        (status = 200, description = "What is clean, waited for or refused; what was replaced is left out.", body = DocumentList),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`"),
        (status = 404, body = ProblemDocument, description = "`not_found`"),
    ),
    security(("access_token" = [])),
)]
async fn list_documents(
    State(action): State<ListDocuments>,
    applicant: Applicant,
    request: RequestContext,
    Path(application): Path<ApplicationId>,
) -> Result<Json<DocumentList>, Problem> {
    action.answer(&folder_of(applicant.account, application), &request).await
}

impl ListDocuments {
    /// The documents of a folder.
    pub(super) async fn answer(
        &self,
        folder: &FolderId,
        request: &RequestContext,
    ) -> Result<Json<DocumentList>, Problem> {
        let (folder, documents) =
            tokio::try_join!(self.store.folder(folder), self.store.documents(folder))?;
        let folder = folder.ok_or_else(Problem::not_found)?;
        Ok(Json(DocumentList::of(&folder, &documents, request)))
    }
}

impl DocumentList {
    fn of(folder: &Folder, documents: &[Document], request: &RequestContext) -> Self {
        let counting = counting_in(folder, documents, beijing_date(request.now));
        let shown = folder.checklist.iter().flat_map(|row| {
            let is_open = folder.takes(&row.slot);
            shown_in(row, is_open, &counting, documents, request.now)
        });
        let shown: Vec<&Document> = shown.collect();
        let items = shown.iter().map(|document| {
            let counts = counting.iter().any(|other| other.id == document.id);
            DocumentView::of(document, request.locale).among(document, &shown, counts)
        });
        Self { items: items.collect(), next: None }
    }
}

/// The documents of a slot that still mean something to the applicant: those
/// that count, those that may yet come, and those refused or, where the slot is
/// open, too old by now, until it is full of newer ones.
fn shown_in<'a>(
    row: &ChecklistSlot,
    is_open: bool,
    counting: &[&'a Document],
    documents: &'a [Document],
    now: Timestamp,
) -> Vec<&'a Document> {
    let counting = counting.iter().filter(|document| document.slot == row.slot).copied();
    let counting: Vec<&Document> = counting.collect();
    let is_full = u32::try_from(counting.len()).is_ok_and(|count| count >= row.max_count);
    let oldest_counting = counting.first().map(|document| document.id).filter(|_| is_full);
    let is_newer = |document: &Document| oldest_counting.is_none_or(|oldest| document.id > oldest);
    let is_too_old = |document: &Document| !is_recent(row, document.issued_on, beijing_date(now));
    let mut shown = counting;
    shown.extend(documents.iter().filter(|document| document.slot == row.slot).filter(
        |document| match document.state {
            DocumentState::Clean => is_open && is_too_old(document) && is_newer(document),
            DocumentState::Requested => document.is_awaited(now),
            DocumentState::Refused => is_newer(document),
            DocumentState::SetAside => false,
        },
    ));
    shown.sort_by_key(|document| document.id);
    shown
}

#[cfg(test)]
mod tests {
    use shared_domain::samples;
    use shared_platform::clock::seconds_after;
    use shared_platform::ids::AccountId;

    use super::*;

    #[test]
    fn a_file_that_never_came_is_forgotten_after_an_hour() {
        let requested_at: Timestamp = "2027-03-01T02:00:00Z".parse().unwrap();
        let row = samples::slot("photo");
        let waiting = [Document {
            requested_at,
            ..samples::document(
                folder_of(AccountId::new(), ApplicationId::new()),
                "photo",
                DocumentState::Requested,
            )
        }];
        let shown = |seconds| {
            shown_in(&row, true, &[], &waiting, seconds_after(requested_at, seconds)).len()
        };
        assert_eq!((shown(3599), shown(3600)), (1, 0));
    }
}
