//! `review_registration`: a reviewer passes or returns each item of a registration
//! (S72, S92), each return with its reason (S106). Where all pass it is approved: the
//! student's record gets what was proven (S107, S111), and the student is told (S102).
//! Else it goes back, and only what is returned can be changed (S101).

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared_domain::deadline::Deadline;
use shared_domain::ids::ReviewId;
use shared_domain::registration::{
    Item, NotReadyForReview, Verdict, Verdicts, VerdictsRefused, review,
};
use shared_domain::review::{Decision, Review, Ruling, TASK, said_meanwhile};
use shared_domain::staff::Colleague;
use shared_domain::student::STUDENT;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Reviewer, Staff, Standings};
use shared_platform::http::{FieldError, Path, ProblemDocument};
use shared_platform::store::{CommitError, Refused};
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::matter::{RegistrationMatter, RegistrationOutcome, RegistrationTask, decision_of};
use super::store::{Approved, Examined, Judgement};
use crate::store::{REGISTRATION, RegistrationStore};
use crate::wording::wrong_in_note;

/// How often a record that changes meanwhile is looked at again.
const ROUNDS: u32 = 5;

/// The action.
#[derive(Clone)]
pub struct ReviewRegistration {
    store: RegistrationStore,
    standings: Standings,
}

impl HttpAction for ReviewRegistration {
    const NAME: &'static str = "review_registration";

    fn route() -> Route<Self> {
        route!(review_registration)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// What is said of a registration.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RegistrationReviewRequest {
    /// For each item that the registration has, whether it passes.
    verdicts: BTreeMap<Item, Verdict>,
}

/// Pass or return each item of a semester registration.
///
/// Where every item passes, the registration is approved and the student's record is
/// updated; else it goes back to the student with what was returned. Said twice, it is
/// said once.
#[utoipa::path(
    post,
    path = "/api/reviews/{reviewId}/registration/verdict",
    operation_id = "review_registration",
    tag = "semester",
    params(("reviewId" = ReviewId, Path, description = "The task.")),
    request_body = RegistrationReviewRequest,
    responses(
        (status = 200, description = "It is decided.", body = Review),
        (status = 409, description = "The task is not the caller's, or decided, or a check bars an approval.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "An item has no verdict, or a return no note.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn review_registration(
    State(action): State<ReviewRegistration>,
    reviewer: Staff<Reviewer>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
    Body(body): Body<RegistrationReviewRequest>,
) -> Result<Confirmed<Json<Review>>, Problem> {
    let reading = action.store.task(id);
    let (reviewer, task) = action.standings.confirmed(reviewer, reading).await?;
    let task = task?.ok_or_else(Problem::not_found)?;
    let by = Colleague::from(&*reviewer);
    let deed = Deed::of(&reviewer, ReviewRegistration::NAME, &request);
    let task = action.judge(&deed, task, &by, body.verdicts).await?;
    Ok(reviewer.answer(Json(Review::of(&task, request.now))))
}

impl ReviewRegistration {
    async fn judge(
        &self,
        deed: &Deed,
        task: RegistrationTask,
        by: &Colleague,
        said: BTreeMap<Item, Verdict>,
    ) -> Result<RegistrationTask, Problem> {
        let matter = task.matter();
        let said = noted(said)?;
        for _ in 0..ROUNDS {
            let (examined, known) = tokio::try_join!(
                self.store.examined(&matter.registration, matter.round),
                self.store.falls_due(matter.registration.student),
            )?;
            let examined = examined.ok_or(NotReadyForReview)?;
            // Checks bar by the configuration in force, not by that of when it was opened.
            let task = task.found(review::findings(&examined.read(deed.now())));
            let in_china = examined.submission.sections.in_china();
            let verdicts = Verdicts::new(said.clone(), in_china).map_err(in_request)?;
            let decision = decision_of(verdicts);
            let (moved, decision) = match task.decide(by, &decision, deed.now())? {
                Ruling::Decided(moved, decision) => (moved, decision),
                // It was said before; nobody is asked, and nothing is given back.
                ruling => return Ok(ruling.into_task()),
            };
            let judgement = judgement(&examined, &known, task.id(), decision.clone(), by, deed)?;
            match self.store.carry_out(deed, &moved, &judgement).await {
                Ok(()) => return Ok(moved.into_task()),
                // The roster was imported meanwhile, or the student told of an arrival:
                // looking again tells.
                Err(CommitError::Refused(refused)) if is_to_be_read_again(&refused) => {}
                Err(CommitError::Refused(refused)) => {
                    return said_meanwhile(refused, |task| task.decide(by, &decision, deed.now()));
                }
                Err(CommitError::Store(error)) => return Err(error.into()),
            }
        }
        Err(Problem::conflict("changed_meanwhile"))
    }
}

/// What the decision makes of the registration and of the student's record. Who has left
/// since it was submitted is not registered any more (S77).
fn judgement(
    examined: &Examined,
    known: &[Deadline],
    review: ReviewId,
    decision: Decision<RegistrationMatter>,
    by: &Colleague,
    deed: &Deed,
) -> Result<Judgement, Problem> {
    let Examined { enrolment, registration, submission, .. } = examined;
    let approves = decision.outcome == RegistrationOutcome::Approve;
    if approves && !enrolment.student.state.is_on_roster() {
        return Err(Problem::conflict("not_on_roster"));
    }
    let submitted = submission.sections.clone();
    let verdicts = decision.grounds.verdicts;
    let registration = registration.judge(review, verdicts, submitted, by, deed.now())?;
    let approved = approves.then(|| {
        let email = submission.sections.contact.email.as_deref();
        // What was valid when it was submitted was shown, also where it ended while it
        // waited here.
        let mut declared = examined.read(submission.submitted_at).declared;
        declared.said_at = registration.said_at();
        Approved::of(&enrolment.student, &declared, email, known, deed.now())
    });
    Ok(Judgement { registration, approved })
}

/// Whether something else changed than the task: it may still be judged.
fn is_to_be_read_again(refused: &Refused) -> bool {
    !refused.is_of(TASK) && (refused.is_of(STUDENT) || refused.is_of(REGISTRATION))
}

/// What is said, with a note in both languages to each return (S106).
fn noted(said: BTreeMap<Item, Verdict>) -> Result<BTreeMap<Item, Verdict>, Problem> {
    let wrong = said.iter().filter_map(|(item, verdict)| match verdict {
        Verdict::Pass => None,
        Verdict::Return { note, .. } => {
            Some(wrong_in_note(&format!("/verdicts/{}/note", item.name()), note))
        }
    });
    let errors: Vec<FieldError> = wrong.flatten().collect();
    if errors.is_empty() { Ok(said) } else { Err(Problem::invalid(errors)) }
}

fn in_request(refused: VerdictsRefused) -> Problem {
    let (item, code) = match refused {
        VerdictsRefused::Missing(item) => (item, "required"),
        VerdictsRefused::NotAsked(item) => (item, "item_not_asked"),
    };
    Problem::from(FieldError::new(format!("/verdicts/{}", item.name()), code))
}
