//! `book_collection`: a student books when to collect a letter, or another time (S103).
//! A slot takes no more than the office has said, and a letter has one.

use axum::Json;
use axum::extract::State;
use shared_domain::letter::Booking;
use shared_domain::registration::RegistrationId;
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};

use super::store::{LETTER_CASE, SLOT};
use crate::store::RegistrationStore;

/// The action.
#[derive(Clone)]
pub struct BookCollection {
    store: RegistrationStore,
}

impl HttpAction for BookCollection {
    const NAME: &'static str = "book_collection";

    fn route() -> Route<Self> {
        route!(book_collection)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// Book when to collect a letter, in place of a time that was booked before.
#[utoipa::path(
    put,
    path = "/api/registrations/{registrationId}/letter/collection",
    operation_id = "book_collection",
    tag = "semester",
    params(("registrationId" = inline(RegistrationId), Path, description = "The registration.")),
    request_body = Booking,
    responses(
        (status = 200, description = "It is booked.", body = Booking),
        (status = 409, description = "The slot is full or not offered, or the letter does not wait to be collected.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn book_collection(
    State(action): State<BookCollection>,
    applicant: Applicant,
    request: RequestContext,
    Path(id): Path<RegistrationId>,
    Body(booking): Body<Booking>,
) -> Result<Json<Booking>, Problem> {
    let (case, settings, office) = tokio::try_join!(
        action.store.own_letter(applicant.account, &id),
        action.store.letter_settings(),
        action.store.office(),
    )?;
    let case = case.ok_or_else(Problem::not_found)?;
    if case.booking() == Some(booking) {
        return Ok(Json(booking));
    }
    let offered = settings
        .and_then(|settings| settings.collection.offer(booking, office.as_ref(), request.now))
        .ok_or_else(|| Problem::conflict("slot_not_offered"))?;
    let next = case.booked(booking)?;
    let deed = Deed::of(&applicant, BookCollection::NAME, &request);
    match action.store.book(&case, &next, offered.capacity, &deed).await {
        Ok(()) => Ok(Json(booking)),
        Err(CommitError::Refused(refused)) if refused.is_of(SLOT) => {
            Err(Problem::conflict("slot_full"))
        }
        Err(CommitError::Refused(refused)) if refused.is_of(LETTER_CASE) => {
            Err(Problem::conflict("changed_meanwhile"))
        }
        Err(error) => Err(error.into()),
    }
}
