//! `change_category`: staff move an application to another funding category of
//! its programme, because the applicant has written to the office (S70).

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared_domain::ids::ApplicationId;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Reviewer, Staff, Standings};
use shared_platform::http::{FieldError, Path, ProblemDocument};
use shared_platform::ids::AccountId;
use shared_platform::slug::Slug;
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::application_view::ApplicationSummary;
use super::store::{CatalogueStore, CategoryChange};
use crate::application::CategoryRefused;
use crate::store::{APPLICATION, ApplicationStore};
use crate::wording::{LONGEST_NOTE, required_text};

/// The action.
#[derive(Clone)]
pub struct ChangeCategory {
    catalogue: CatalogueStore,
    store: ApplicationStore,
    standings: Standings,
}

impl HttpAction for ChangeCategory {
    const NAME: &'static str = "change_category";

    fn route() -> Route<Self> {
        route!(change_category)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let catalogue = CatalogueStore::of(environment)?;
        let store = ApplicationStore::of(environment)?;
        store.warm().await;
        Ok(Self { catalogue, store, standings: Standings::of(environment)? })
    }
}

/// A change of the funding category.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CategoryRequest {
    /// The funding category: one that the programme is open to.
    funding_category: Slug,
    /// Why, as the applicant is told.
    reason: String,
    /// The version of the application that was seen.
    version: u64,
}

/// Move an application to another funding category of its programme.
#[utoipa::path(
    put,
    path = "/api/staff/applicants/{accountId}/applications/{applicationId}/category",
    operation_id = "change_category",
    tag = "admissions",
    params(
        ("accountId" = AccountId, Path, description = "The applicant."),
        ("applicationId" = ApplicationId, Path, description = "The application."),
    ),
    request_body = CategoryRequest,
    responses(
        (status = 200, description = "It is under this category.", body = ApplicationSummary),
        (status = 409, description = "It is decided or withdrawn, or changed since it was read.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn change_category(
    State(action): State<ChangeCategory>,
    reviewer: Staff<Reviewer>,
    request: RequestContext,
    Path((account, id)): Path<(AccountId, ApplicationId)>,
    Body(body): Body<CategoryRequest>,
) -> Result<Confirmed<Json<ApplicationSummary>>, Problem> {
    let reason = required_text("/reason", &body.reason, LONGEST_NOTE)?;
    let reading = action.store.application(account, id);
    let (reviewer, application) = action.standings.confirmed(reviewer, reading).await?;
    let application = application?.ok_or_else(Problem::not_found)?;
    let programme = application.head.programme.id;
    let (programme, catalogue) = action.catalogue.programme_with_lists(programme).await?;
    let offered =
        programme.as_ref().and_then(|found| found.content.funding(&body.funding_category));
    let name = catalogue.content.funding_category(&body.funding_category);
    let (Some(offered), Some(name)) = (offered, name) else {
        return Err(Problem::from(FieldError::new("/fundingCategory", "not_offered")));
    };
    let Some(changed) = application.change_category(offered, body.version, request.now)? else {
        return Ok(reviewer.answer(Json(application.into())));
    };
    let change = CategoryChange { before: &application, after: &changed, name: &name.name, reason };
    let deed = Deed::of(&reviewer, ChangeCategory::NAME, &request);
    match action.store.change_category(change, &deed).await {
        Ok(()) => Ok(reviewer.answer(Json(changed.into()))),
        Err(CommitError::Refused(refused)) if refused.is_of(APPLICATION) => {
            let present = refused.at(APPLICATION)?.ok_or_else(Problem::not_found)?;
            match present.change_category(offered, body.version, request.now)? {
                // A twin of this request was faster.
                None => Ok(reviewer.answer(Json(present.into()))),
                Some(_) => Err(present.conflict(body.version).into()),
            }
        }
        Err(error) => Err(error.into()),
    }
}

impl From<CategoryRefused> for Problem {
    fn from(refused: CategoryRefused) -> Self {
        match refused {
            CategoryRefused::Over(_) => Self::conflict("application_over"),
            CategoryRefused::Changed(refused) => refused.into(),
        }
    }
}
