//! `view_review`: what a reviewer decides on: the submission as it was frozen,
//! with a short-lived link to each document. Every viewing is recorded.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use shared_domain::account::EmailTrouble;
use shared_domain::application::revision::{Revision, RevisionView};
use shared_domain::application::{ApplicationHead, SecondLook, Submission};
use shared_domain::document::SubmittedDocumentView;
use shared_domain::form::application::Sections;
use shared_domain::ids::{ApplicationId, ReviewId};
use shared_domain::review::Review;
use shared_domain::staff::Colleague;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Reviewer, Staff, Standings};
use shared_platform::downloads::Downloads;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::locale::Bilingual;
use shared_platform::slug::Slug;
use shared_platform::store::StoreError;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::ToSchema;

use super::matter::{ApplicationMatter, ApplicationTask};
use super::store::ExaminationStore;

/// The action.
#[derive(Clone)]
pub struct ViewReview {
    store: ExaminationStore,
    downloads: Downloads,
    standings: Standings,
}

impl HttpAction for ViewReview {
    const NAME: &'static str = "view_review";

    fn route() -> Route<Self> {
        route!(view_review)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ExaminationStore::of(environment).await?;
        let standings = Standings::of(environment)?;
        Ok(Self { store, downloads: Downloads::of(environment)?, standings })
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
    /// Whether the applicant has objected to a decision, which one can do once.
    appealed: bool,
    /// Who pays for the studies now; the submission has who paid then (S70).
    funding_category: Slug,
    /// Why mails do not reach the applicant, if they do not.
    email_trouble: Option<EmailTrouble>,
    /// All submissions of the application, the first one first.
    rounds: Vec<RoundView>,
    /// What staff asked to correct, the latest first.
    revisions: Vec<StaffRevisionView>,
    /// The documents that can be asked for.
    slots: Vec<SlotView>,
    /// What was submitted.
    submission: SubmissionView,
}

/// A submission among others.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Round)]
pub struct RoundView {
    /// Which, from 1.
    round: u32,
    /// When it was submitted.
    submitted_at: Timestamp,
}

/// A request for revision, as staff see it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = StaffRevision)]
pub struct StaffRevisionView {
    /// What the applicant sees of it.
    #[serde(flatten)]
    revision: RevisionView,
    /// Who asked.
    requested_by: Colleague,
    /// How often the applicant was reminded.
    reminders_sent: u32,
}

/// A slot of the application's checklist.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Slot)]
pub struct SlotView {
    /// The slot.
    slot: Slug,
    /// What is asked for in it.
    name: Bilingual,
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
) -> Result<Confirmed<Json<ReviewDetails>>, Problem> {
    let (reviewer, task) = action.standings.confirmed(reviewer, action.store.task(id)).await?;
    let task = task?.ok_or_else(Problem::not_found)?;
    let matter = task.matter();
    let rounds = [matter.round];
    let deed = Deed::of(&reviewer, ViewReview::NAME, &request);
    // Nothing is shown unless its viewing is recorded.
    let (history, email_trouble, recorded) = tokio::join!(
        action.history(matter),
        action.store.email_trouble(matter.applicant),
        action.store.record_viewing(&deed, &task, &rounds),
    );
    recorded?;
    let details = action.details(&task, email_trouble?, history?, request.now).await?;
    Ok(reviewer.answer(Json(details)))
}

/// What there is of an application beside its task.
struct History {
    present: Option<ApplicationHead>,
    submissions: Vec<Submission>,
    revisions: Vec<Revision>,
}

impl From<Revision> for StaffRevisionView {
    fn from(revision: Revision) -> Self {
        Self {
            requested_by: revision.requested_by.clone(),
            reminders_sent: revision.reminders_sent,
            revision: revision.into(),
        }
    }
}

impl ViewReview {
    async fn history(&self, matter: &ApplicationMatter) -> Result<History, StoreError> {
        let (applicant, application) = (matter.applicant, matter.application);
        let (present, submissions, revisions) = tokio::try_join!(
            self.store.application(applicant, application),
            self.store.submissions(applicant, application),
            self.store.revisions(applicant, application),
        )?;
        Ok(History { present, submissions, revisions })
    }

    async fn details(
        &self,
        task: &ApplicationTask,
        email_trouble: Option<EmailTrouble>,
        history: History,
        now: Timestamp,
    ) -> Result<ReviewDetails, Problem> {
        let matter = task.matter();
        let History { present, submissions, revisions } = history;
        let round =
            |one: &Submission| RoundView { round: one.round, submitted_at: one.submitted_at };
        let rounds = submissions.iter().map(round).collect();
        let submission = submissions.into_iter().find(|one| one.round == matter.round);
        let submission =
            submission.ok_or_else(|| StoreError::corrupt("a task without a submission"))?;
        let documents =
            SubmittedDocumentView::each(&self.downloads, submission.documents, now).await?;
        let category = present.as_ref().map(|present| present.funding_category.clone());
        let checklist = present.into_iter().flat_map(|present| present.checklist);
        let slots = checklist.map(|row| SlotView { slot: row.slot, name: row.name });
        Ok(ReviewDetails {
            rounds,
            revisions: revisions.into_iter().map(StaffRevisionView::from).collect(),
            slots: slots.collect(),
            funding_category: category.unwrap_or_else(|| submission.funding_category.clone()),
            second_look: matter.second_look.clone(),
            appealed: matter.appealed,
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
