//! `view_guide`: a guide as it was published under a version. What somebody
//! agreed to stays readable, whatever became of the programme (S6).

use axum::extract::State;
use serde::Serialize;
use shared_domain::application::ProgrammeName;
use shared_domain::ids::ProgrammeId;
use shared_domain::programme::Guide;
use shared_platform::http::{Cacheable, Kept, KeptByClient, Path, ProblemDocument};
use shared_platform::slug::Slug;
use shared_platform::{Environment, HttpAction, InitError, Problem, Route, route};
use utoipa::ToSchema;

use super::store::CatalogueStore;

/// The action.
#[derive(Clone)]
pub struct ViewGuide {
    store: CatalogueStore,
}

impl HttpAction for ViewGuide {
    const NAME: &'static str = "view_guide";

    fn route() -> Route<Self> {
        route!(view_guide)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = CatalogueStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// A guide as it was published.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublishedGuide)]
pub struct GuideView {
    /// The programme, by the name it had then.
    programme: ProgrammeName,
    /// The guide.
    guide: Guide,
}

/// Show a guide as it was published under a version.
#[utoipa::path(
    get,
    path = "/api/programmes/{programmeId}/guides/{version}",
    operation_id = "view_guide",
    tag = "admissions",
    params(
        ("programmeId" = ProgrammeId, Path, description = "The programme."),
        ("version" = Slug, Path, description = "The version of the guide."),
    ),
    responses(
        (status = 200, description = "The guide.", body = GuideView),
        (status = 304, description = "It is what the client has kept."),
        (status = 404, description = "There is no such guide.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
async fn view_guide(
    State(action): State<ViewGuide>,
    client: KeptByClient,
    Path((id, version)): Path<(ProgrammeId, Slug)>,
) -> Result<Cacheable, Problem> {
    let published = action.store.guide(id, &version).await?.ok_or_else(Problem::not_found)?;
    let programme = ProgrammeName { id, name: published.programme };
    Cacheable::new(&GuideView { programme, guide: published.guide }, Kept::AYear, &client)
}
