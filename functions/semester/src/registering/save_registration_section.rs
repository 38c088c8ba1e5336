//! `save_registration_section`: a student saves one section of the form; the first
//! time begins the registration of the semester (S73, S77, S108).

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use shared_domain::document::{ChecklistSlot, FolderKind as _};
use shared_domain::form::Intent;
use shared_domain::form::findings::under;
use shared_domain::form::registration::{Facts, Section, Slot};
use shared_domain::registration::RegistrationId;
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::http::{FieldError, FieldProblem, Path, ProblemDocument};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Locale, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::registration_view::RegistrationFields;
use crate::registration::{EditRefused, Registration, Saved};
use crate::store::{REGISTRATION, RegistrationStore};
use crate::windows::availability::WindowState;

/// The action.
#[derive(Clone)]
pub struct SaveRegistrationSection {
    store: RegistrationStore,
}

impl HttpAction for SaveRegistrationSection {
    const NAME: &'static str = "save_registration_section";

    fn route() -> Route<Self> {
        route!(save_registration_section)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// A section of the form as filled in.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RegistrationSaveRequest {
    /// The version of the registration that the form was opened with.
    version: u64,
    /// Whether the section is done.
    intent: Intent,
    /// All fields of the section; one that is left out is emptied.
    #[schema(value_type = RegistrationFields)]
    fields: Map<String, Value>,
}

/// What was saved.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RegistrationSaveReply {
    /// The version to name with the next change.
    version: u64,
    /// The fields as saved: without what is not asked of this student.
    fields: RegistrationFields,
    /// What is missing or wrong before the section is complete.
    missing: Vec<FieldProblem>,
    /// What is worth a second look, or is to be confirmed before the registration is
    /// submitted.
    warnings: Vec<FieldProblem>,
    /// What the form asks by now.
    facts: Facts,
    /// The documents asked for now.
    checklist: Vec<ChecklistSlot>,
    /// The slots that take documents now.
    open_slots: Vec<Slot>,
    /// The sections that can be changed now.
    open_sections: Vec<Section>,
}

/// Save a section of a semester registration.
#[utoipa::path(
    put,
    path = "/api/registrations/{registrationId}/sections/{section}",
    operation_id = "save_registration_section",
    tag = "semester",
    params(
        ("registrationId" = inline(RegistrationId), Path, description = "The registration."),
        ("section" = inline(Section), Path, description = "The section."),
    ),
    request_body = RegistrationSaveRequest,
    responses(
        (status = 200, description = "The section is saved.", body = RegistrationSaveReply),
        (status = 409, description = "The registration is locked, or the section changed since it was read: `changes` says what. In what was returned: a field is locked, which `errors` names. Or the student cannot begin to register now.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn save_registration_section(
    State(action): State<SaveRegistrationSection>,
    applicant: Applicant,
    request: RequestContext,
    Path((id, section)): Path<(RegistrationId, Section)>,
    Body(body): Body<RegistrationSaveRequest>,
) -> Result<Json<RegistrationSaveReply>, Problem> {
    let own = action.store.own(applicant.account, &id).await?;
    let mut own = own.ok_or_else(Problem::not_found)?;
    let circumstances = own.circumstances();
    let deed = Deed::of(&applicant, SaveRegistrationSection::NAME, &request);
    let typed = Value::Object(body.fields);
    loop {
        let registration = own.registration(applicant.account, &circumstances, request.now);
        check_may_save(&registration, own.availability(request.now).state)?;
        let saved = registration
            .save(section, &typed, body.version, &circumstances, request.now)
            .map_err(in_request)?;
        if body.intent == Intent::SaveAndNext && !saved.gaps.is_empty() {
            return Err(Problem::invalid(in_fields(saved.gaps)));
        }
        // Saved again as it is, it costs no write.
        let Some(changed) = &saved.changed else {
            return Ok(Json(reply(section, &registration, saved, request.locale)));
        };
        match action.store.save(changed, section, &deed).await {
            Ok(()) => {
                let changed = changed.clone();
                return Ok(Json(reply(section, &changed, saved, request.locale)));
            }
            // Another section was saved meanwhile, or this one: looking again tells.
            Err(CommitError::Refused(refused)) => {
                own.enrolment.registration = refused.at(REGISTRATION)?;
            }
            Err(CommitError::Store(error)) => return Err(error.into()),
        }
    }
}

/// Only who is on the roster registers (S77), and begins within the window (S73).
fn check_may_save(registration: &Registration, window: WindowState) -> Result<(), Problem> {
    match (registration.head.version, window) {
        (1.., WindowState::NotYetOpen | WindowState::Closed | WindowState::NotSet) => Ok(()),
        _ => Ok(registration.check_open(window)?),
    }
}

fn in_fields(errors: Vec<FieldError>) -> Vec<FieldError> {
    under("/fields", errors)
}

/// A refusal with its pointers into the request.
fn in_request(refused: EditRefused) -> EditRefused {
    match refused {
        EditRefused::FieldsLocked(errors) => EditRefused::FieldsLocked(in_fields(errors)),
        EditRefused::Unkeepable(errors) => EditRefused::Unkeepable(in_fields(errors)),
        refused => refused,
    }
}

fn reply(
    section: Section,
    registration: &Registration,
    saved: Saved,
    locale: Locale,
) -> RegistrationSaveReply {
    let explained =
        |errors| in_fields(errors).iter().map(|error| error.explained(locale)).collect();
    let head = &registration.head;
    RegistrationSaveReply {
        version: head.version,
        fields: RegistrationFields::of(section, registration.sections.clone()),
        missing: explained(saved.gaps),
        warnings: explained(saved.warnings),
        facts: saved.facts,
        checklist: head.folder().checklist,
        open_slots: head.open_slots().iter().copied().collect(),
        open_sections: saved.open.into_iter().collect(),
    }
}
