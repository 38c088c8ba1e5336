//! `request_contact_confirmation`: the applicant has a link sent to the contact
//! address of an application, because it is not that of the account (S13).

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use shared_domain::application::mails::ConfirmContactEmail;
use shared_domain::form::confirmation::{ContactReply, ContactState, PER_ACCOUNT};
use shared_domain::ids::ApplicationId;
use shared_domain::notices::{Recipient, SendMail};
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::limits::RateLimits;
use shared_platform::secret::random_secret;
use shared_platform::store::CommitError;
use shared_platform::{
    Environment, HttpAction, InitError, Locale, Problem, RequestContext, Route, route,
};

use super::store::ContactConfirmation;
use crate::application::{Application, ContactRefused};
use crate::store::{APPLICATION, ApplicationStore};

/// The action.
#[derive(Clone)]
pub struct RequestContactConfirmation {
    store: ApplicationStore,
    limits: RateLimits,
}

impl HttpAction for RequestContactConfirmation {
    const NAME: &'static str = "request_contact_confirmation";

    fn route() -> Route<Self> {
        route!(request_contact_confirmation)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = ApplicationStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, limits: RateLimits::of(environment)? })
    }
}

/// Have the contact address of an application confirmed.
///
/// A link goes to the address that is saved in the section. Where that is the
/// present address of the account, and confirmed there, it is confirmed at once.
#[utoipa::path(
    post,
    path = "/api/applications/{applicationId}/contact-email",
    operation_id = "request_contact_confirmation",
    tag = "admissions",
    params(("applicationId" = ApplicationId, Path, description = "The application.")),
    responses(
        (status = 200, description = "The address is confirmed.", body = ContactReply),
        (status = 202, description = "A link is on its way to the address.", body = ContactReply),
        (status = 409, description = "The application is locked, or the time for corrections is over.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "No address is saved.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "Links were asked for too often.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn request_contact_confirmation(
    State(action): State<RequestContactConfirmation>,
    applicant: Applicant,
    request: RequestContext,
    Path(id): Path<ApplicationId>,
) -> Result<(StatusCode, Json<ContactReply>), Problem> {
    let subject = applicant.account.to_string();
    let (application, contact, permitted) = tokio::join!(
        action.store.application(applicant.account, id),
        action.store.contact(applicant.account),
        action.limits.take(PER_ACCOUNT, &subject, request.now),
    );
    let application = application?.ok_or_else(Problem::not_found)?;
    let email = application.contact_email(request.now)?;
    permitted?;
    let contact = contact?;
    let is_of_account = contact.as_ref().is_some_and(|contact| contact.has_confirmed(&email));
    let deed = Deed::of(&applicant, RequestContactConfirmation::NAME, &request);
    if is_of_account || application.confirmed_emails.have(&email) {
        action.confirm(application, &email, &deed).await?;
        return Ok((StatusCode::OK, Json(ContactReply { email, state: ContactState::Confirmed })));
    }
    let locale = contact.map_or(request.locale, |contact| contact.locale);
    action.send(&application, &email, locale, &deed).await?;
    Ok((StatusCode::ACCEPTED, Json(ContactReply { email, state: ContactState::Sent })))
}

impl RequestContactConfirmation {
    /// The present address of the account was confirmed in the account.
    async fn confirm(
        &self,
        mut application: Application,
        email: &str,
        deed: &Deed,
    ) -> Result<(), Problem> {
        while let Some(confirmed) = application.confirm_email(email, deed.now()) {
            match self.store.confirm_at_once(&confirmed, deed).await {
                Ok(()) => break,
                Err(CommitError::Refused(refused)) => {
                    application = refused.at(APPLICATION)?.ok_or_else(Problem::not_found)?;
                }
                Err(CommitError::Store(error)) => return Err(error.into()),
            }
        }
        Ok(())
    }

    async fn send(
        &self,
        application: &Application,
        email: &str,
        locale: Locale,
        deed: &Deed,
    ) -> Result<(), Problem> {
        let head = &application.head;
        let code = random_secret()?;
        let asked = ContactConfirmation::new(head.applicant, head.id, email, deed.now());
        let (programme, until) = (head.programme.name.clone(), asked.expires_at);
        let mail = ConfirmContactEmail { programme, code: code.clone(), until };
        let mail = SendMail::to(Recipient::Address(email.to_owned(), locale), &mail);
        Ok(self.store.ask_for_confirmation(&code, &asked, mail, deed).await?)
    }
}

impl From<ContactRefused> for Problem {
    fn from(refused: ContactRefused) -> Self {
        match refused {
            ContactRefused::Edit(refused) => refused.into(),
            ContactRefused::NoAddress(error) => Self::from(error),
        }
    }
}
