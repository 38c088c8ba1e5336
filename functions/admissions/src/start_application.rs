//! `start_application`: an applicant who has read and agreed to a programme's
//! guide begins an application (S29-S34); one is active per intake (S68, S69).

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared::application::ProgrammeName;
use shared::audit::Occasion;
use shared::auth::Applicant;
use shared::http::{FieldError, IdempotencyKey, ProblemDocument};
use shared::ids::{ApplicationId, ProgrammeId};
use shared::slug::Slug;
use shared::store::IdempotentRequest;
use shared::{Body, Environment, HttpAction, InitError, Problem, RequestContext};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::application::{Application, Choice};
use crate::application_view::ApplicationView;
use crate::catalogue::Catalogue;
use crate::programme::Programme;
use crate::store::{ApplicationStore, CatalogueStore};

/// The action.
#[derive(Clone)]
pub struct StartApplication {
    catalogue: CatalogueStore,
    store: ApplicationStore,
}

impl HttpAction for StartApplication {
    const NAME: &'static str = "start_application";

    fn routes() -> OpenApiRouter<Self> {
        OpenApiRouter::new().routes(routes!(start_application))
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let catalogue = CatalogueStore::of(environment)?;
        catalogue.warm().await;
        Ok(Self { catalogue, store: ApplicationStore::of(environment)? })
    }
}

/// What to apply for.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StartRequest {
    /// The programme.
    programme_id: ProgrammeId,
    /// Who pays for the studies.
    funding_category: Slug,
    /// What the applicant is to be admitted as.
    admission_type: Slug,
    /// When the studies begin.
    intake: Slug,
    /// The version of the guide that the applicant has read and agrees to.
    guide_version: Slug,
}

/// Agree to a programme's guide and start an application.
#[utoipa::path(
    post,
    path = "/api/applications",
    operation_id = "start_application",
    tag = "admissions",
    params(("Idempotency-Key" = String, Header, description = "New for each application, repeated with a retry.")),
    request_body = StartRequest,
    responses(
        (status = 201, description = "The draft.", body = ApplicationView),
        (status = 409, description = "Another application is active, the guide has changed, or applying is over.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn start_application(
    State(action): State<StartApplication>,
    applicant: Applicant,
    key: IdempotencyKey,
    request: RequestContext,
    Body(body): Body<StartRequest>,
) -> Result<(StatusCode, Json<ApplicationView>), Problem> {
    let (programme, catalogue) = action.catalogue.programme_with_lists(body.programme_id).await?;
    let programme =
        programme.ok_or_else(|| not_offered("/programmeId", "unknown_programme"))?.content;
    let choice = choose(&body, programme, &catalogue.content, request.now)?;
    let application =
        Application::start(ApplicationId::new(), applicant.account, choice, request.now);

    let once = IdempotentRequest::new(applicant.account, StartApplication::NAME, &key, &body)?;
    let occasion = Occasion::from(&request);
    let started = action.store.start(&action.catalogue, &application, &once, &occasion).await?;
    let reply = ApplicationView::of(started, request.now, request.locale);
    Ok((StatusCode::CREATED, Json(reply)))
}

/// The choice, if the catalogue offers it now (S31-S35) and the guide agreed to
/// is the one in force (S30).
fn choose(
    body: &StartRequest,
    programme: Programme,
    catalogue: &Catalogue,
    now: Timestamp,
) -> Result<Choice, Problem> {
    if body.intake != programme.intake {
        return Err(not_offered("/intake", "not_offered"));
    }
    if body.admission_type != programme.admission_type {
        return Err(not_offered("/admissionType", "not_offered"));
    }
    let funding = programme
        .funding(&body.funding_category)
        .ok_or_else(|| not_offered("/fundingCategory", "not_offered"))?;
    let fee = funding.fee;
    let intake =
        catalogue.intake(&body.intake).ok_or_else(|| not_offered("/intake", "not_offered"))?;
    if !intake.window(programme.closes_at).is_open(now) {
        return Err(Problem::conflict("intake_closed"));
    }
    if body.guide_version != programme.guide.version {
        return Err(Problem::conflict("guide_changed"));
    }
    Ok(Choice {
        programme: ProgrammeName { id: programme.id(), name: programme.name },
        funding_category: body.funding_category.clone(),
        admission_type: programme.admission_type,
        intake: programme.intake,
        intake_starts: intake.starts_on,
        duration_months: programme.duration_months,
        asks: programme.asks,
        guide_version: programme.guide.version,
        fee,
        checklist: programme.checklist,
    })
}

fn not_offered(pointer: &str, code: &'static str) -> Problem {
    Problem::invalid(vec![FieldError::new(pointer, code)])
}
