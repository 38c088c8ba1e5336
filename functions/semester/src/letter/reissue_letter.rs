//! `reissue_letter`: a visa officer has a letter issued once more: it was lost, or the
//! record was corrected. The new one replaces the one before.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::json;
use shared_domain::registration::RegistrationId;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Staff, Standings, VisaOfficer};
use shared_platform::http::{FieldError, Path, ProblemDocument};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::letter_view::LetterView;
use super::store::LETTER_CASE;
use crate::store::RegistrationStore;

/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// The action.
#[derive(Clone)]
pub struct ReissueLetter {
    store: RegistrationStore,
    standings: Standings,
}

impl HttpAction for ReissueLetter {
    const NAME: &'static str = "reissue_letter";

    fn route() -> Route<Self> {
        route!(reissue_letter)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// Why a letter is issued once more.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReissueRequest {
    /// The reason, for colleagues.
    reason: String,
    /// The number of the letter that is replaced: asked twice, it is replaced once.
    number: String,
}

/// Have a letter issued once more, in the place of the one before.
#[utoipa::path(
    post,
    path = "/api/visa/registrations/{registrationId}/letter",
    operation_id = "reissue_letter",
    tag = "semester",
    params(("registrationId" = inline(RegistrationId), Path, description = "The registration that it is for.")),
    request_body = ReissueRequest,
    responses(
        (status = 200, description = "It is being issued.", body = LetterView),
        (status = 409, description = "None was issued, one is being made, or another one counts.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_input`: the reason.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn reissue_letter(
    State(action): State<ReissueLetter>,
    officer: Staff<VisaOfficer>,
    request: RequestContext,
    Path(registration): Path<RegistrationId>,
    Body(body): Body<ReissueRequest>,
) -> Result<Confirmed<Json<LetterView>>, Problem> {
    let reading = action.store.letter_with_student(&registration);
    let (officer, found) = action.standings.confirmed(officer, reading).await?;
    let reason = reason(&body.reason)?;
    let (case, student) = found?.ok_or_else(Problem::not_found)?;
    if case.letter().is_none_or(|letter| letter.number != body.number) {
        return Err(Problem::conflict("letter_replaced"));
    }
    if !student.state.is_on_roster() {
        return Err(Problem::conflict("not_on_roster"));
    }
    let next = case.reissued()?;
    let told = json!({ "replaces": body.number, "reason": reason });
    let deed = Deed::of(&officer, ReissueLetter::NAME, &request);
    match action.store.ask_again(&next, None, told, &deed).await {
        Ok(()) => Ok(officer.answer(Json(LetterView::of(&next, &student)))),
        Err(CommitError::Refused(refused)) if refused.is_of(LETTER_CASE) => {
            Err(Problem::conflict("changed_meanwhile"))
        }
        Err(error) => Err(error.into()),
    }
}

fn reason(text: &str) -> Result<&str, Problem> {
    let text = text.trim();
    let code = match text.chars().count() {
        0 => "required",
        length if length > LONGEST_REASON => "too_long",
        _ => return Ok(text),
    };
    Err(FieldError::new("/reason", code).into())
}
