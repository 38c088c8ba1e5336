//! `view_own_letter`: where a student's letter is, where and when it is collected, and
//! the file, where the university lets students download it (S103).

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;
use shared_domain::letter::{Booking, LetterCase, LetterState, Stage};
use shared_domain::registration::RegistrationId;
use shared_platform::auth::Applicant;
use shared_platform::clock::beijing_date;
use shared_platform::downloads::Downloads;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::locale::Bilingual;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::ToSchema;

use super::collecting::SlotView;
use super::letter_view::{IssuedLetterView, LetterFile, collected_at};
use super::settings::LetterSettings;
use crate::store::{Enrolment, RegistrationStore};
use crate::windows::semester::SemesterName;

/// The action.
#[derive(Clone)]
pub struct ViewOwnLetter {
    store: RegistrationStore,
    downloads: Downloads,
}

impl HttpAction for ViewOwnLetter {
    const NAME: &'static str = "view_own_letter";

    fn route() -> Route<Self> {
        route!(view_own_letter)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, downloads: Downloads::of(environment)? })
    }
}

/// A student's letter.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OwnLetter {
    /// The registration that it is for.
    registration: RegistrationId,
    /// The semester.
    semester: SemesterName,
    /// Where it is on its way.
    state: LetterState,
    /// The letter that counts; `null` until one was issued.
    letter: Option<IssuedLetterView>,
    /// Its file; `null` where it is collected at the office.
    file: Option<LetterFile>,
    /// Where and when it is collected; `null` until the office has said so.
    collection: Option<CollectionView>,
    /// When the student comes; `null` where no time is booked.
    booking: Option<Booking>,
    /// When it was collected.
    collected_at: Option<Timestamp>,
}

/// Where and when letters are collected.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LetterCollection)]
pub struct CollectionView {
    /// Where.
    place: Bilingual,
    /// When.
    hours: Bilingual,
    /// The slots of the next two weeks; none where one just comes.
    slots: Vec<SlotView>,
}

/// Show one's letter, and when it can be collected.
#[utoipa::path(
    get,
    path = "/api/registrations/{registrationId}/letter",
    operation_id = "view_own_letter",
    tag = "semester",
    params(("registrationId" = inline(RegistrationId), Path, description = "The registration.")),
    responses(
        (status = 200, description = "The letter.", body = OwnLetter),
        (status = "4XX", description = "There is none: the registration is not approved, or from abroad.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_own_letter(
    State(action): State<ViewOwnLetter>,
    applicant: Applicant,
    request: RequestContext,
    Path(id): Path<RegistrationId>,
) -> Result<Json<OwnLetter>, Problem> {
    let (own, case, settings, office) = tokio::try_join!(
        action.store.own(applicant.account, &id),
        action.store.letter_case(&id),
        action.store.letter_settings(),
        action.store.office(),
    )?;
    let enrolment = own.ok_or_else(Problem::not_found)?.enrolment;
    let case = case.or_else(|| asked_for(&enrolment)).ok_or_else(Problem::not_found)?;
    let slots = match (&settings, case.stage()) {
        // Only what waits can be booked.
        (Some(settings), Stage::Ready) => {
            let offered = settings.collection.offered(office.as_ref(), request.now);
            action.store.slots(&offered).await?
        }
        _ => Vec::new(),
    };
    let downloadable = settings.as_ref().is_some_and(|settings| settings.downloadable);
    let file = match downloadable {
        true => LetterFile::of(&case, &action.downloads, request.now).await?,
        false => None,
    };
    Ok(Json(OwnLetter {
        registration: id,
        semester: enrolment.semester.called(),
        state: case.stage().state(),
        letter: case.letter().map(IssuedLetterView::of),
        file,
        collection: settings.map(|settings| CollectionView::of(settings, slots)),
        booking: case.coming(beijing_date(request.now)),
        collected_at: collected_at(&case),
    }))
}

/// The letter that is asked for by an approval, and not made yet.
fn asked_for(enrolment: &Enrolment) -> Option<LetterCase> {
    let registration = enrolment.registration.as_ref()?;
    let gets_letter = registration.is_approved() && registration.sections.in_china();
    let head = &registration.head;
    gets_letter.then(|| LetterCase::requested(head.account, head.id()))
}

impl CollectionView {
    fn of(settings: LetterSettings, slots: Vec<SlotView>) -> Self {
        let collection = settings.collection;
        Self { place: collection.place, hours: collection.hours, slots }
    }
}
