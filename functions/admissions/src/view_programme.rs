//! `view_programme`: a programme with the guide that one reads and agrees to
//! before applying (S1, S2).

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use shared::application::ChecklistSlot;
use shared::http::{Path, ProblemDocument};
use shared::ids::ProgrammeId;
use shared::locale::Bilingual;
use shared::slug::Slug;
use shared::{Environment, HttpAction, InitError, Problem, RequestContext};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::catalogue::{Catalogue, Named};
use crate::programme::{FundingFee, Guide, Programme, TeachingLanguage};
use crate::store::CatalogueStore;

/// The action.
#[derive(Clone)]
pub struct ViewProgramme {
    store: CatalogueStore,
}

impl HttpAction for ViewProgramme {
    const NAME: &'static str = "view_programme";

    fn routes() -> OpenApiRouter<Self> {
        OpenApiRouter::new().routes(routes!(view_programme))
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = CatalogueStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// A programme, whole.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Programme)]
pub struct ProgrammeView {
    id: ProgrammeId,
    name: Bilingual,
    department: Named,
    major: Bilingual,
    research_area: Option<Bilingual>,
    teaching_language: TeachingLanguage,
    intake: Slug,
    admission_type: Slug,
    /// How long it takes, in months.
    duration_months: u32,
    /// The instant at which applying is over.
    closes_at: Timestamp,
    /// Whether one can apply now.
    open: bool,
    /// Who may pay for it, and the application fee.
    funding_categories: Vec<FundingFee>,
    /// What an applicant reads and agrees to.
    guide: Guide,
    /// The documents asked for.
    checklist: Vec<ChecklistSlot>,
}

/// Show a programme with its guide and checklist.
#[utoipa::path(
    get,
    path = "/api/programmes/{programmeId}",
    operation_id = "view_programme",
    tag = "admissions",
    params(("programmeId" = ProgrammeId, Path, description = "The programme.")),
    responses(
        (status = 200, description = "The programme.", body = ProgrammeView),
        (status = 404, description = "There is no such programme.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
async fn view_programme(
    State(action): State<ViewProgramme>,
    request: RequestContext,
    Path(id): Path<ProgrammeId>,
) -> Result<Json<ProgrammeView>, Problem> {
    let (stored, catalogue) = action.store.programme_with_lists(id).await?;
    let programme = stored.ok_or_else(Problem::not_found)?.content;
    let view = view(programme, &catalogue.content, request.now);
    view.map(Json).ok_or_else(Problem::not_found)
}

fn view(programme: Programme, catalogue: &Catalogue, now: Timestamp) -> Option<ProgrammeView> {
    let window = catalogue.intake(&programme.intake)?.window(programme.closes_at);
    Some(ProgrammeView {
        id: programme.id(),
        name: programme.name,
        department: catalogue.department(&programme.department)?.clone(),
        major: programme.major,
        research_area: programme.research_area,
        teaching_language: programme.teaching_language,
        intake: programme.intake,
        admission_type: programme.admission_type,
        duration_months: programme.duration_months,
        closes_at: window.closes_at,
        open: window.is_open(now),
        funding_categories: programme.funding_categories,
        guide: programme.guide,
        checklist: programme.checklist,
    })
}
