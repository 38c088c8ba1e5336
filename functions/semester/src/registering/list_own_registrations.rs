//! `list_own_registrations`: all semesters for which somebody has registered, each with
//! where it is and its letter. So what is over is found again without a notice.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use shared_domain::letter::{LetterCase, LetterState};
use shared_domain::registration::{RegistrationId, RegistrationState};
use shared_platform::auth::Applicant;
use shared_platform::http::ProblemDocument;
use shared_platform::{Environment, HttpAction, InitError, Problem, Route, route};
use utoipa::ToSchema;

use super::store::Registered;
use crate::registration::Registration;
use crate::roster::view_own_student_record::own;
use crate::store::RegistrationStore;
use crate::windows::semester::{Semester, SemesterName};

/// The action.
#[derive(Clone)]
pub struct ListOwnRegistrations {
    store: RegistrationStore,
}

impl HttpAction for ListOwnRegistrations {
    const NAME: &'static str = "list_own_registrations";

    fn route() -> Route<Self> {
        route!(list_own_registrations)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// A registration of one's own, in short.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OwnRegistration {
    /// Which.
    id: RegistrationId,
    /// The semester.
    semester: SemesterName,
    /// Where it is on its way.
    state: RegistrationState,
    /// Whether nobody has returned it, and it can be changed because the student has
    /// entered China since it was submitted from abroad.
    entered_china: bool,
    /// When it was submitted last; `null` until then.
    submitted_at: Option<Timestamp>,
    /// Where its letter is; `null` where none follows from it, or not yet.
    letter: Option<LetterState>,
}

/// All registrations of one's own.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnRegistrationList {
    /// The registrations, that of the latest semester first.
    items: Vec<OwnRegistration>,
}

/// List the semesters for which one has registered, or has begun to.
#[utoipa::path(
    get,
    path = "/api/registrations",
    operation_id = "list_own_registrations",
    tag = "semester",
    responses(
        (status = 200, description = "The registrations.", body = OwnRegistrationList),
        (status = "4XX", description = "The account has no student.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn list_own_registrations(
    State(action): State<ListOwnRegistrations>,
    applicant: Applicant,
) -> Result<Json<OwnRegistrationList>, Problem> {
    let (all, semesters) = action.store.registered(applicant.account).await?;
    let Registered { registrations, letters, .. } =
        own(all, |one| &one.student).ok_or_else(Problem::not_found)?;
    let each = semesters.iter().filter_map(|semester| {
        let registration = registrations.iter().find(|one| one.head.semester == semester.id)?;
        let letter = letters.iter().find(|letter| letter.semester == semester.id);
        Some(OwnRegistration::of(registration, semester, letter))
    });
    Ok(Json(OwnRegistrationList { items: each.collect() }))
}

impl OwnRegistration {
    fn of(registration: &Registration, semester: &Semester, letter: Option<&LetterCase>) -> Self {
        // S103: one follows from every approval in China, and is being made until it is there.
        let follows = registration.is_approved() && registration.sections.in_china();
        let letter = letter.map(|letter| letter.stage().state());
        Self {
            id: registration.head.id(),
            semester: semester.called(),
            state: registration.head.stage().state(),
            entered_china: registration.head.is_opened_in_china(),
            submitted_at: registration.rounds.last().map(|round| round.submitted_at),
            letter: letter.or(follows.then_some(LetterState::Requested)),
        }
    }
}
