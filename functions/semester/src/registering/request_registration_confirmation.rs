//! `request_registration_confirmation`: the student has a link sent to the address of
//! a registration, because it is not that of the account (S79).

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use shared_domain::form::confirmation::{ContactReply, ContactState, PER_ACCOUNT};
use shared_domain::notices::{Recipient, SendMail};
use shared_domain::registration::RegistrationId;
use shared_domain::registration::mails::ConfirmRegistrationEmail;
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::limits::RateLimits;
use shared_platform::secret::random_secret;
use shared_platform::store::CommitError;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use super::store::Confirmation;
use crate::registration::Registration;
use crate::store::{Own, REGISTRATION, RegistrationStore};

/// The action.
#[derive(Clone)]
pub struct RequestRegistrationConfirmation {
    store: RegistrationStore,
    limits: RateLimits,
}

impl HttpAction for RequestRegistrationConfirmation {
    const NAME: &'static str = "request_registration_confirmation";

    fn route() -> Route<Self> {
        route!(request_registration_confirmation)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = RegistrationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, limits: RateLimits::of(environment)? })
    }
}

/// Have the address of a registration confirmed.
///
/// A link goes to the address that is saved in the section. Where that is the present
/// address of the account, and confirmed there, it is confirmed at once.
#[utoipa::path(
    post,
    path = "/api/registrations/{registrationId}/email",
    operation_id = "request_registration_confirmation",
    tag = "semester",
    params(("registrationId" = inline(RegistrationId), Path, description = "The registration.")),
    responses(
        (status = 200, description = "The address is confirmed.", body = ContactReply),
        (status = 202, description = "A link is on its way to the address.", body = ContactReply),
        (status = 409, description = "The registration is locked.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "No address is saved.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "Links were asked for too often.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn request_registration_confirmation(
    State(action): State<RequestRegistrationConfirmation>,
    applicant: Applicant,
    request: RequestContext,
    Path(id): Path<RegistrationId>,
) -> Result<(StatusCode, Json<ContactReply>), Problem> {
    let subject = applicant.account.to_string();
    let (own, permitted) = tokio::join!(
        action.store.own(applicant.account, &id),
        action.limits.take(PER_ACCOUNT, &subject, request.now),
    );
    let own = own?.ok_or_else(Problem::not_found)?;
    let registration = own.enrolment.registration.clone().ok_or_else(Problem::not_found)?;
    let email = registration.contact_email()?;
    permitted?;
    let deed = Deed::of(&applicant, RequestRegistrationConfirmation::NAME, &request);
    let is_of_account = own.contact.as_ref().is_some_and(|own| own.has_confirmed(&email));
    if is_of_account || registration.confirmed_emails.have(&email) {
        action.confirm(registration, &email, &deed).await?;
        return Ok((StatusCode::OK, Json(ContactReply { email, state: ContactState::Confirmed })));
    }
    action.send(&own, &registration, &email, &request, &deed).await?;
    Ok((StatusCode::ACCEPTED, Json(ContactReply { email, state: ContactState::Sent })))
}

impl RequestRegistrationConfirmation {
    /// The present address of the account was confirmed in the account.
    async fn confirm(
        &self,
        mut present: Registration,
        email: &str,
        deed: &Deed,
    ) -> Result<(), Problem> {
        while let Some(confirmed) = present.confirm_email(email, deed.now())? {
            match self.store.confirm(None, &present, Some(&confirmed), deed).await {
                Ok(()) => break,
                Err(CommitError::Refused(refused)) => {
                    present = refused.at(REGISTRATION)?.ok_or_else(Problem::not_found)?;
                }
                Err(CommitError::Store(error)) => return Err(error.into()),
            }
        }
        Ok(())
    }

    async fn send(
        &self,
        own: &Own,
        registration: &Registration,
        email: &str,
        request: &RequestContext,
        deed: &Deed,
    ) -> Result<(), Problem> {
        let head = &registration.head;
        let locale = own.contact.as_ref().map_or(request.locale, |contact| contact.locale);
        let code = random_secret()?;
        let asked = Confirmation::new(head.account, head.id(), email, deed.now());
        let (semester, until) = (own.enrolment.semester.name.clone(), asked.expires_at);
        let mail = ConfirmRegistrationEmail { semester, code: code.clone(), until };
        let mail = SendMail::to(Recipient::Address(email.to_owned(), locale), &mail);
        Ok(self.store.ask_for_confirmation(&code, &asked, mail, deed).await?)
    }
}
