//! `set_letter_settings`: a visa officer sets who writes letters, how long they are
//! good, and where and when they are collected (S103).

use axum::Json;
use axum::extract::State;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Staff, Standings, VisaOfficer};
use shared_platform::http::ProblemDocument;
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};

use super::settings::LetterSettings;
use super::store::SETTINGS;
use crate::store::RegistrationStore;

/// The action.
#[derive(Clone)]
pub struct SetLetterSettings {
    store: RegistrationStore,
    standings: Standings,
}

impl HttpAction for SetLetterSettings {
    const NAME: &'static str = "set_letter_settings";

    fn route() -> Route<Self> {
        route!(set_letter_settings)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// Set what letters say and how they are collected.
///
/// Letters that were issued stay as they are, and so do slots that are booked.
#[utoipa::path(
    put,
    path = "/api/visa/letter-settings",
    operation_id = "set_letter_settings",
    tag = "semester",
    request_body = LetterSettings,
    responses(
        (status = 200, description = "The settings.", body = LetterSettings),
        (status = 409, description = "Somebody else has changed them.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_input`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn set_letter_settings(
    State(action): State<SetLetterSettings>,
    officer: Staff<VisaOfficer>,
    request: RequestContext,
    Body(form): Body<LetterSettings>,
) -> Result<Confirmed<Json<LetterSettings>>, Problem> {
    // Who has lost the role does not learn by what is refused.
    let (officer, settings) = action.standings.confirmed(officer, async { form.checked() }).await?;
    let settings = settings.map_err(Problem::invalid)?;
    let deed = Deed::of(&officer, SetLetterSettings::NAME, &request);
    match action.store.set_letters(&settings, &deed).await {
        Ok(()) => Ok(officer.answer(Json(settings))),
        Err(CommitError::Refused(refused)) if refused.is_of(SETTINGS) => {
            Err(Problem::conflict("changed_meanwhile"))
        }
        Err(error) => Err(error.into()),
    }
}
