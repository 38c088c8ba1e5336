//! `request_uploads`: links by which the applicant's browser sends files straight
//! to S3. A link carries everything that was announced of its file in its
//! signature, so S3 takes that file, once, and nothing else.
//!
//! Asking again for a file that has not arrived gives a new link for the same
//! document: that is how an upload goes on after a bad line, and why this action
//! needs no idempotency key.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::application::folder_of;
use shared_domain::document::{Document, Folder, FolderId};
use shared_domain::ids::ApplicationId;
use shared_platform::audit::{AuditLog, Deed};
use shared_platform::auth::Applicant;
use shared_platform::http::{FieldError, FieldProblem, Path, ProblemDocument};
use shared_platform::limits::{Limit, RateLimits};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::announcement::{Plan, UploadRequest};
use super::store::Present;
use super::view::{DocumentView, UploadLink};
use crate::files::Files;
use crate::store::Store;

/// Requests, each for up to [`MOST_FILES`]; what a folder may have in all
/// is counted apart.
const REQUESTS: Limit = Limit { kind: "upload", burst: 20, refill_seconds: 15 };
/// The most files in one request.
const MOST_FILES: usize = 20;
/// How often a request that met another one of the same folder is tried.
const ROUNDS: u32 = 5;

/// The action.
#[derive(Clone)]
pub struct RequestUploads {
    store: Store,
    audit: AuditLog,
    files: Files,
    limits: RateLimits,
}

impl HttpAction for RequestUploads {
    const NAME: &'static str = "request_uploads";

    fn route() -> Route<Self> {
        route!(request_uploads)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        store.warm().await;
        Ok(Self {
            store,
            audit: AuditLog::of(environment)?,
            files: Files::of(environment)?,
            limits: RateLimits::of(environment)?,
        })
    }
}

/// Files to be uploaded.
#[derive(Debug, Deserialize, ToSchema)]
pub struct UploadRequests {
    /// One to twenty files.
    files: Vec<UploadRequest>,
}

/// What is to be done with each file.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadVerdicts {
    /// One verdict for each file, in the order of the request.
    items: Vec<UploadVerdict>,
}

/// Either a document and the link to send its file, or what is wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadVerdict {
    /// The document; null when the file is not taken.
    document: Option<DocumentView>,
    /// Where to send the file; null when it is not taken.
    upload: Option<UploadLink>,
    /// Why the file is not taken; pointers are into the request.
    errors: Vec<FieldProblem>,
}

type Announced = Result<Document, Vec<FieldError>>;

/// Ask for links to upload documents.
#[utoipa::path(
    post,
    path = "/api/applications/{applicationId}/documents",
    operation_id = "request_uploads",
    tag = "documents",
    params(("applicationId" = ApplicationId, Path, description = "The application.")),
    request_body = UploadRequests,
    responses(
        (status = 200, description = "A verdict for each file. Asking again for a file that has not arrived gives a new link for the same document.", body = UploadVerdicts),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`"),
        (status = 404, body = ProblemDocument, description = "`not_found`"),
        (status = 409, body = ProblemDocument, description = "`application_locked`, `revision_overdue`, `changed_meanwhile`"),
        (status = 422, body = ProblemDocument, description = "`invalid_input`: no file, or more than twenty"),
        (status = 429, body = ProblemDocument, description = "`too_many_requests`"),
    ),
    security(("access_token" = [])),
)]
async fn request_uploads(
    State(action): State<RequestUploads>,
    applicant: Applicant,
    request: RequestContext,
    Path(application): Path<ApplicationId>,
    Body(body): Body<UploadRequests>,
) -> Result<Json<UploadVerdicts>, Problem> {
    let folder = folder_of(applicant.account, application);
    action.answer(RequestUploads::NAME, applicant, &folder, &body, &request).await
}

fn check_count(body: &UploadRequests) -> Result<(), Problem> {
    let wrong = |code| Err(Problem::invalid(vec![FieldError::new("/files", code)]));
    match body.files.len() {
        0 => wrong("required"),
        1..=MOST_FILES => Ok(()),
        _ => wrong("too_many_files"),
    }
}

impl RequestUploads {
    /// A verdict on each file that is to go into a folder of the applicant.
    pub(super) async fn answer(
        &self,
        action: &'static str,
        applicant: Applicant,
        folder: &FolderId,
        body: &UploadRequests,
        request: &RequestContext,
    ) -> Result<Json<UploadVerdicts>, Problem> {
        check_count(body)?;
        let subject = applicant.account.to_string();
        let (present, permitted) = tokio::join!(
            self.store.present(folder),
            self.limits.take(REQUESTS, &subject, request.now),
        );
        permitted?;
        let deed = Deed::of(&applicant, action, request);
        let announced = self.commit(&deed, body, present?).await?;
        let mut items = Vec::with_capacity(announced.len());
        for verdict in announced {
            items.push(self.verdict(verdict, request).await?);
        }
        Ok(Json(UploadVerdicts { items }))
    }

    /// Writes the documents of all files that are taken. Whoever changed the
    /// folder or asked at the same time is noticed; then it is read again.
    async fn commit(
        &self,
        deed: &Deed,
        body: &UploadRequests,
        mut present: Present,
    ) -> Result<Vec<Announced>, Problem> {
        let mut round = 1;
        loop {
            let folder = present.folder.as_ref().ok_or_else(Problem::not_found)?;
            self.store.check_open(folder, deed.now())?; // S58, S65
            let (plan, announced) = plan(body, folder, &present, deed.now());
            match self.store.request(&self.audit, deed, &present, &plan).await {
                Ok(()) => return Ok(announced),
                Err(CommitError::Refused(_)) if round < ROUNDS => round += 1,
                Err(error) => return Err(error.into()),
            }
            present = self.store.present(&folder.id).await?;
        }
    }

    async fn verdict(
        &self,
        announced: Announced,
        request: &RequestContext,
    ) -> Result<UploadVerdict, Problem> {
        Ok(match announced {
            Ok(document) => UploadVerdict {
                upload: Some(self.files.upload_link(&document, request.now).await?),
                document: Some(DocumentView::of(&document, request.locale)),
                errors: Vec::new(),
            },
            Err(errors) => UploadVerdict {
                document: None,
                upload: None,
                errors: errors.iter().map(|error| error.explained(request.locale)).collect(),
            },
        })
    }
}

/// What is to be written, and what is said of each file.
fn plan(
    body: &UploadRequests,
    folder: &Folder,
    present: &Present,
    now: Timestamp,
) -> (Plan, Vec<Announced>) {
    let mut plan = Plan::default();
    let announced = body.files.iter().enumerate().map(|(place, file)| {
        let pointer = format!("/files/{place}");
        let document = file.announced(folder, now).map_err(|errors| under(&pointer, errors))?;
        let planned = plan.add(document, folder, &present.documents, present.requested);
        planned.map_err(|no_room| vec![no_room.error(&pointer)])
    });
    let announced = announced.collect();
    (plan, announced)
}

/// Errors of a file as errors of the request.
fn under(pointer: &str, errors: Vec<FieldError>) -> Vec<FieldError> {
    let moved =
        |error: FieldError| FieldError::new(format!("{pointer}{}", error.pointer), error.code);
    errors.into_iter().map(moved).collect()
}
