//! `view_new_permit`: what a student is to bring after the letter, and where it is
//! (S104).

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use shared_domain::document::{ChecklistSlot, FolderKind as _};
use shared_domain::form::registration::PermitKind;
use shared_domain::permit::{NewPermit, PermitState, Return, Stage};
use shared_domain::registration::RegistrationId;
use shared_domain::registration::papers::Permit;
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, Route, route};
use utoipa::ToSchema;

use crate::store::RegistrationStore;

/// The action.
#[derive(Clone)]
pub struct ViewNewPermit {
    store: RegistrationStore,
}

impl HttpAction for ViewNewPermit {
    const NAME: &'static str = "view_new_permit";

    fn route() -> Route<Self> {
        route!(view_new_permit)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// A new permit as its student sees it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = NewPermit)]
pub struct NewPermitView {
    /// The registration whose letter it is asked for with.
    registration: RegistrationId,
    /// Counts every change; a submission names the version it was made on.
    version: u64,
    /// Where it is on its way.
    state: PermitState,
    /// How often it was submitted.
    round: u32,
    /// What was submitted last; `null` until then.
    permit: Option<PermitView>,
    /// The documents asked for.
    checklist: Vec<ChecklistSlot>,
    /// What is wrong with it; `null` where it was not returned.
    returned: Option<Return>,
    /// Since when it stands on the record.
    closed_at: Option<Timestamp>,
}

/// A visa or residence permit.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PermitPaper)]
pub struct PermitView {
    /// Which of the two.
    kind: PermitKind,
    /// Its number.
    number: String,
    /// Its last day.
    expires: Date,
}

impl From<&Permit> for PermitView {
    fn from(permit: &Permit) -> Self {
        let Permit { kind, number, expires } = permit.clone();
        Self { kind, number, expires }
    }
}

impl NewPermitView {
    pub(super) fn of(permit: &NewPermit) -> Self {
        let (returned, closed_at) = match permit.stage() {
            Stage::Returned { returned, .. } => (Some(returned.clone()), None),
            Stage::Closed { closed_at, .. } => (None, Some(*closed_at)),
            Stage::Draft | Stage::ReadyForReview { .. } => (None, None),
        };
        Self {
            registration: permit.registration(),
            version: permit.version,
            state: permit.stage().state(),
            round: permit.round,
            permit: permit.last().map(|submitted| PermitView::from(&submitted.permit)),
            checklist: permit.folder().checklist,
            returned,
            closed_at,
        }
    }
}

/// Show the new permit that one is to bring after a letter.
#[utoipa::path(
    get,
    path = "/api/registrations/{registrationId}/permit",
    operation_id = "view_new_permit",
    tag = "semester",
    params(("registrationId" = inline(RegistrationId), Path, description = "The registration.")),
    responses(
        (status = 200, description = "The new permit.", body = NewPermitView),
        (status = "4XX", description = "None is expected: no letter was issued.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_new_permit(
    State(action): State<ViewNewPermit>,
    applicant: Applicant,
    Path(id): Path<RegistrationId>,
) -> Result<Json<NewPermitView>, Problem> {
    let permit = action.store.own_permit(applicant.account, &id).await?;
    let permit = permit.ok_or_else(Problem::not_found)?;
    Ok(Json(NewPermitView::of(&permit)))
}
