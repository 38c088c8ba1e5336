//! `save_section`: an applicant saves one step of the form. "Save draft" always
//! works; "Save and next" only takes a complete step (S36-S38).

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::application::BasicInformationFields;
use shared::audit::Occasion;
use shared::auth::Applicant;
use shared::http::{FieldProblem, Path, ProblemDocument};
use shared::ids::ApplicationId;
use shared::store::CommitError;
use shared::{Body, Environment, HttpAction, InitError, Problem, RequestContext};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::application::{EditRefused, under};
use crate::basic_information::Draft;
use crate::store::ApplicationStore;

/// The action.
#[derive(Clone)]
pub struct SaveSection {
    store: ApplicationStore,
}

impl HttpAction for SaveSection {
    const NAME: &'static str = "save_section";

    fn routes() -> OpenApiRouter<Self> {
        OpenApiRouter::new().routes(routes!(save_section))
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ApplicationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// A section of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Step 1.
    BasicInformation,
}

/// What the applicant wants with the fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SaveIntent)]
pub enum Intent {
    /// Keep what is there so far.
    SaveDraft,
    /// Be done with this step.
    SaveAndNext,
}

/// A step of the form as filled in.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SaveRequest {
    /// The version of the application that the form was opened with.
    version: u64,
    /// Whether the step is done.
    intent: Intent,
    /// All fields of the section; one that is left out is emptied.
    fields: BasicInformationFields,
}

/// What was saved.
#[derive(Debug, Serialize, ToSchema)]
pub struct SaveReply {
    /// The version to name with the next change.
    version: u64,
    /// The fields as saved.
    fields: BasicInformationFields,
    /// What is missing or wrong before the section is complete.
    missing: Vec<FieldProblem>,
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
        (status = 409, description = "The application is locked, or changed since it was read.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn save_section(
    State(action): State<SaveSection>,
    applicant: Applicant,
    request: RequestContext,
    Path(place): Path<(ApplicationId, Section)>,
    Body(body): Body<SaveRequest>,
) -> Result<Json<SaveReply>, Problem> {
    let (id, Section::BasicInformation) = place;
    let invalid = |errors| Problem::invalid(under("/fields", errors));
    let draft = Draft::parse(body.fields).map_err(invalid)?;
    let application = action.store.application(applicant.account, id).await?;
    let application = application.ok_or_else(Problem::not_found)?;
    let missing = draft.missing(application.calendar(request.now));
    let saved = application.save_basic_information(&draft, body.version, request.now)?;
    if body.intent == Intent::SaveAndNext && !missing.is_empty() {
        return Err(invalid(missing));
    }
    match action.store.save(&saved, "basic_information", &Occasion::from(&request)).await {
        Ok(()) => {}
        Err(CommitError::Refused(_)) => return Err(EditRefused::VersionConflict.into()),
        Err(CommitError::Store(error)) => return Err(error.into()),
    }
    let missing = under("/fields", missing);
    Ok(Json(SaveReply {
        version: saved.head.version,
        fields: saved.sections.basic_information,
        missing: missing.iter().map(|error| error.explained(request.locale)).collect(),
    }))
}

impl From<EditRefused> for Problem {
    fn from(refused: EditRefused) -> Self {
        match refused {
            EditRefused::Locked => Self::conflict("application_locked"),
            EditRefused::VersionConflict => Self::conflict("version_conflict"),
        }
    }
}
