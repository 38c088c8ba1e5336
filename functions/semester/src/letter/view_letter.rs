//! `view_letter`: a letter by its number, with its file to be printed. The viewing is
//! recorded.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Staff, Standings, VisaOfficer};
use shared_platform::downloads::Downloads;
use shared_platform::http::{ProblemDocument, Query};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::{IntoParams, ToSchema};

use super::letter_view::{LetterFile, LetterView};
use super::typed_number::{typed, unknown};
use crate::store::RegistrationStore;

/// The action.
#[derive(Clone)]
pub struct ViewLetter {
    store: RegistrationStore,
    standings: Standings,
    downloads: Downloads,
}

impl HttpAction for ViewLetter {
    const NAME: &'static str = "view_letter";

    fn route() -> Route<Self> {
        route!(view_letter)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        let standings = Standings::of(environment)?;
        Ok(Self { store, standings, downloads: Downloads::of(environment)? })
    }
}

/// Which letter.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LetterQuery {
    /// Its number, however it is typed.
    number: String,
}

/// A letter with its file.
#[derive(Debug, Serialize, ToSchema)]
pub struct LetterWithFile {
    #[serde(flatten)]
    letter: LetterView,
    /// The letter that counts, to be printed.
    file: Option<LetterFile>,
}

/// Show a letter by its number; the viewing is recorded.
///
/// The number of one that was replaced leads to the one that counts.
#[utoipa::path(
    get,
    path = "/api/visa/letters",
    operation_id = "view_letter",
    tag = "semester",
    params(LetterQuery),
    responses(
        (status = 200, description = "The letter.", body = LetterWithFile),
        (status = 422, description = "There is no letter of this number.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing is shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_letter(
    State(action): State<ViewLetter>,
    officer: Staff<VisaOfficer>,
    request: RequestContext,
    Query(asked): Query<LetterQuery>,
) -> Result<Confirmed<Json<LetterWithFile>>, Problem> {
    let number = typed(&asked.number);
    let reading = action.store.public_letter(&number);
    let (officer, letter) = action.standings.confirmed(officer, reading).await?;
    let registration = letter?.ok_or_else(unknown)?.registration;
    let deed = Deed::of(&officer, ViewLetter::NAME, &request);
    // Nothing is shown unless its viewing is recorded, and while the role holds.
    let (found, recorded) = tokio::join!(
        action.store.letter_with_student(&registration),
        action.store.record_letter_viewing(&registration, &number, &deed),
    );
    recorded?;
    let (case, student) = found?.ok_or_else(Problem::not_found)?;
    let file = LetterFile::of(&case, &action.downloads, request.now).await?;
    let letter = LetterView::of(&case, &student);
    Ok(officer.answer(Json(LetterWithFile { letter, file })))
}
