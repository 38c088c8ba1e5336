//! `confirm_contact_email`: the link that was sent to the contact address of an
//! application (S13).

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
use crate::application::Application;
use crate::store::{APPLICATION, ApplicationStore};

/// The action.
#[derive(Clone)]
pub struct ConfirmContactEmail {
    store: ApplicationStore,
}

impl HttpAction for ConfirmContactEmail {
    const NAME: &'static str = "confirm_contact_email";

    fn route() -> Route<Self> {
        route!(confirm_contact_email)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ApplicationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// Confirm the contact address of an application.
///
/// The code of the link works once, for a day, as long as the application is
/// not over. Whoever reads the address opens it: nobody has to be signed in.
#[utoipa::path(
    post,
    path = "/api/contact-emails",
    operation_id = "confirm_contact_email",
    tag = "admissions",
    request_body = ContactCode,
    responses(
        (status = 200, description = "The address is confirmed.", body = ContactConfirmed),
        (status = 422, description = "`contact_code_invalid`, `contact_code_expired`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
async fn confirm_contact_email(
    State(action): State<ConfirmContactEmail>,
    visitor: Visitor,
    request: RequestContext,
    Body(ContactCode { code }): Body<ContactCode>,
) -> Result<Json<ContactConfirmed>, Problem> {
    let invalid = || Problem::unprocessable("contact_code_invalid");
    let asked = action.store.confirmation(&code).await?.ok_or_else(invalid)?;
    if asked.expires_at <= request.now {
        return Err(Problem::unprocessable("contact_code_expired"));
    }
    let is_active = |application: &Application| application.head.state().is_active();
    let mut read = action.store.application(asked.applicant, asked.of).await?;
    // Whoever has the code acts for the applicant it was sent for.
    let applicant = visitor.as_owner_of(asked.applicant);
    let deed = Deed::of(&applicant, ConfirmContactEmail::NAME, &request);
    loop {
        let present = read.filter(is_active).ok_or_else(invalid)?;
        let confirmed = present.confirm_email(&asked.email, request.now);
        let written = action.store.confirm_by_code(&code, &present.head, confirmed.as_ref(), &deed);
        match written.await {
            Ok(()) => return Ok(Json(ContactConfirmed { email: asked.email })),
            Err(CommitError::Refused(refused)) if refused.is_of(CODE) => return Err(invalid()),
            // Something else of it was changed meanwhile: looking again tells.
            Err(CommitError::Refused(refused)) => read = refused.at(APPLICATION)?,
            Err(CommitError::Store(error)) => return Err(error.into()),
        }
    }
}
