//! `review_permit`: a visa officer passes or returns a new permit (S104). Where it
//! passes, the student's record has it from the same moment on, and the case is closed.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared_domain::ids::ReviewId;
use shared_domain::permit::{NotReadyForReview, Return};
use shared_domain::review::{Review, Ruling, TASK, said_meanwhile};
use shared_domain::staff::Colleague;
use shared_domain::student::STUDENT;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Staff, Standings, VisaOfficer};
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::matter::{PermitTask, decision_of};
use super::store::{Judgement, PERMIT};
use crate::store::RegistrationStore;
use crate::wording::wrong_in_note;

/// How often a record that changes meanwhile is looked at again.
const ROUNDS: u32 = 5;

/// The action.
#[derive(Clone)]
pub struct ReviewPermit {
    store: RegistrationStore,
    standings: Standings,
}

impl HttpAction for ReviewPermit {
    const NAME: &'static str = "review_permit";

    fn route() -> Route<Self> {
        route!(review_permit)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// What is said of a new permit.
#[derive(Debug, Deserialize, ToSchema)]
pub struct PermitReviewRequest {
    /// What is wrong with it; left out, it passes.
    returned: Option<Return>,
}

/// Pass or return a new permit.
///
/// Where it passes, it stands on the student's record. Said twice, it is said once.
#[utoipa::path(
    post,
    path = "/api/reviews/{reviewId}/permit/verdict",
    operation_id = "review_permit",
    tag = "semester",
    params(("reviewId" = ReviewId, Path, description = "The task.")),
    request_body = PermitReviewRequest,
    responses(
        (status = 200, description = "It is decided.", body = Review),
        (status = 409, description = "The task is not the caller's, or decided.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "A return has no note.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn review_permit(
    State(action): State<ReviewPermit>,
    officer: Staff<VisaOfficer>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
    Body(body): Body<PermitReviewRequest>,
) -> Result<Confirmed<Json<Review>>, Problem> {
    let reading = action.store.permit_task(id);
    let (officer, task) = action.standings.confirmed(officer, reading).await?;
    let task = task?.ok_or_else(Problem::not_found)?;
    let returned = body.returned.map(noted).transpose()?;
    let by = Colleague::from(&*officer);
    let deed = Deed::of(&officer, ReviewPermit::NAME, &request);
    let task = action.judge(task, returned, &by, &deed).await?;
    Ok(officer.answer(Json(Review::of(&task, request.now))))
}

impl ReviewPermit {
    async fn judge(
        &self,
        task: PermitTask,
        returned: Option<Return>,
        by: &Colleague,
        deed: &Deed,
    ) -> Result<PermitTask, Problem> {
        let decision = decision_of(returned.clone());
        let moved = match task.decide(by, &decision, deed.now())? {
            Ruling::Decided(moved, _) => moved,
            // It was said before; nobody is asked, and nothing is given back.
            ruling => return Ok(ruling.into_task()),
        };
        let registration = &task.matter().registration;
        for _ in 0..ROUNDS {
            let (permit, student) = tokio::try_join!(
                self.store.permit(registration),
                self.store.records.student(registration.student),
            )?;
            let (permit, student) = permit.zip(student).ok_or_else(Problem::not_found)?;
            let judged = permit.judged(task.id(), returned.clone(), by, deed.now())?;
            let submitted = permit.last().ok_or(NotReadyForReview)?;
            let passed = returned
                .is_none()
                .then(|| (&student, student.permitted(&submitted.permit, submitted.at)));
            let judgement = Judgement { permit: &judged, passed, returned: returned.as_ref() };
            match self.store.judge_permit(&moved, &judgement, deed).await {
                Ok(()) => return Ok(moved.into_task()),
                // The roster was imported meanwhile: looking again tells.
                Err(CommitError::Refused(refused)) if refused.is_of(STUDENT) => {}
                Err(CommitError::Refused(refused)) if refused.is_of(TASK) => {
                    return said_meanwhile(refused, |task| task.decide(by, &decision, deed.now()));
                }
                Err(CommitError::Refused(refused)) if refused.is_of(PERMIT) => {
                    return Err(NotReadyForReview.into());
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(Problem::conflict("changed_meanwhile"))
    }
}

/// A return with a note in both languages (S106).
fn noted(returned: Return) -> Result<Return, Problem> {
    let errors = wrong_in_note("/returned/note", &returned.note);
    if errors.is_empty() { Ok(returned) } else { Err(Problem::invalid(errors)) }
}
