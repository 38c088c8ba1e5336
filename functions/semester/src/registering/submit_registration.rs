//! `submit_registration`: a student submits the registration for review (S100), within
//! the window (S73) and on the roster (S77). Everything is checked again; afterwards
//! nothing can be changed but what staff return (S101), and a task is opened.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared_domain::registration::RegistrationId;
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::registration_view::RegistrationView;
use crate::registration::Registration;
use crate::store::{REGISTRATION, RegistrationStore};
use crate::windows::availability::OfficeDay;

/// The action.
#[derive(Clone)]
pub struct SubmitRegistration {
    store: RegistrationStore,
}

impl HttpAction for SubmitRegistration {
    const NAME: &'static str = "submit_registration";

    fn route() -> Route<Self> {
        route!(submit_registration)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// What is submitted.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RegistrationSubmitRequest {
    /// The version of the registration that the student has looked through.
    version: u64,
}

/// Submit a semester registration for review.
#[utoipa::path(
    post,
    path = "/api/registrations/{registrationId}/submission",
    operation_id = "submit_registration",
    tag = "semester",
    params(("registrationId" = inline(RegistrationId), Path, description = "The registration.")),
    request_body = RegistrationSubmitRequest,
    responses(
        (status = 200, description = "The registration is submitted and locked.", body = RegistrationView),
        (status = 409, description = "It is locked already, or changed since it was looked through, or the student cannot register now.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "Something is missing; every gap is named.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn submit_registration(
    State(action): State<SubmitRegistration>,
    applicant: Applicant,
    request: RequestContext,
    Path(id): Path<RegistrationId>,
    Body(body): Body<RegistrationSubmitRequest>,
) -> Result<Json<RegistrationView>, Problem> {
    let account = applicant.account;
    let (own, documents, office) = tokio::try_join!(
        action.store.own(account, &id),
        action.store.documents(account, &id),
        action.store.office(),
    )?;
    let own = own.ok_or_else(Problem::not_found)?;
    let office = OfficeDay::of(office.as_ref(), request.now);
    let circumstances = own.circumstances();
    let view = |registration: &Registration| {
        let (now, locale) = (request.now, request.locale);
        Json(RegistrationView::of(registration, &own, &circumstances, office, now, locale))
    };
    let registration = own.registration(account, &circumstances, request.now);
    // Sent twice, it is the same submission.
    if registration.submitted_version == Some(body.version) {
        return Ok(view(&registration));
    }
    let window = own.availability(request.now).state;
    let (submitted, submission) =
        registration.submit(&documents, body.version, &circumstances, window, request.now)?;
    let deed = Deed::of(&applicant, SubmitRegistration::NAME, &request);
    match action.store.submit(&registration.head, &submitted, &submission, &deed).await {
        Ok(()) => Ok(view(&submitted)),
        Err(CommitError::Refused(refused)) => {
            // What came in between tells: a twin of this submission, or another save.
            // A document that changed leaves the registration as it was read.
            let present = refused.at(REGISTRATION)?.unwrap_or(registration);
            if present.submitted_version == Some(body.version) {
                return Ok(view(&present));
            }
            Err(present.conflict(body.version).into())
        }
        Err(CommitError::Store(error)) => Err(error.into()),
    }
}
