//! `view_letter_settings`: what the office has set about letters.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared_platform::auth::{Confirmed, Staff, Standings, VisaOfficer};
use shared_platform::http::ProblemDocument;
use shared_platform::{Environment, HttpAction, InitError, Problem, Route, route};
use utoipa::ToSchema;

use super::settings::LetterSettings;
use crate::store::RegistrationStore;

/// The action.
#[derive(Clone)]
pub struct ViewLetterSettings {
    store: RegistrationStore,
    standings: Standings,
}

impl HttpAction for ViewLetterSettings {
    const NAME: &'static str = "view_letter_settings";

    fn route() -> Route<Self> {
        route!(view_letter_settings)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// What is set.
#[derive(Debug, Serialize, ToSchema)]
pub struct LetterSettingsReply {
    /// The settings; `null` until they are set, and no letter can be issued.
    settings: Option<LetterSettings>,
}

/// Show what is set about letters.
#[utoipa::path(
    get,
    path = "/api/visa/letter-settings",
    operation_id = "view_letter_settings",
    tag = "semester",
    responses(
        (status = 200, description = "The settings.", body = LetterSettingsReply),
        (status = "4XX", description = "They cannot be seen.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_letter_settings(
    State(action): State<ViewLetterSettings>,
    officer: Staff<VisaOfficer>,
) -> Result<Confirmed<Json<LetterSettingsReply>>, Problem> {
    let reading = action.store.letter_settings();
    let (officer, settings) = action.standings.confirmed(officer, reading).await?;
    Ok(officer.answer(Json(LetterSettingsReply { settings: settings? })))
}
