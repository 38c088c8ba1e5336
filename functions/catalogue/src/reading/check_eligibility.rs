//! `check_eligibility`: whether somebody can apply for a programme, and why not,
//! before an application begins (S2). Nothing of the answers is kept.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::form::application::Education;
use shared_domain::ids::ProgrammeId;
use shared_domain::programme::eligibility::{EligibilityAnswers, Reason};
use shared_platform::clock::beijing_date;
use shared_platform::http::{FieldError, Path, ProblemDocument};
use shared_platform::limits::{Limit, RateLimits};
use shared_platform::slug::Slug;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::seats_view::SeatsView;
use super::store::CatalogueStore;

const PER_ADDRESS: Limit = Limit { kind: "eligibility", burst: 30, refill_seconds: 10 };

/// The action.
#[derive(Clone)]
pub struct CheckEligibility {
    store: CatalogueStore,
    limits: RateLimits,
}

impl HttpAction for CheckEligibility {
    const NAME: &'static str = "check_eligibility";

    fn route() -> Route<Self> {
        route!(check_eligibility)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = CatalogueStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, limits: RateLimits::of(environment)? })
    }
}

/// Who wants to apply, and how the studies are paid for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EligibilityQuestion {
    /// Date of birth, YYYY-MM-DD.
    birth_date: String,
    /// Nationality, ISO 3166-1 alpha-2.
    nationality: String,
    /// The highest level completed by the first day of the studies.
    highest_education: Education,
    /// Who pays for the studies.
    funding_category: Slug,
}

/// Whether somebody can apply.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EligibilityReply {
    /// Whether the programme admits applicants like this.
    eligible: bool,
    /// Why not; every reason.
    reasons: Vec<EligibilityReason>,
    /// Whether one can apply now.
    open: bool,
    /// How many can be accepted; `null` where that is not limited.
    seats: Option<SeatsView>,
    /// The instant at which applying is over.
    closes_at: Timestamp,
}

/// A reason why somebody cannot apply.
#[derive(Debug, Serialize, ToSchema)]
pub struct EligibilityReason {
    /// The answer it is about: a JSON pointer into the request.
    pointer: String,
    /// The stable code.
    code: String,
    /// The reason in the reader's language.
    text: String,
}

/// Ask whether one can apply for a programme, before applying.
///
/// The answers are not kept.
#[utoipa::path(
    post,
    path = "/api/programmes/{programmeId}/eligibility",
    operation_id = "check_eligibility",
    tag = "admissions",
    params(("programmeId" = ProgrammeId, Path, description = "The programme.")),
    request_body = EligibilityQuestion,
    responses(
        (status = 200, description = "Whether one can apply, and why not.", body = EligibilityReply),
        (status = 404, description = "There is no such programme.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "The answers cannot be read, or there were too many questions.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
async fn check_eligibility(
    State(action): State<CheckEligibility>,
    request: RequestContext,
    Path(id): Path<ProgrammeId>,
    Body(asked): Body<EligibilityQuestion>,
) -> Result<Json<EligibilityReply>, Problem> {
    let (limited, found) = tokio::join!(
        action.limits.take(PER_ADDRESS, request.address.as_str(), request.now),
        action.store.programme_with_lists_and_seats(id),
    );
    limited?;
    let (stored, catalogue, seats) = found?.ok_or_else(Problem::not_found)?;
    let programme = &stored.content;
    let intake = catalogue.content.intake(&programme.intake).ok_or_else(Problem::not_found)?;
    if programme.funding(&asked.funding_category).is_none() {
        let not_offered = FieldError::new("/fundingCategory", "not_offered");
        return Err(Problem::from(not_offered));
    }
    let answers = EligibilityAnswers::from(asked);
    let candidate = answers.read(beijing_date(request.now)).map_err(Problem::invalid)?;
    let reasons = programme.eligibility.reasons_against(&candidate, intake.starts_on);
    let shown = |reason: &Reason| EligibilityReason {
        pointer: reason.pointer().to_owned(),
        code: reason.code().to_owned(),
        text: reason.text(intake.starts_on, request.locale),
    };
    let window = intake.window(programme.closes_at);
    Ok(Json(EligibilityReply {
        eligible: reasons.is_empty(),
        reasons: reasons.iter().map(shown).collect(),
        open: stored.removed_at.is_none() && window.is_open(request.now),
        seats: SeatsView::of(seats),
        closes_at: window.closes_at,
    }))
}

impl From<EligibilityQuestion> for EligibilityAnswers {
    fn from(asked: EligibilityQuestion) -> Self {
        Self {
            birth_date: asked.birth_date,
            nationality: asked.nationality,
            highest_education: asked.highest_education,
        }
    }
}
