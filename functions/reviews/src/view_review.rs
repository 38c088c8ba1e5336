//! `view_review`: what a reviewer decides on: the submission as it was frozen,
//! with a short-lived link to each document. Every viewing is recorded.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use shared::account::EmailTrouble;
use shared::application::{SecondLook, Submission};
use shared::audit::Occasion;
use shared::auth::{Actor, Reviewer, Staff};
use shared::form::Sections;
use shared::http::{Path, ProblemDocument};
use shared::ids::{ApplicationId, DocumentId, ReviewId};
use shared::review_queue::{Review, ReviewTask};
use shared::slug::Slug;
use shared::store::StoreError;
use shared::{Environment, HttpAction, InitError, Problem, RequestContext};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::files::Files;
use crate::store::Store;

/// The action.
#[derive(Clone)]
pub struct ViewReview {
    store: Store,
    files: Files,
}

impl HttpAction for ViewReview {
    const NAME: &'static str = "view_review";

    fn routes() -> OpenApiRouter<Self> {
        OpenApiRouter::new().routes(routes!(view_review))
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        store.warm().await;
        Ok(Self { store, files: Files::of(environment)? })
    }
}

/// A task with what it is about.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReviewDetails {
    /// The task.
    #[serde(flatten)]
    review: Review,
    /// Why a decided application is looked at once more; `null` where it is not.
    second_look: Option<SecondLook>,
    /// Why mails do not reach the applicant, if they do not.
    email_trouble: Option<EmailTrouble>,
    /// What was submitted.
    submission: SubmissionView,
}

/// An application as it was submitted.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Submission)]
pub struct SubmissionView {
    /// The application.
    application_id: ApplicationId,
    /// Which submission of the application, from 1.
    round: u32,
    /// Who pays for the studies.
    funding_category: Slug,
    /// What the applicant is to be admitted as.
    admission_type: Slug,
    /// When it was submitted.
    submitted_at: Timestamp,
    /// What the applicant filled in.
    sections: Sections,
    /// The documents.
    documents: Vec<SubmittedDocumentView>,
}

/// A document with a link to it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SubmittedDocument)]
pub struct SubmittedDocumentView {
    /// The document.
    id: DocumentId,
    /// What it shows.
    slot: Slug,
    /// The name of the file.
    file_name: String,
    /// Its media type.
    content_type: String,
    /// Downloads the file; works for two minutes.
    url: String,
    /// When the link stops working.
    url_expires_at: Timestamp,
}

/// Show a task with the submission and its documents; the viewing is recorded.
#[utoipa::path(
    get,
    path = "/api/reviews/{reviewId}",
    operation_id = "view_review",
    tag = "reviews",
    params(("reviewId" = ReviewId, Path, description = "The task.")),
    responses(
        (status = 200, description = "The task and the submission.", body = ReviewDetails),
        (status = "4XX", description = "It cannot be shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_review(
    State(action): State<ViewReview>,
    reviewer: Staff<Reviewer>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
) -> Result<Json<ReviewDetails>, Problem> {
    let task = action.store.task(id).await?.ok_or_else(Problem::not_found)?;
    let subject = &task.subject;
    let occasion = Occasion::from(&request);
    // Nothing is shown unless its viewing is recorded, and while the role holds.
    let (submission, email_trouble, recorded) = tokio::join!(
        action.store.submission(subject.applicant, subject.application, subject.round),
        action.store.email_trouble(subject.applicant),
        action.store.record_viewing(Actor::from(&reviewer), id, subject, &occasion),
    );
    recorded?;
    let submission =
        submission?.ok_or_else(|| StoreError::corrupt("a task without a submission"))?;
    let details = action.details(task, email_trouble?, submission, request.now).await?;
    Ok(Json(details))
}

impl ViewReview {
    async fn details(
        &self,
        task: ReviewTask,
        email_trouble: Option<EmailTrouble>,
        submission: Submission,
        now: Timestamp,
    ) -> Result<ReviewDetails, Problem> {
        let mut documents = Vec::new();
        for document in submission.documents {
            let link = self.files.download_link(&document, now).await?;
            documents.push(SubmittedDocumentView {
                id: document.id,
                slot: document.slot,
                file_name: document.file_name,
                content_type: document.content_type,
                url: link.url,
                url_expires_at: link.expires_at,
            });
        }
        Ok(ReviewDetails {
            second_look: task.second_look.clone(),
            review: Review::of(task, now),
            email_trouble,
            submission: SubmissionView {
                application_id: submission.application,
                round: submission.round,
                funding_category: submission.funding_category,
                admission_type: submission.admission_type,
                submitted_at: submission.submitted_at,
                sections: submission.sections,
                documents,
            },
        })
    }
}
