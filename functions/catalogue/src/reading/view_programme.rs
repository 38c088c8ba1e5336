//! `view_programme`: a programme with the guide that one reads and agrees to
//! before applying (S1, S2).

use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use shared_domain::document::ChecklistSlot;
use shared_domain::form::application::FormSettings;
use shared_domain::ids::ProgrammeId;
use shared_domain::programme::catalogue::{Catalogue, Named};
use shared_domain::programme::eligibility::Eligibility;
use shared_domain::programme::seats::Seats;
use shared_domain::programme::{FundingFee, Guide, StoredProgramme, TeachingLanguage};
use shared_platform::http::{Cacheable, Kept, KeptByClient, Path, ProblemDocument};
use shared_platform::locale::Bilingual;
use shared_platform::slug::Slug;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::ToSchema;

use super::seats_view::SeatsView;
use super::store::CatalogueStore;
use crate::beijing_time;

/// The action.
#[derive(Clone)]
pub struct ViewProgramme {
    store: CatalogueStore,
}

impl HttpAction for ViewProgramme {
    const NAME: &'static str = "view_programme";

    fn route() -> Route<Self> {
        route!(view_programme)
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
    /// The same in Beijing time, as `2027-06-30 24:00`.
    closes_at_beijing: String,
    /// Whether one can apply now.
    open: bool,
    /// Who may pay for it, and the application fee.
    funding_categories: Vec<FundingFee>,
    /// What an applicant reads and agrees to.
    guide: Guide,
    /// What the form asks for beyond what everybody is asked.
    asks: FormSettings,
    /// Whom it admits.
    eligibility: Eligibility,
    /// Whether an application begins with answers about that.
    must_be_checked: bool,
    /// How many can be accepted; `null` where that is not limited.
    seats: Option<SeatsView>,
    /// The documents asked for.
    checklist: Vec<ChecklistSlot>,
    /// When it was taken out of the catalogue; it can be read and not applied for.
    removed_at: Option<Timestamp>,
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
        (status = 304, description = "It is what the client has kept."),
        (status = 404, description = "There is no such programme.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
async fn view_programme(
    State(action): State<ViewProgramme>,
    request: RequestContext,
    client: KeptByClient,
    Path(id): Path<ProgrammeId>,
) -> Result<Cacheable, Problem> {
    let found = action.store.programme_with_lists_and_seats(id).await?;
    let (stored, catalogue, seats) = found.ok_or_else(Problem::not_found)?;
    let view = view(stored, &catalogue.content, seats, request.now);
    Cacheable::new(&view.ok_or_else(Problem::not_found)?, Kept::AMinute, &client)
}

fn view(
    stored: StoredProgramme,
    catalogue: &Catalogue,
    seats: Seats,
    now: Timestamp,
) -> Option<ProgrammeView> {
    let programme = stored.content;
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
        closes_at_beijing: beijing_time::shown(window.closes_at),
        open: stored.removed_at.is_none() && window.is_open(now),
        funding_categories: programme.funding_categories,
        guide: programme.guide,
        asks: programme.asks,
        must_be_checked: programme.eligibility.must_be_checked(),
        eligibility: programme.eligibility,
        seats: SeatsView::of(seats),
        checklist: programme.checklist,
        removed_at: stored.removed_at,
    })
}
