//! `find_programmes`: the programmes of an intake, a funding category and an
//! admission type, narrowed by department, language, words and what is open (S31-S35).

use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::ids::ProgrammeId;
use shared_domain::programme::TeachingLanguage;
use shared_domain::programme::catalogue::{Catalogue, Named};
use shared_platform::http::{Cacheable, FieldError, Kept, KeptByClient, ProblemDocument, Query};
use shared_platform::locale::Bilingual;
use shared_platform::money::Money;
use shared_platform::slug::Slug;
use shared_platform::store::Cursor;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::{IntoParams, ToSchema};

use super::store::{CatalogueStore, OfferingsOf};
use crate::offering::Offering;

/// Rows of a page.
const PAGE: i32 = 20;
/// Rows looked at for a page when more than its keys narrows the search: such
/// a page may show fewer, and costs the same whatever the catalogue's size.
const LOOKED_AT: i32 = 100;
/// Longest text to search for, in characters.
const LONGEST_TEXT: usize = 100;

/// The action.
#[derive(Clone)]
pub struct FindProgrammes {
    store: CatalogueStore,
}

impl HttpAction for FindProgrammes {
    const NAME: &'static str = "find_programmes";

    fn route() -> Route<Self> {
        route!(find_programmes)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = CatalogueStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// What to look for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct Search {
    /// When the studies begin.
    intake: Slug,
    /// Who pays for the studies.
    funding_category: Slug,
    /// What one is admitted as.
    admission_type: Slug,
    /// Only programmes of this department.
    department: Option<Slug>,
    /// Only programmes taught in this language.
    teaching_language: Option<TeachingLanguage>,
    /// Only programmes that one can apply for now.
    #[serde(default)]
    open: bool,
    /// Only programmes whose name, major or research area has all these words,
    /// in either language.
    text: Option<String>,
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
}

/// A page of programmes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgrammeList {
    /// The programmes; a narrowed page may have few or none, and more may follow.
    items: Vec<ProgrammeSummary>,
    /// Where the next page begins; `null` after the last.
    next: Option<String>,
}

/// A programme under one funding category.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProgrammeSummary {
    id: ProgrammeId,
    name: Bilingual,
    department: Named,
    major: Bilingual,
    research_area: Option<Bilingual>,
    teaching_language: TeachingLanguage,
    intake: Slug,
    /// How long it takes, in months.
    duration_months: u32,
    /// The application fee; `null` where it is waived.
    fee: Option<Money>,
    /// The instant at which applying is over.
    closes_at: Timestamp,
    /// Whether one can apply now.
    open: bool,
}

/// Find programmes of an intake, a funding category and an admission type.
#[utoipa::path(
    get,
    path = "/api/programmes",
    operation_id = "find_programmes",
    tag = "admissions",
    params(Search),
    responses(
        (status = 200, description = "A page of programmes.", body = ProgrammeList),
        (status = 304, description = "It is what the client has kept."),
        (status = "4XX", description = "The search cannot be done.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
async fn find_programmes(
    State(action): State<FindProgrammes>,
    request: RequestContext,
    client: KeptByClient,
    Query(search): Query<Search>,
) -> Result<Cacheable, Problem> {
    let text = search.text.as_deref().unwrap_or_default();
    if text.chars().count() > LONGEST_TEXT {
        return Err(Problem::from(FieldError::new("/text", "too_long")));
    }
    let cursor = search.cursor.as_deref().map(Cursor::parse).transpose();
    let cursor = cursor.map_err(|_| Problem::malformed("invalid_cursor"))?;
    let narrowed = search.open || search.teaching_language.is_some() || !text.trim().is_empty();
    let rows = OfferingsOf {
        intake: &search.intake,
        funding_category: &search.funding_category,
        admission_type: &search.admission_type,
        department: search.department.as_ref(),
    };
    let limit = if narrowed { LOOKED_AT } else { PAGE };
    let (page, catalogue) =
        tokio::try_join!(action.store.offerings(rows, limit, cursor), action.store.catalogue())?;
    let wanted = |offering: &Offering| {
        search.teaching_language.is_none_or(|language| offering.teaching_language == language)
            && offering.mentions(text)
    };
    let found = page.items.into_iter().filter(wanted);
    let items = found
        .filter_map(|offering| summary(offering, &catalogue.content, request.now))
        .filter(|summary| summary.open || !search.open);
    let list = ProgrammeList { items: items.collect(), next: page.next.map(|next| next.text()) };
    Cacheable::new(&list, Kept::AMinute, &client)
}

/// The row with the names that stand in the catalogue; nothing when the
/// catalogue does not know its intake or department.
fn summary(offering: Offering, catalogue: &Catalogue, now: Timestamp) -> Option<ProgrammeSummary> {
    let window = catalogue.intake(&offering.intake)?.window(offering.closes_at);
    Some(ProgrammeSummary {
        id: offering.id,
        name: offering.name,
        department: catalogue.department(&offering.department)?.clone(),
        major: offering.major,
        research_area: offering.research_area,
        teaching_language: offering.teaching_language,
        intake: offering.intake,
        duration_months: offering.duration_months,
        fee: offering.fee,
        closes_at: window.closes_at,
        open: window.is_open(now),
    })
}
