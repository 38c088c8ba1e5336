//! `mark_letter_collected`: staff mark a letter as collected, with its number alone
//! (S103).

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared_domain::letter::{LetterCase, Stage};
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Staff, Standings, VisaOfficer};
use shared_platform::http::ProblemDocument;
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::letter_view::LetterView;
use super::store::LETTER_CASE;
use super::typed_number::{typed, unknown};
use crate::store::RegistrationStore;

/// The action.
#[derive(Clone)]
pub struct MarkLetterCollected {
    store: RegistrationStore,
    standings: Standings,
}

impl HttpAction for MarkLetterCollected {
    const NAME: &'static str = "mark_letter_collected";

    fn route() -> Route<Self> {
        route!(mark_letter_collected)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// Which letter was collected.
#[derive(Debug, Deserialize, ToSchema)]
pub struct CollectedLetter {
    /// Its number, however it is typed.
    number: String,
}

/// Mark a letter as collected.
///
/// Said twice, it is said once.
#[utoipa::path(
    post,
    path = "/api/visa/collections",
    operation_id = "mark_letter_collected",
    tag = "semester",
    request_body = CollectedLetter,
    responses(
        (status = 200, description = "It is collected.", body = LetterView),
        (status = 409, description = "Another letter has replaced it, or is being made.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "There is no letter of this number.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn mark_letter_collected(
    State(action): State<MarkLetterCollected>,
    officer: Staff<VisaOfficer>,
    request: RequestContext,
    Body(body): Body<CollectedLetter>,
) -> Result<Confirmed<Json<LetterView>>, Problem> {
    let number = typed(&body.number);
    let reading = action.store.letter_of_number(&number);
    let (officer, found) = action.standings.confirmed(officer, reading).await?;
    let (case, student) = found?.ok_or_else(unknown)?;
    let deed = Deed::of(&officer, MarkLetterCollected::NAME, &request);
    let case = action.collected(case, &number, &deed).await?;
    Ok(officer.answer(Json(LetterView::of(&case, &student))))
}

impl MarkLetterCollected {
    async fn collected(
        &self,
        case: LetterCase,
        number: &str,
        deed: &Deed,
    ) -> Result<LetterCase, Problem> {
        if case.letter().is_none_or(|letter| letter.number != number) {
            return Err(Problem::conflict("letter_replaced"));
        }
        if let Stage::Collected { .. } = case.stage() {
            return Ok(case);
        }
        let next = case.collected(deed.now())?;
        match self.store.collect(&next, deed).await {
            Ok(()) => Ok(next),
            Err(CommitError::Refused(refused)) if refused.is_of(LETTER_CASE) => {
                Err(Problem::conflict("changed_meanwhile"))
            }
            Err(error) => Err(error.into()),
        }
    }
}
