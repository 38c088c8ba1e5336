//! `view_status`: where an application is, what has happened to it, and what is
//! next, by whom and until when (S67).

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use shared_domain::ids::ApplicationId;
use shared_domain::programme::office::Office;
use shared_platform::auth::Applicant;
use shared_platform::clock::beijing_date;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{
    Environment, HttpAction, InitError, Locale, Problem, RequestContext, Route, route, texts,
};
use utoipa::ToSchema;

use super::application_view::ApplicationSummary;
use super::status::{By, Next, Step};
use super::store::CatalogueStore;
use crate::application::{Application, HistoryEntry};
use crate::store::ApplicationStore;

/// The action.
#[derive(Clone)]
pub struct ViewStatus {
    catalogue: CatalogueStore,
    store: ApplicationStore,
}

impl HttpAction for ViewStatus {
    const NAME: &'static str = "view_status";

    fn route() -> Route<Self> {
        route!(view_status)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ApplicationStore::of(environment)?;
        store.warm().await;
        Ok(Self { catalogue: CatalogueStore::of(environment)?, store })
    }
}

/// The status of an application.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApplicationStatus {
    /// What stands in a list.
    #[serde(flatten)]
    summary: ApplicationSummary,
    /// What happened to it, the earliest first.
    history: Vec<HistoryEntry>,
    /// What it waits for.
    next: NextView,
}

/// What an application waits for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = StatusNext)]
pub struct NextView {
    /// Who has to do something.
    by: By,
    /// What.
    what: Step,
    /// The same in words.
    text: String,
    /// Until when it has to be done; `null` where it is not limited.
    until: Option<Timestamp>,
    /// The day in Beijing by which the office means to be done; `null` where
    /// nothing is promised.
    expected_on: Option<Date>,
}

/// Show where an application is and what is next.
#[utoipa::path(
    get,
    path = "/api/applications/{applicationId}/status",
    operation_id = "view_status",
    tag = "admissions",
    params(("applicationId" = ApplicationId, Path, description = "The application.")),
    responses(
        (status = 200, description = "The status.", body = ApplicationStatus),
        (status = "4XX", description = "It cannot be shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_status(
    State(action): State<ViewStatus>,
    applicant: Applicant,
    request: RequestContext,
    Path(id): Path<ApplicationId>,
) -> Result<Json<ApplicationStatus>, Problem> {
    let found = action.store.application_with_lists(&action.catalogue, applicant.account, id);
    let (application, catalogue) = found.await?;
    let application = application.ok_or_else(Problem::not_found)?;
    let office = catalogue.content.office;
    let today = beijing_date(request.now);
    Ok(Json(ApplicationStatus::of(application, office.as_ref(), today, request.locale)))
}

impl ApplicationStatus {
    fn of(application: Application, office: Option<&Office>, today: Date, locale: Locale) -> Self {
        let Next { by, what, until, expected_on } = Next::of(&application, office, today);
        let text = texts::text(locale, what.text_name());
        let next = NextView { by, what, text, until, expected_on };
        Self { history: application.history.clone(), next, summary: application.into() }
    }
}
