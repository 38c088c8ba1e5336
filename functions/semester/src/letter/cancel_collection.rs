//! `cancel_collection`: a student does not come when they have booked to collect a
//! letter; the place is another's.

use axum::extract::State;
use http::StatusCode;
use shared_domain::registration::RegistrationId;
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::store::CommitError;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use super::store::LETTER_CASE;
use crate::store::RegistrationStore;

/// The action.
#[derive(Clone)]
pub struct CancelCollection {
    store: RegistrationStore,
}

impl HttpAction for CancelCollection {
    const NAME: &'static str = "cancel_collection";

    fn route() -> Route<Self> {
        route!(cancel_collection)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// Give back the time at which one was to collect a letter.
#[utoipa::path(
    delete,
    path = "/api/registrations/{registrationId}/letter/collection",
    operation_id = "cancel_collection",
    tag = "semester",
    params(("registrationId" = inline(RegistrationId), Path, description = "The registration.")),
    responses(
        (status = 204, description = "No time is booked."),
        (status = 409, description = "The letter does not wait to be collected.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn cancel_collection(
    State(action): State<CancelCollection>,
    applicant: Applicant,
    request: RequestContext,
    Path(id): Path<RegistrationId>,
) -> Result<StatusCode, Problem> {
    let case = action.store.own_letter(applicant.account, &id).await?;
    let case = case.ok_or_else(Problem::not_found)?;
    if case.booking().is_none() {
        return Ok(StatusCode::NO_CONTENT);
    }
    let next = case.unbooked()?;
    let deed = Deed::of(&applicant, CancelCollection::NAME, &request);
    match action.store.unbook(&case, &next, &deed).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(CommitError::Refused(refused)) if refused.is_of(LETTER_CASE) => {
            Err(Problem::conflict("changed_meanwhile"))
        }
        Err(error) => Err(error.into()),
    }
}
