//! `view_catalogue`: the lists that a search begins with (S31-S33).

use axum::extract::State;
use serde::Serialize;
use shared_domain::programme::TeachingLanguage;
use shared_domain::programme::catalogue::{Catalogue, Intake, Named};
use shared_domain::programme::office::Office;
use shared_platform::http::{Cacheable, Kept, KeptByClient, ProblemDocument};
use shared_platform::locale::Bilingual;
use shared_platform::slug::Slug;
use shared_platform::{Environment, HttpAction, InitError, Problem, Route, route};
use utoipa::ToSchema;

use super::store::CatalogueStore;

/// The action.
#[derive(Clone)]
pub struct ViewCatalogue {
    store: CatalogueStore,
}

impl HttpAction for ViewCatalogue {
    const NAME: &'static str = "view_catalogue";

    fn route() -> Route<Self> {
        route!(view_catalogue)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = CatalogueStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// The lists that an applicant chooses from.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Catalogue)]
pub struct CatalogueView {
    /// When studies begin, and when one can apply for that.
    intakes: Vec<Intake>,
    /// Who pays for the studies, each with what one can be admitted as under it.
    funding_categories: Vec<FundingCategoryView>,
    /// The departments.
    departments: Vec<Named>,
    /// The languages of teaching.
    teaching_languages: [TeachingLanguage; 4],
    /// The admissions office, its calendar and how to reach it.
    office: Option<Office>,
}

/// Who pays for the studies, with what one can be admitted as under it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CatalogueFundingCategory)]
pub struct FundingCategoryView {
    id: Slug,
    name: Bilingual,
    admission_types: Vec<Named>,
}

impl From<Catalogue> for CatalogueView {
    fn from(catalogue: Catalogue) -> Self {
        let named = |id: &Slug| catalogue.admission_type(id).cloned();
        let categories = catalogue.funding_categories.iter().map(|category| FundingCategoryView {
            id: category.id.clone(),
            name: category.name.clone(),
            admission_types: category.admission_types.iter().filter_map(named).collect(),
        });
        Self {
            funding_categories: categories.collect(),
            intakes: catalogue.intakes,
            departments: catalogue.departments,
            teaching_languages: TeachingLanguage::ALL,
            office: catalogue.office,
        }
    }
}

/// List what programmes are chosen by, and the office.
#[utoipa::path(
    get,
    path = "/api/catalogue",
    operation_id = "view_catalogue",
    tag = "admissions",
    responses(
        (status = 200, description = "What one can choose from.", body = CatalogueView),
        (status = 304, description = "It is what the client has kept."),
        (status = "5XX", description = "Try again.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
async fn view_catalogue(
    State(action): State<ViewCatalogue>,
    client: KeptByClient,
) -> Result<Cacheable, Problem> {
    let stored = action.store.catalogue().await?;
    Cacheable::new(&CatalogueView::from(stored.content), Kept::AMinute, &client)
}
