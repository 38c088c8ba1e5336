//! `verify_letter`: whoever has a letter before them learns whether it is one of ours,
//! and good: valid, replaced (by which is not said) or expired. Asked for is the
//! number, and the code of the QR code or the one that is typed; without the right one
//! the answer is "not known", as for a number that there is not.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_domain::letter::{PublicLetter, Validity};
use shared_letter::{CheckCode, LetterNumber, VerificationCode};
use shared_platform::auth::Visitor;
use shared_platform::clock::beijing_date;
use shared_platform::http::ProblemDocument;
use shared_platform::limits::{Limit, RateLimits};
use shared_platform::secret::hash_of_secret;
use shared_platform::store::StoreError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use subtle::ConstantTimeEq as _;
use utoipa::ToSchema;

use crate::store::RegistrationStore;

/// Questions from one address, as tries to sign in: thirty at once, then one in ten
/// seconds.
const PER_ADDRESS: Limit = Limit { kind: "letter_check_address", burst: 30, refill_seconds: 10 };
/// Codes that are typed for one number, wherever from: ten at once, then one in a
/// minute. At that pace one of 2^50 is not found.
const PER_NUMBER: Limit = Limit { kind: "letter_check_number", burst: 10, refill_seconds: 60 };

/// The action.
#[derive(Clone)]
pub struct VerifyLetter {
    store: RegistrationStore,
    limits: RateLimits,
}

impl HttpAction for VerifyLetter {
    const NAME: &'static str = "verify_letter";

    fn route() -> Route<Self> {
        route!(verify_letter)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, limits: RateLimits::of(environment)? })
    }
}

/// What stands on a letter.
#[derive(Deserialize, ToSchema)]
pub struct LetterQuestion {
    /// Its number, however it is typed.
    number: String,
    /// Its check code, or what its QR code holds behind the number.
    code: String,
}

/// Whether it is good.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LetterAnswer {
    /// Whether it is.
    state: Validity,
    /// Its number; `null` where it is not known.
    number: Option<String>,
    /// The initials of the name that must stand on it; `null` where it is not known.
    initials: Option<String>,
    /// The last day on which it is good; `null` where it is not known.
    valid_until: Option<Date>,
}

/// A code as it was given.
enum Given {
    Typed(CheckCode),
    Scanned(VerificationCode),
    /// No letter has such a code.
    Neither,
}

/// Ask whether a letter is good.
///
/// Nobody has to be signed in. A number alone says nothing: asked for is also one of
/// the letter's codes.
#[utoipa::path(
    post,
    path = "/api/letter-checks",
    operation_id = "verify_letter",
    tag = "semester",
    request_body = LetterQuestion,
    responses(
        (status = 200, description = "The answer; of what is not known it has the same members.", body = LetterAnswer),
        (status = 429, description = "It was asked too often.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "The question cannot be read.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
async fn verify_letter(
    State(action): State<VerifyLetter>,
    _: Visitor,
    request: RequestContext,
    Body(asked): Body<LetterQuestion>,
) -> Result<Json<LetterAnswer>, Problem> {
    let number = asked.number.parse::<LetterNumber>().ok();
    let given = Given::of(&asked.code);
    let (address, now) = (request.address.as_str(), request.now);
    let (admitted, letter) =
        tokio::join!(action.limits.take(PER_ADDRESS, address, now), action.letter(number.as_ref()));
    // First, so that who asks too often takes nothing from who has the letter.
    admitted?;
    action.admit(&given, number.as_ref(), now).await?;
    let letter = letter?.filter(|letter| given.is_of(letter));
    Ok(Json(LetterAnswer::of(letter, beijing_date(request.now))))
}

impl VerifyLetter {
    async fn letter(
        &self,
        number: Option<&LetterNumber>,
    ) -> Result<Option<PublicLetter>, StoreError> {
        match number {
            Some(number) => self.store.public_letter(&number.to_string()).await,
            None => Ok(None),
        }
    }

    async fn admit(
        &self,
        given: &Given,
        number: Option<&LetterNumber>,
        now: Timestamp,
    ) -> Result<(), Problem> {
        match (given, number) {
            // Nobody guesses 128 bits: who scans is not kept waiting by who types.
            (Given::Scanned(_), _) | (_, None) => Ok(()),
            (Given::Typed(_) | Given::Neither, Some(number)) => {
                self.limits.take(PER_NUMBER, &number.to_string(), now).await
            }
        }
    }
}

impl Given {
    fn of(code: &str) -> Self {
        let typed = code.parse().map(Self::Typed);
        let scanned = || code.parse().map(Self::Scanned);
        typed.or_else(|_| scanned()).unwrap_or(Self::Neither)
    }

    /// Whether it is the code of this letter; how long that takes does not tell.
    fn is_of(&self, letter: &PublicLetter) -> bool {
        let (given, kept) = match self {
            Self::Typed(code) => (code.to_string(), &letter.check_code_hash),
            Self::Scanned(code) => (code.to_string(), &letter.verification_hash),
            Self::Neither => return false,
        };
        hash_of_secret(&given).as_bytes().ct_eq(kept.as_bytes()).into()
    }
}

impl LetterAnswer {
    fn of(letter: Option<PublicLetter>, today: Date) -> Self {
        let state = letter.as_ref().map_or(Validity::NotKnown, |letter| letter.validity(today));
        let (number, initials, valid_until) = letter
            .map(|letter| (letter.number, letter.initials, letter.valid_until))
            .map_or((None, None, None), |(number, initials, valid_until)| {
                (Some(number), Some(initials), Some(valid_until))
            });
        Self { state, number, initials, valid_until }
    }
}
