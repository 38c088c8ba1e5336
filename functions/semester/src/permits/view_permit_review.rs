//! `view_permit_review`: what a visa officer decides on: what was typed beside the
//! documents that prove it (S110), and the permit that the record has. Every viewing
//! is recorded.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use shared_domain::document::SubmittedDocumentView;
use shared_domain::ids::ReviewId;
use shared_domain::permit::NewPermit;
use shared_domain::registration::RegistrationId;
use shared_domain::review::Review;
use shared_domain::student::Student;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Staff, Standings, VisaOfficer};
use shared_platform::downloads::Downloads;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::ToSchema;

use super::matter::PermitTask;
use super::view_new_permit::PermitView;
use crate::roster::student_view::StudentSummary;
use crate::store::RegistrationStore;

/// The action.
#[derive(Clone)]
pub struct ViewPermitReview {
    store: RegistrationStore,
    standings: Standings,
    downloads: Downloads,
}

impl HttpAction for ViewPermitReview {
    const NAME: &'static str = "view_permit_review";

    fn route() -> Route<Self> {
        route!(view_permit_review)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        let standings = Standings::of(environment)?;
        Ok(Self { store, standings, downloads: Downloads::of(environment)? })
    }
}

/// A task with the new permit that it is about.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PermitReviewDetails {
    /// The task.
    #[serde(flatten)]
    review: Review,
    /// The registration whose letter it was asked for with.
    registration: RegistrationId,
    /// Whose it is.
    student: StudentSummary,
    /// The last day of the passport, where it is known.
    passport_expires: Option<Date>,
    /// Which submission this is, from 1.
    round: u32,
    /// When it was submitted.
    submitted_at: Timestamp,
    /// What was typed.
    permit: PermitView,
    /// The permit that the record has; `null` where it has none.
    before: Option<PermitView>,
    /// What proves it.
    documents: Vec<SubmittedDocumentView>,
}

/// Show a new permit before staff, with its documents; the viewing is recorded.
#[utoipa::path(
    get,
    path = "/api/reviews/{reviewId}/permit",
    operation_id = "view_permit_review",
    tag = "semester",
    params(("reviewId" = ReviewId, Path, description = "The task.")),
    responses(
        (status = 200, description = "The task and the permit.", body = PermitReviewDetails),
        (status = "4XX", description = "It cannot be shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_permit_review(
    State(action): State<ViewPermitReview>,
    officer: Staff<VisaOfficer>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
) -> Result<Confirmed<Json<PermitReviewDetails>>, Problem> {
    let reading = action.store.permit_task(id);
    let (officer, task) = action.standings.confirmed(officer, reading).await?;
    let task = task?.ok_or_else(Problem::not_found)?;
    let deed = Deed::of(&officer, ViewPermitReview::NAME, &request);
    let registration = &task.matter().registration;
    let (permit, student, recorded) = tokio::join!(
        action.store.permit(registration),
        action.store.records.student(registration.student),
        action.store.record_permit_viewing(&task, &deed),
    );
    recorded?;
    let found = permit?.zip(student?);
    let (permit, student) = found.ok_or_else(Problem::not_found)?;
    let details = action.details(&task, &permit, &student, request.now).await?;
    Ok(officer.answer(Json(details)))
}

impl ViewPermitReview {
    async fn details(
        &self,
        task: &PermitTask,
        permit: &NewPermit,
        student: &Student,
        now: Timestamp,
    ) -> Result<PermitReviewDetails, Problem> {
        // An earlier round's task shows what was submitted then, or nothing.
        let is_of_task = permit.round == task.matter().round;
        let submitted = permit.last().filter(|_| is_of_task).ok_or_else(Problem::not_found)?;
        let documents = submitted.documents.clone();
        Ok(PermitReviewDetails {
            review: Review::of(task, now),
            registration: permit.registration(),
            student: StudentSummary::from(student),
            passport_expires: student.identity.passport_expires,
            round: permit.round,
            submitted_at: submitted.at,
            permit: PermitView::from(&submitted.permit),
            before: student.seen.permit.as_ref().map(PermitView::from),
            documents: SubmittedDocumentView::each(&self.downloads, documents, now).await?,
        })
    }
}
