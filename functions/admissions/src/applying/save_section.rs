//! `save_section`: an applicant saves one step of the form. "Save draft" always
//! works; "Save and next" only takes a complete step (S36-S38).

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared_domain::form::Intent;
use shared_domain::form::application::{Draft, Section, SectionFields};
use shared_domain::form::findings::under;
use shared_domain::ids::ApplicationId;
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::http::{FieldError, FieldProblem, Path, ProblemDocument};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Locale, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::application::EditRefused;
use crate::store::{APPLICATION, ApplicationStore};

/// The action.
#[derive(Clone)]
pub struct SaveSection {
    store: ApplicationStore,
}

impl HttpAction for SaveSection {
    const NAME: &'static str = "save_section";

    fn route() -> Route<Self> {
        route!(save_section)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ApplicationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// A step of the form as filled in.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SaveRequest {
    /// The version of the application that the form was opened with.
    version: u64,
    /// Whether the step is done.
    intent: Intent,
    /// All fields of the section; one that is left out is emptied.
    #[schema(value_type = SectionFields)]
    fields: Value,
}

/// What was saved.
#[derive(Debug, Serialize, ToSchema)]
pub struct SaveReply {
    /// The version to name with the next change.
    version: u64,
    /// The fields as saved: without what is not asked of this applicant.
    fields: SectionFields,
    /// What is missing or wrong before the section is complete.
    missing: Vec<FieldProblem>,
    /// What is worth a second look, or is to be confirmed before the application
    /// is submitted.
    warnings: Vec<FieldProblem>,
}

/// Save a section of the form.
#[utoipa::path(
    put,
    path = "/api/applications/{applicationId}/sections/{section}",
    operation_id = "save_section",
    tag = "admissions",
    params(
        ("applicationId" = ApplicationId, Path, description = "The application."),
        ("section" = inline(Section), Path, description = "The section."),
    ),
    request_body = SaveRequest,
    responses(
        (status = 200, description = "The section is saved.", body = SaveReply),
        (status = 409, description = "The application is locked, or the section changed since it was read: `changes` says what. In a revision: a field is locked, which `errors` names, or its time is over.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn save_section(
    State(action): State<SaveSection>,
    applicant: Applicant,
    request: RequestContext,
    Path((id, section)): Path<(ApplicationId, Section)>,
    Body(body): Body<SaveRequest>,
) -> Result<Json<SaveReply>, Problem> {
    let typed = SectionFields::parse(section, body.fields).map_err(|error| {
        Problem::malformed("malformed_body").with_errors(in_fields(vec![error]))
    })?;
    let application = action.store.application(applicant.account, id).await?;
    let mut application = application.ok_or_else(Problem::not_found)?;
    let deed = Deed::of(&applicant, SaveSection::NAME, &request);
    loop {
        let draft =
            Draft::of(typed.clone(), &application.sections, application.situation(request.now))
                .map_err(|errors| Problem::invalid(in_fields(errors)))?;
        let saved = application.save(&draft, body.version, request.now).map_err(in_request)?;
        if body.intent == Intent::SaveAndNext && !draft.gaps.is_empty() {
            return Err(Problem::invalid(in_fields(draft.gaps)));
        }
        // Saved again as it is, it costs no write.
        let Some(saved) = saved else {
            return Ok(Json(reply(draft, application.head.version, request.locale)));
        };
        match action.store.save(&saved, section, &deed).await {
            Ok(()) => return Ok(Json(reply(draft, saved.head.version, request.locale))),
            // Another section was saved meanwhile, or this one: looking again tells.
            Err(CommitError::Refused(refused)) => {
                application = refused.at(APPLICATION)?.ok_or_else(Problem::not_found)?;
            }
            Err(CommitError::Store(error)) => return Err(error.into()),
        }
    }
}

fn in_fields(errors: Vec<FieldError>) -> Vec<FieldError> {
    under("/fields", errors)
}

/// A refusal with its pointers into the request.
fn in_request(refused: EditRefused) -> EditRefused {
    match refused {
        EditRefused::FieldsLocked(errors) => EditRefused::FieldsLocked(in_fields(errors)),
        refused => refused,
    }
}

fn reply(draft: Draft, version: u64, locale: Locale) -> SaveReply {
    let explained =
        |errors| in_fields(errors).iter().map(|error| error.explained(locale)).collect();
    SaveReply {
        version,
        fields: draft.fields,
        missing: explained(draft.gaps),
        warnings: explained(draft.warnings),
    }
}

impl From<EditRefused> for Problem {
    fn from(refused: EditRefused) -> Self {
        match refused {
            EditRefused::Locked => Self::conflict("application_locked"),
            EditRefused::RevisionOverdue => Self::conflict("revision_overdue"),
            EditRefused::FieldsLocked(errors) => Self::conflict("field_locked").with_errors(errors),
            EditRefused::VersionConflict(changes) => {
                Self::conflict("version_conflict").with_changes(changes)
            }
        }
    }
}
