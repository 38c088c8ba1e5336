//! `request_revision`: the reviewer who holds the task re-opens fields and
//! documents of the application, each with a reason and a note, until a day
//! (S64, S65). The task is closed; what the applicant sends is another one.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;
use shared_domain::application::revision::{Revision, RevisionItem, RevisionReason};
use shared_domain::application::{ApplicationHead, NotReadyForReview};
use shared_domain::form::application::Section;
use shared_domain::ids::ReviewId;
use shared_domain::review::{Closing, Held, Review, TASK};
use shared_domain::staff::Colleague;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Reviewer, Staff, Standings};
use shared_platform::clock::{beijing_date, end_of_beijing_date};
use shared_platform::http::{FieldError, Path, ProblemDocument};
use shared_platform::locale::Bilingual;
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::application::{Application, Asked};
use crate::examining::ApplicationTask;
use crate::store::{APPLICATION, ApplicationStore};
use crate::wording::{LONGEST_NOTE, required_text};

/// Most items of one request.
const MOST_ITEMS: usize = 50;
/// The days an applicant has, at least and at most.
const DAYS: (i64, i64) = (2, 60);

/// The action.
#[derive(Clone)]
pub struct RequestRevision {
    store: ApplicationStore,
    standings: Standings,
}

impl HttpAction for RequestRevision {
    const NAME: &'static str = "request_revision";

    fn route() -> Route<Self> {
        route!(request_revision)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ApplicationStore::of(environment)?;
        store.warm_reviews().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// What an applicant is to correct.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RevisionRequest {
    /// The fields and documents, one to fifty.
    items: Vec<RevisionItemRequest>,
    /// The last day to answer, in Beijing: in two to sixty days.
    due_on: Date,
}

/// A field of a section, or a slot of the checklist.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RevisionItemRequest {
    /// The section of the field.
    #[schema(inline)]
    section: Option<Section>,
    /// The field, by its name in the section.
    field: Option<String>,
    /// The slot.
    slot: Option<String>,
    /// What is wrong with it.
    reason: RevisionReason,
    /// What is to be done; up to 500 characters in each language.
    note: Bilingual,
}

/// Ask the applicant for a revision of an application whose task one holds.
#[utoipa::path(
    post,
    path = "/api/reviews/{reviewId}/revision",
    operation_id = "request_revision",
    tag = "reviews",
    params(("reviewId" = ReviewId, Path, description = "The task.")),
    request_body = RevisionRequest,
    responses(
        (status = 200, description = "The applicant is asked and the task closed.", body = Review),
        (status = 409, description = "The claim is lost, or the task was closed otherwise.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn request_revision(
    State(action): State<RequestRevision>,
    reviewer: Staff<Reviewer>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
    Body(body): Body<RevisionRequest>,
) -> Result<Confirmed<Json<Review>>, Problem> {
    let (reviewer, task) = action.standings.confirmed(reviewer, action.store.review(id)).await?;
    let task = task?.ok_or_else(Problem::not_found)?;
    let application = action.application_of(&task).await?;
    let by = Colleague::from(&*reviewer);
    let undecided = task.held_by(&by, request.now).and_then(Held::undecided);
    let asked = asked(body, &application.head, by.clone(), request.now)?;
    if task.closing().is_some() {
        let before = action.closed_before(&task, &application, &asked, request.now).await;
        return before.map(|reply| reviewer.answer(reply));
    }
    let deed = Deed::of(&reviewer, RequestRevision::NAME, &request);
    let closed = undecided?.request_revision();
    let (reopened, revision) = application.request_revision(asked.clone(), id, request.now)?;
    let reply = match action.store.request_revision(&deed, &closed, &reopened, &revision).await {
        Ok(()) => Ok(Json(Review::of(&closed, request.now))),
        Err(CommitError::Refused(refused)) if refused.is_of(TASK) => {
            let task = action.store.review(id).await?.ok_or_else(Problem::not_found)?;
            let application = action.application_of(&task).await?;
            action.closed_before(&task, &application, &asked, request.now).await
        }
        Err(CommitError::Refused(refused)) if refused.is_of(APPLICATION) => {
            Err(NotReadyForReview.into())
        }
        Err(error) => Err(error.into()),
    };
    reply.map(|reply| reviewer.answer(reply))
}

impl RequestRevision {
    async fn application_of(&self, task: &ApplicationTask) -> Result<Application, Problem> {
        let matter = task.matter();
        let application = self.store.application(matter.applicant, matter.application).await?;
        application.ok_or_else(Problem::not_found)
    }

    /// The task, if the same person asked the same with it before: then this
    /// request was sent twice.
    async fn closed_before(
        &self,
        task: &ApplicationTask,
        application: &Application,
        asked: &Asked,
        now: Timestamp,
    ) -> Result<Json<Review>, Problem> {
        match task.closing() {
            None => return Err(Problem::conflict("changed_meanwhile")),
            Some(Closing::RevisionRequested { by, .. }) if by.id == asked.by.id => {}
            Some(_) => return Err(Problem::conflict("already_decided")),
        }
        let head = &application.head;
        let revision = self.store.revision(head.applicant, head.id, application.revisions).await?;
        match revision.is_some_and(|revision| is_of(&revision, task, asked)) {
            true => Ok(Json(Review::of(task, now))),
            false => Err(Problem::conflict("already_decided")),
        }
    }
}

fn is_of(revision: &Revision, task: &ApplicationTask, asked: &Asked) -> bool {
    revision.round == task.matter().round
        && (&revision.items, revision.due_at) == (&asked.items, asked.due_at)
}

/// What is asked, if all of it can be.
fn asked(
    body: RevisionRequest,
    application: &ApplicationHead,
    by: Colleague,
    now: Timestamp,
) -> Result<Asked, Problem> {
    let mut errors = Vec::new();
    match body.items.len() {
        0 => errors.push(FieldError::new("/items", "required")),
        1..=MOST_ITEMS => {}
        _ => errors.push(FieldError::new("/items", "too_many_rows")),
    }
    let today = beijing_date(now);
    let (least, most) = DAYS;
    if body.due_on < today.saturating_add(least.days()) {
        errors.push(FieldError::new("/dueOn", "due_too_soon"));
    } else if body.due_on > today.saturating_add(most.days()) {
        errors.push(FieldError::new("/dueOn", "due_too_late"));
    }
    let mut items: Vec<RevisionItem> = Vec::new();
    let mut places = BTreeSet::new();
    for (place, row) in body.items.into_iter().take(MOST_ITEMS).enumerate() {
        let mut wrong = |pointer: &str, code| {
            errors.push(FieldError::new(format!("/items/{place}{pointer}"), code))
        };
        let item = item(row, application, &mut wrong);
        if !places.insert((item.section.clone(), item.field.clone(), item.slot.clone())) {
            wrong("", "asked_twice");
        }
        items.push(item);
    }
    match errors.is_empty() {
        true => Ok(Asked { items, due_at: end_of_beijing_date(body.due_on), by }),
        false => Err(Problem::invalid(errors)),
    }
}

fn item(
    row: RevisionItemRequest,
    application: &ApplicationHead,
    wrong: &mut impl FnMut(&str, &'static str),
) -> RevisionItem {
    let slot = row
        .slot
        .as_deref()
        .and_then(|slot| application.checklist.iter().find(|row| row.slot.as_str() == slot));
    match (row.section, &row.field, &row.slot) {
        (Some(section), Some(field), None) if section.has(field) => {}
        (Some(_), Some(_), None) => wrong("/field", "unknown_field"),
        (None, None, Some(_)) if slot.is_some() => {}
        (None, None, Some(_)) => wrong("/slot", "unknown_slot"),
        _ => wrong("", "field_or_slot"),
    }
    let mut tidied = |pointer: &str, text: &str| {
        required_text(pointer, text, LONGEST_NOTE).unwrap_or_else(|error| {
            wrong(pointer, error.code);
            String::new()
        })
    };
    let note =
        Bilingual { en: tidied("/note/en", &row.note.en), zh: tidied("/note/zh", &row.note.zh) };
    RevisionItem {
        section: row.section.map(|section| section.name().to_owned()),
        field: row.field,
        slot: slot.map(|row| row.slot.clone()),
        reason: row.reason,
        note,
    }
}
