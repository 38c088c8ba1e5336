//! `start_application`: an applicant who has read and agreed to a programme's
//! guide begins an application (S29-S34); one is active per intake (S68, S69).

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_domain::account::Contact;
use shared_domain::application::ProgrammeName;
use shared_domain::form::findings::under;
use shared_domain::ids::{ApplicationId, ProgrammeId};
use shared_domain::programme::Programme;
use shared_domain::programme::catalogue::Catalogue;
use shared_domain::programme::eligibility::{Candidate, Eligibility, EligibilityAnswers};
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::clock::beijing_date;
use shared_platform::http::{FieldError, IdempotencyKey, ProblemDocument};
use shared_platform::slug::Slug;
use shared_platform::store::IdempotentRequest;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::application_view::ApplicationView;
use super::store::CatalogueStore;
use crate::application::{Application, Beginning, Choice};
use crate::store::ApplicationStore;

/// The action.
#[derive(Clone)]
pub struct StartApplication {
    catalogue: CatalogueStore,
    store: ApplicationStore,
}

impl HttpAction for StartApplication {
    const NAME: &'static str = "start_application";

    fn route() -> Route<Self> {
        route!(start_application)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let catalogue = CatalogueStore::of(environment)?;
        catalogue.warm().await;
        Ok(Self { catalogue, store: ApplicationStore::of(environment)? })
    }
}

/// What to apply for.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StartRequest {
    /// The programme.
    programme_id: ProgrammeId,
    /// Who pays for the studies.
    funding_category: Slug,
    /// What the applicant is to be admitted as.
    admission_type: Slug,
    /// When the studies begin.
    intake: Slug,
    /// The version of the guide that the applicant has read and agrees to.
    guide_version: Slug,
    /// Who applies; asked for where the programme does not admit everybody.
    eligibility: Option<EligibilityAnswers>,
    /// An own application whose contents and documents this one begins with. If
    /// it is the active one of the intake, it is withdrawn by this.
    from: Option<ApplicationId>,
    /// The version of that application that the applicant has seen; asked for
    /// where it is withdrawn by this.
    from_version: Option<u64>,
}

/// Agree to a programme's guide and start an application.
#[utoipa::path(
    post,
    path = "/api/applications",
    operation_id = "start_application",
    tag = "admissions",
    params(("Idempotency-Key" = String, Header, description = "New for each application, repeated with a retry.")),
    request_body = StartRequest,
    responses(
        (status = 201, description = "The draft.", body = ApplicationView),
        (status = 409, description = "Another application is active, the guide has changed, or applying is over.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn start_application(
    State(action): State<StartApplication>,
    applicant: Applicant,
    key: IdempotencyKey,
    request: RequestContext,
    Body(body): Body<StartRequest>,
) -> Result<(StatusCode, Json<ApplicationView>), Problem> {
    let ((programme, catalogue), (credit, from), contact) = tokio::try_join!(
        action.catalogue.programme_with_lists(body.programme_id),
        action.store.credit_and(applicant.account, &body.intake, body.from),
        action.store.contact(applicant.account),
    )?;
    let programme = programme
        .filter(|programme| programme.removed_at.is_none())
        .ok_or_else(|| not_offered("/programmeId", "unknown_programme"))?
        .content;
    let choice = choose(&body, programme, &catalogue.content, request.now)?;
    let confirmed = contact.as_ref().and_then(Contact::confirmed_email);
    let application =
        Application::start(ApplicationId::new(), applicant.account, confirmed, choice, request.now);
    check_from(&body, from.as_ref())?;
    let seen = body.from_version;
    let beginning = Beginning::of(application, from.as_ref(), seen, credit, request.now)?;

    let once = IdempotentRequest::new(applicant.account, StartApplication::NAME, &key, &body)?;
    let deed = Deed::of(&applicant, StartApplication::NAME, &request);
    let started = action.store.start(&action.catalogue, &beginning, &once, &deed).await?;
    let reply = ApplicationView::of(started, request.now, request.locale);
    Ok((StatusCode::CREATED, Json(reply)))
}

/// What is begun with is the applicant's own, and seen by them if it is withdrawn.
fn check_from(body: &StartRequest, from: Option<&Application>) -> Result<(), Problem> {
    let missing = match from {
        None if body.from.is_some() => FieldError::new("/from", "unknown_application"),
        Some(from) if from.makes_room_in(&body.intake) && body.from_version.is_none() => {
            FieldError::new("/fromVersion", "required")
        }
        _ => return Ok(()),
    };
    Err(Problem::from(missing))
}

/// The choice, if the catalogue offers it now (S31-S35) and the guide agreed to
/// is the one in force (S30).
fn choose(
    body: &StartRequest,
    programme: Programme,
    catalogue: &Catalogue,
    now: Timestamp,
) -> Result<Choice, Problem> {
    if body.intake != programme.intake {
        return Err(not_offered("/intake", "not_offered"));
    }
    if body.admission_type != programme.admission_type {
        return Err(not_offered("/admissionType", "not_offered"));
    }
    let funding = programme
        .funding(&body.funding_category)
        .ok_or_else(|| not_offered("/fundingCategory", "not_offered"))?;
    let fee = funding.fee;
    let intake =
        catalogue.intake(&body.intake).ok_or_else(|| not_offered("/intake", "not_offered"))?;
    let window = intake.window(programme.closes_at);
    if !window.is_open(now) {
        return Err(Problem::conflict("intake_closed"));
    }
    if body.guide_version != programme.guide.version {
        return Err(Problem::conflict("guide_changed"));
    }
    let candidate =
        admitted(body.eligibility.as_ref(), &programme.eligibility, intake.starts_on, now)?;
    Ok(Choice {
        programme: ProgrammeName { id: programme.id(), name: programme.name },
        funding_category: body.funding_category.clone(),
        admission_type: programme.admission_type,
        intake: programme.intake,
        intake_starts: intake.starts_on,
        duration_months: programme.duration_months,
        closes_at: window.closes_at,
        asks: programme.asks,
        eligibility: programme.eligibility,
        candidate,
        guide_version: programme.guide.version,
        fee,
        checklist: programme.checklist,
    })
}

/// Who applies, if the programme admits them; nobody in particular where nothing
/// was answered, and nothing had to be.
fn admitted(
    answers: Option<&EligibilityAnswers>,
    eligibility: &Eligibility,
    starts: Date,
    now: Timestamp,
) -> Result<Option<Candidate>, Problem> {
    let Some(answers) = answers else {
        return match eligibility.must_be_checked() {
            true => Err(not_offered("/eligibility", "required")),
            false => Ok(None),
        };
    };
    let refused = |errors| Problem::invalid(under("/eligibility", errors));
    let candidate = answers.read(beijing_date(now)).map_err(refused)?;
    let reasons = eligibility.reasons_against(&candidate, starts);
    if reasons.is_empty() {
        return Ok(Some(candidate));
    }
    let errors = reasons.iter().map(|reason| FieldError::new(reason.pointer(), reason.code()));
    Err(refused(errors.collect()))
}

fn not_offered(pointer: &str, code: &'static str) -> Problem {
    Problem::from(FieldError::new(pointer, code))
}
