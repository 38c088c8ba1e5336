//! `confirm_registration_email`: the link that was sent to the address of a
//! registration (S79).

use axum::Json;
use axum::extract::State;
use shared_domain::form::confirmation::{ContactCode, ContactConfirmed};
use shared_platform::audit::Deed;
use shared_platform::auth::Visitor;
use shared_platform::http::ProblemDocument;
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};

use super::store::CODE;
use crate::store::{REGISTRATION, RegistrationStore};

/// The action.
#[derive(Clone)]
pub struct ConfirmRegistrationEmail {
    store: RegistrationStore,
}

impl HttpAction for ConfirmRegistrationEmail {
    const NAME: &'static str = "confirm_registration_email";

    fn route() -> Route<Self> {
        route!(confirm_registration_email)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// Confirm the address of a registration.
///
/// The code of the link works once, for a day, as long as the registration can be
/// changed. Whoever reads the address opens it: nobody has to be signed in.
#[utoipa::path(
    post,
    path = "/api/registration-emails",
    operation_id = "confirm_registration_email",
    tag = "semester",
    request_body = ContactCode,
    responses(
        (status = 200, description = "The address is confirmed.", body = ContactConfirmed),
        (status = 422, description = "`registration_code_invalid`, `registration_code_expired`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
async fn confirm_registration_email(
    State(action): State<ConfirmRegistrationEmail>,
    visitor: Visitor,
    request: RequestContext,
    Body(ContactCode { code }): Body<ContactCode>,
) -> Result<Json<ContactConfirmed>, Problem> {
    let invalid = || Problem::unprocessable("registration_code_invalid");
    let asked = action.store.confirmation(&code).await?.ok_or_else(invalid)?;
    if asked.expires_at <= request.now {
        return Err(Problem::unprocessable("registration_code_expired"));
    }
    let mut read = action.store.saved(&asked.of).await?;
    // Whoever has the code acts for the student it was sent for.
    let owner = visitor.as_owner_of(asked.applicant);
    let deed = Deed::of(&owner, ConfirmRegistrationEmail::NAME, &request);
    loop {
        let present = read.filter(|present| present.head.account == asked.applicant);
        let present = present.ok_or_else(invalid)?;
        let confirmed = present.confirm_email(&asked.email, request.now).map_err(|_| invalid())?;
        let written = action.store.confirm(Some(&code), &present, confirmed.as_ref(), &deed);
        match written.await {
            Ok(()) => return Ok(Json(ContactConfirmed { email: asked.email })),
            Err(CommitError::Refused(refused)) if refused.is_of(CODE) => return Err(invalid()),
            // Something else of it was changed meanwhile: looking again tells.
            Err(CommitError::Refused(refused)) => read = refused.at(REGISTRATION)?,
            Err(CommitError::Store(error)) => return Err(error.into()),
        }
    }
}
