//! `prepare_letter`: a visa officer says how a letter that could not be set is to be
//! printed, and has it issued. Without a spelling it is issued as the record is by now.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::json;
use shared_domain::ids::ReviewId;
use shared_domain::letter::Spelling;
use shared_domain::review::{Decision, Review, Ruling, TASK, said_meanwhile};
use shared_domain::staff::Colleague;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Staff, Standings, VisaOfficer};
use shared_platform::http::{FieldError, Path, ProblemDocument};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::matter::{LetterGrounds, LetterMatter, LetterOutcome, LetterTask};
use super::store::LETTER_CASE;
use crate::store::RegistrationStore;

/// Longest name that is printed, in characters.
const LONGEST_NAME: usize = 100;

/// The action.
#[derive(Clone)]
pub struct PrepareLetter {
    store: RegistrationStore,
    standings: Standings,
}

impl HttpAction for PrepareLetter {
    const NAME: &'static str = "prepare_letter";

    fn route() -> Route<Self> {
        route!(prepare_letter)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// How a letter is to be printed.
#[derive(Debug, Deserialize, ToSchema)]
pub struct LetterPreparation {
    /// How the name is spelled; left out, it is as the record has it by now.
    spelling: Option<Spelling>,
}

/// Say how a letter is to be printed, and have it issued.
///
/// Should it still not be set, there is another task. Said twice, it is said once.
#[utoipa::path(
    post,
    path = "/api/reviews/{reviewId}/letter/decision",
    operation_id = "prepare_letter",
    tag = "semester",
    params(("reviewId" = ReviewId, Path, description = "The task.")),
    request_body = LetterPreparation,
    responses(
        (status = 200, description = "The letter is being issued.", body = Review),
        (status = 409, description = "The task is not the caller's, or decided.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_input`: the name.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn prepare_letter(
    State(action): State<PrepareLetter>,
    officer: Staff<VisaOfficer>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
    Body(body): Body<LetterPreparation>,
) -> Result<Confirmed<Json<Review>>, Problem> {
    let reading = action.store.letter_task(id);
    let (officer, task) = action.standings.confirmed(officer, reading).await?;
    let task = task?.ok_or_else(Problem::not_found)?;
    let spelling = body.spelling.map(checked).transpose()?;
    let decision = Decision { outcome: LetterOutcome::Print, grounds: LetterGrounds { spelling } };
    let by = Colleague::from(&*officer);
    let deed = Deed::of(&officer, PrepareLetter::NAME, &request);
    let task = action.decide(task, &by, &decision, &deed).await?;
    Ok(officer.answer(Json(Review::of(&task, request.now))))
}

impl PrepareLetter {
    async fn decide(
        &self,
        task: LetterTask,
        by: &Colleague,
        decision: &Decision<LetterMatter>,
        deed: &Deed,
    ) -> Result<LetterTask, Problem> {
        let (moved, decision) = match task.decide(by, decision, deed.now())? {
            Ruling::Decided(moved, decision) => (moved, decision),
            // It was said before.
            ruling => return Ok(ruling.into_task()),
        };
        let case = self.store.letter_case(&task.matter().registration).await?;
        let case = case.ok_or_else(Problem::not_found)?;
        let spelling = decision.grounds.spelling.clone();
        let told = json!({ "review": task.id(), "spelled": spelling.is_some() });
        let next = case.spelled(task.id(), spelling)?;
        match self.store.ask_again(&next, Some(&moved), told, deed).await {
            Ok(()) => Ok(moved.into_task()),
            // What changed it meanwhile may be a twin of this request.
            Err(CommitError::Refused(refused)) if refused.is_of(TASK) => {
                said_meanwhile(refused, |task| task.decide(by, &decision, deed.now()))
            }
            Err(CommitError::Refused(refused)) if refused.is_of(LETTER_CASE) => {
                Err(Problem::conflict("changed_meanwhile"))
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// The spelling without spaces around it, or what is wrong with it.
fn checked(spelling: Spelling) -> Result<Spelling, Problem> {
    let trimmed = |name: &str| name.trim().to_owned();
    let spelling = Spelling {
        passport_name: trimmed(&spelling.passport_name),
        chinese_name: spelling.chinese_name.as_deref().map(trimmed).filter(|name| !name.is_empty()),
    };
    let names = [
        ("passportName", Some(&spelling.passport_name)),
        ("chineseName", spelling.chinese_name.as_ref()),
    ];
    let errors = names.into_iter().filter_map(|(field, name)| {
        let code = match name?.chars().count() {
            0 => "required",
            length if length > LONGEST_NAME => "too_long",
            _ => return None,
        };
        Some(FieldError::new(format!("/spelling/{field}"), code))
    });
    let errors: Vec<FieldError> = errors.collect();
    if errors.is_empty() { Ok(spelling) } else { Err(Problem::invalid(errors)) }
}
