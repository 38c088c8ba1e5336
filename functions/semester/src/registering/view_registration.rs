//! `view_registration`: a student's registration of a semester, whole; until anything
//! is saved, as it begins: with what is known and what was approved last.

use axum::Json;
use axum::extract::State;
use shared_domain::registration::RegistrationId;
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use super::registration_view::RegistrationView;
use crate::store::RegistrationStore;
use crate::windows::availability::OfficeDay;

/// The action.
#[derive(Clone)]
pub struct ViewRegistration {
    store: RegistrationStore,
}

impl HttpAction for ViewRegistration {
    const NAME: &'static str = "view_registration";

    fn route() -> Route<Self> {
        route!(view_registration)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// Show one's registration of a semester.
///
/// What nobody has saved yet is shown as it begins. Its id stands in
/// `registration-window`.
#[utoipa::path(
    get,
    path = "/api/registrations/{registrationId}",
    operation_id = "view_registration",
    tag = "semester",
    params(("registrationId" = inline(RegistrationId), Path, description = "The registration.")),
    responses(
        (status = 200, description = "The registration.", body = RegistrationView),
        (status = "4XX", description = "It cannot be shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_registration(
    State(action): State<ViewRegistration>,
    applicant: Applicant,
    request: RequestContext,
    Path(id): Path<RegistrationId>,
) -> Result<Json<RegistrationView>, Problem> {
    let account = applicant.account;
    let (own, office) = tokio::try_join!(action.store.own(account, &id), action.store.office())?;
    let own = own.ok_or_else(Problem::not_found)?;
    let circumstances = own.circumstances();
    let registration = own.registration(account, &circumstances, request.now);
    let office = OfficeDay::of(office.as_ref(), request.now);
    let (now, locale) = (request.now, request.locale);
    let view = RegistrationView::of(&registration, &own, &circumstances, office, now, locale);
    Ok(Json(view))
}
