//! `request_upload`: a link by which the applicant's browser sends one file
//! straight to S3. The link carries everything that was announced of the file in
//! its signature, so S3 takes that file, once, and nothing else.

use axum::Json;
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::application::{ApplicationHead, ApplicationState, ChecklistSlot};
use shared::audit::{AuditLog, Occasion};
use shared::auth::Applicant;
use shared::document::{ContentType, Document, DocumentState, PHOTO_SLOT};
use shared::http::{FieldError, IdempotencyKey, Path, ProblemDocument};
use shared::ids::{ApplicationId, DocumentId};
use shared::rate_limit::{Limit, RateLimits};
use shared::store::IdempotentRequest;
use shared::{Body, Environment, HttpAction, InitError, Problem, RequestContext};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::files::Files;
use crate::store::Store;
use crate::view::{DocumentView, UploadLink};

/// With links of five minutes, at most forty can be open at once.
const UPLOADS: Limit = Limit { kind: "upload", burst: 20, refill_seconds: 15 };
/// The largest file taken, whatever a checklist says: inspection holds it in memory.
const MOST_BYTES: u64 = 20 * 1024 * 1024;
/// The longest file name kept, in characters.
const LONGEST_FILE_NAME: usize = 200;

/// The action.
#[derive(Clone)]
pub struct RequestUpload {
    store: Store,
    audit: AuditLog,
    files: Files,
    limits: RateLimits,
}

impl HttpAction for RequestUpload {
    const NAME: &'static str = "request_upload";

    fn routes() -> OpenApiRouter<Self> {
        OpenApiRouter::new().routes(routes!(request_upload))
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

/// What is to be uploaded.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UploadRequest {
    /// The slot of the application's checklist.
    slot: String,
    /// The name of the file on the applicant's side.
    file_name: String,
    /// The format: one that the slot takes.
    content_type: String,
    /// The length in bytes.
    size_bytes: u64,
    /// The SHA-256 of the bytes, in base64.
    sha256: String,
}

/// The new document and the link to send its file.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadReply {
    document: DocumentView,
    upload: UploadLink,
}

/// Ask for a link to upload a document.
#[utoipa::path(
    post,
    path = "/api/applications/{applicationId}/documents",
    operation_id = "request_upload",
    tag = "documents",
    params(
        ("applicationId" = ApplicationId, Path, description = "The application."),
        ("Idempotency-Key" = String, Header, description = "New for each file, repeated with a retry."),
    ),
    request_body = UploadRequest,
    responses(
        (status = 201, description = "Send the file with this link.", body = UploadReply),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`"),
        (status = 404, body = ProblemDocument, description = "`not_found`"),
        (status = 409, body = ProblemDocument, description = "`application_locked`, `too_many_uploads`"),
        (status = 422, body = ProblemDocument, description = "`invalid_input`, `idempotency_key_reused`"),
        (status = 429, body = ProblemDocument, description = "`too_many_requests`"),
    ),
    security(("access_token" = [])),
)]
async fn request_upload(
    State(action): State<RequestUpload>,
    applicant: Applicant,
    key: IdempotencyKey,
    request: RequestContext,
    Path(application): Path<ApplicationId>,
    Body(body): Body<UploadRequest>,
) -> Result<(StatusCode, Json<UploadReply>), Problem> {
    let account = applicant.account;
    let subject = account.to_string();
    let (head, permitted) = tokio::join!(
        action.store.application(account, application),
        action.limits.take(UPLOADS, &subject, request.now),
    );
    permitted?;
    let head = head?.ok_or_else(Problem::not_found)?;
    if head.state != ApplicationState::Draft {
        return Err(Problem::conflict("application_locked")); // S58
    }
    let document = announced(&body, &head, request.now).map_err(Problem::invalid)?;

    let scope = format!("{application}/{}", RequestUpload::NAME);
    let once = IdempotentRequest::new(account, &scope, &key, &body)?;
    let occasion = Occasion::from(&request);
    let document =
        action.store.create(&action.audit, applicant, document, &once, &occasion).await?;
    let upload = action.files.upload_link(&document, request.now).await?;
    let document = DocumentView::of(&document, request.locale);
    Ok((StatusCode::CREATED, Json(UploadReply { document, upload })))
}

/// The document that was announced, if the application's checklist takes it (S54).
fn announced(
    body: &UploadRequest,
    application: &ApplicationHead,
    now: Timestamp,
) -> Result<Document, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut wrong = |pointer: &str, code| errors.push(FieldError::new(pointer, code));

    let row = application.checklist.iter().find(|row| row.slot.as_str() == body.slot);
    let content_type = ContentType::parse(&body.content_type);
    match (row, content_type) {
        (None, _) => wrong("/slot", "unknown_slot"),
        (Some(row), Some(content_type)) if takes(row, content_type) => {}
        (Some(row), _) if row.slot.as_str() == PHOTO_SLOT => {
            wrong("/contentType", "photo_not_jpeg")
        }
        (Some(_), _) => wrong("/contentType", "format_not_taken"),
    }
    if body.size_bytes == 0 {
        wrong("/sizeBytes", "file_empty");
    }
    if row.is_some_and(|row| body.size_bytes > row.max_bytes.min(MOST_BYTES)) {
        wrong("/sizeBytes", "file_too_large");
    }
    let file_name = file_name(&body.file_name);
    if file_name.is_none() {
        wrong("/fileName", "malformed");
    }
    if !is_sha256(&body.sha256) {
        wrong("/sha256", "malformed");
    }
    let (Some(row), Some(content_type), Some(file_name), true) =
        (row, content_type, file_name, errors.is_empty())
    else {
        return Err(errors);
    };
    Ok(Document {
        id: DocumentId::new(),
        applicant: application.applicant,
        application: application.id,
        slot: row.slot.clone(),
        file_name,
        content_type,
        size_bytes: body.size_bytes,
        sha256: body.sha256.clone(),
        state: DocumentState::Requested,
        refusal: None,
        requested_at: now,
        inspected_at: None,
    })
}

/// Whether the slot takes the format; the photo's only takes JPEG (S41).
fn takes(row: &ChecklistSlot, content_type: ContentType) -> bool {
    let listed = row.content_types.iter().any(|listed| listed == content_type.as_str());
    let is_photo = row.slot.as_str() == PHOTO_SLOT;
    listed && (!is_photo || content_type == ContentType::Jpeg)
}

/// The last part of the file's name, if it can be shown: whole characters, none
/// that are invisible or turn the text around.
fn file_name(text: &str) -> Option<String> {
    let name = text.rsplit(['/', '\\']).next()?.trim();
    let shown = |character: char| {
        let turns = matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
        !character.is_control() && !turns
    };
    let fits = !name.is_empty() && name.chars().count() <= LONGEST_FILE_NAME;
    (fits && name.chars().all(shown)).then(|| name.to_owned())
}

fn is_sha256(text: &str) -> bool {
    STANDARD.decode(text).is_ok_and(|bytes| bytes.len() == 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_kept_without_its_folder() {
        for (given, kept) in [
            ("scan.jpg", "scan.jpg"),
            ("C:\\Users\\anna\\护照 扫描.jpg", "护照 扫描.jpg"),
            ("../../etc/passwd", "passwd"),
            (" a b.pdf ", "a b.pdf"),
        ] {
            assert_eq!(file_name(given).as_deref(), Some(kept));
        }
    }

    #[test]
    fn a_file_name_that_deceives_is_refused() {
        for given in
            ["", " ", "folder/", "a\0b.jpg", "photo\u{202E}gpj.exe", "a\nb", &"a".repeat(201)]
        {
            assert_eq!(file_name(given), None, "{given:?}");
        }
    }
}
