//! `view_registration_review`: what a reviewer decides on, item by item: what was
//! typed beside the documents that prove it (S110), beside what was approved last
//! semester, and what is another than in the round before. Every viewing is recorded.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use shared_domain::document::SubmittedDocumentView;
use shared_domain::form::registration::{self as form, Facts, Section, Slot};
use shared_domain::form::sections::{AllSections as _, SectionName as _};
use shared_domain::ids::ReviewId;
use shared_domain::registration::{Difference, Item, RegistrationId, Submission, review};
use shared_domain::review::Review;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Reviewer, Staff, Standings};
use shared_platform::downloads::Downloads;
use shared_platform::http::{FieldProblem, Path, ProblemDocument};
use shared_platform::locale::Bilingual;
use shared_platform::store::StoreError;
use shared_platform::{
    Environment, HttpAction, InitError, Locale, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::matter::RegistrationTask;
use super::store::Examined;
use crate::registering::registration_view::RoundView;
use crate::roster::student_view::StudentSummary;
use crate::store::RegistrationStore;

/// The action.
#[derive(Clone)]
pub struct ViewRegistrationReview {
    store: RegistrationStore,
    standings: Standings,
    downloads: Downloads,
}

impl HttpAction for ViewRegistrationReview {
    const NAME: &'static str = "view_registration_review";

    fn route() -> Route<Self> {
        route!(view_registration_review)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        let standings = Standings::of(environment)?;
        Ok(Self { store, standings, downloads: Downloads::of(environment)? })
    }
}

/// A task with the registration that it is about.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RegistrationReviewDetails {
    /// The task.
    #[serde(flatten)]
    review: Review,
    /// The registration.
    registration: RegistrationId,
    /// Which submission of it, from 1.
    round: u32,
    /// When it was submitted.
    submitted_at: Timestamp,
    /// Whose it is.
    student: StudentSummary,
    /// The address at which the student is reached.
    email: Option<String>,
    /// All submissions with what was said of them, the first one first.
    rounds: Vec<RoundView>,
    /// What the form was asked by.
    facts: Facts,
    /// The items that are to be passed or returned.
    items: Vec<ItemView>,
}

/// An item of a registration before staff.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RegistrationItemView)]
pub struct ItemView {
    /// The item.
    item: Item,
    /// What it is called.
    name: Bilingual,
    /// What was typed.
    sections: Vec<ItemSection>,
    /// What is to prove it.
    documents: Vec<SubmittedDocumentView>,
    /// The slots whose documents are others than in the round before.
    changed_slots: Vec<Slot>,
    /// What does not fit together in it.
    findings: Vec<FieldProblem>,
}

/// A section of a registration before staff.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RegistrationItemSection)]
pub struct ItemSection {
    /// The section.
    section: Section,
    /// What was typed.
    fields: Map<String, Value>,
    /// What was approved last semester; `null` where nothing was.
    last_semester: Option<Map<String, Value>>,
    /// The fields that are others than in the round before.
    changed: Vec<String>,
}

/// Show a registration before staff, with its documents; the viewing is recorded.
#[utoipa::path(
    get,
    path = "/api/reviews/{reviewId}/registration",
    operation_id = "view_registration_review",
    tag = "semester",
    params(("reviewId" = ReviewId, Path, description = "The task.")),
    responses(
        (status = 200, description = "The task and the registration.", body = RegistrationReviewDetails),
        (status = "4XX", description = "It cannot be shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_registration_review(
    State(action): State<ViewRegistrationReview>,
    reviewer: Staff<Reviewer>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
) -> Result<Confirmed<Json<RegistrationReviewDetails>>, Problem> {
    let reading = action.store.task(id);
    let (reviewer, task) = action.standings.confirmed(reviewer, reading).await?;
    let task = task?.ok_or_else(Problem::not_found)?;
    let deed = Deed::of(&reviewer, ViewRegistrationReview::NAME, &request);
    let matter = task.matter();
    // Nothing is shown unless its viewing is recorded, and while the role holds.
    let (examined, recorded) = tokio::join!(
        action.store.examined(&matter.registration, matter.round),
        action.store.record_viewing(&deed, &task),
    );
    recorded?;
    let examined = examined?.ok_or_else(|| StoreError::corrupt("a task without a registration"))?;
    let details = action.details(&task, examined, request.now, request.locale).await?;
    Ok(reviewer.answer(Json(details)))
}

impl ViewRegistrationReview {
    async fn details(
        &self,
        task: &RegistrationTask,
        examined: Examined,
        now: Timestamp,
        locale: Locale,
    ) -> Result<RegistrationReviewDetails, Problem> {
        let read = examined.read(now);
        // The checks are those of now: what the university has changed since the task was
        // opened, counts.
        let task = &task.found(review::findings(&read));
        let Submission { round, submitted_at, sections, .. } = &examined.submission;
        let mut items = Vec::new();
        for item in Item::of_case(sections.in_china()) {
            items.push(self.item(*item, &examined, &read, now, locale).await?);
        }
        let rounds = (1..).zip(&examined.registration.rounds);
        Ok(RegistrationReviewDetails {
            review: Review::of(task, now),
            registration: task.matter().registration.clone(),
            round: *round,
            submitted_at: *submitted_at,
            student: StudentSummary::from(&examined.enrolment.student),
            email: sections.contact.email.clone(),
            rounds: rounds.map(|(number, round)| RoundView::of(number, round)).collect(),
            facts: read.facts,
            items,
        })
    }

    async fn item(
        &self,
        item: Item,
        examined: &Examined,
        read: &form::Read,
        now: Timestamp,
        locale: Locale,
    ) -> Result<ItemView, Problem> {
        let Examined { enrolment, submission, before, .. } = examined;
        let differences = before.as_ref().map(|before| submission.differences_from(before));
        let differences = differences.unwrap_or_default();
        let slot_of = |name: &str| Slot::named(name).filter(|slot| item.has(*slot));
        let documents = submission.documents.iter();
        let documents = documents.filter(|document| slot_of(document.slot.as_str()).is_some());
        let documents = documents.cloned().collect();
        let changed_slots = differences.iter().filter_map(|difference| match difference {
            Difference::Documents(slot) => slot_of(slot.as_str()),
            Difference::Field(..) => None,
        });
        let section = |section: &Section| {
            let changed = differences.iter().filter_map(|difference| match difference {
                Difference::Field(of, field) if of == section => Some(field.clone()),
                _ => None,
            });
            let last = enrolment.last.as_ref().map(|last| last.sections.fields(*section));
            ItemSection {
                section: *section,
                fields: submission.sections.fields(*section),
                last_semester: last,
                changed: changed.collect(),
            }
        };
        let noticed = read.noticed.iter().filter(|it| item.sections().contains(&it.section));
        let findings = noticed.map(|noticed| {
            let pointer = format!("/{}/{}", noticed.section.name(), noticed.field);
            FieldProblem::explained(&pointer, noticed.check.code(), locale)
        });
        Ok(ItemView {
            item,
            name: item.text(),
            sections: item.sections().iter().map(section).collect(),
            documents: SubmittedDocumentView::each(&self.downloads, documents, now).await?,
            changed_slots: changed_slots.collect(),
            findings: findings.collect(),
        })
    }
}

impl Examined {
    /// What was submitted, read by the rules and on the day of now.
    pub(super) fn read(&self, now: Timestamp) -> form::Read {
        let circumstances = self.enrolment.circumstances(None);
        let situation = circumstances.situation(&self.registration.confirmed_emails, now);
        form::read(&mut self.submission.sections.clone(), situation)
    }
}
