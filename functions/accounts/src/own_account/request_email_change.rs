//! `POST /api/account/email`: another address for an account (S79). It changes
//! when the link in the mail to the new address is opened.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use shared_domain::account::mails::ConfirmEmailChange;
use shared_platform::audit::Deed;
use shared_platform::auth::AccountHolder;
use shared_platform::clock::seconds_after;
use shared_platform::http::{FieldError, ProblemDocument};
use shared_platform::limits::{Limit, RateLimits};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::account::{Account, Credentials, EmailAddress};
use crate::mails::{already_registered, to_address};
use crate::own_account::store::EmailChange;
use crate::passwords::password::TypedPassword;
use crate::passwords::reauthentication::Reauthentication;
use crate::second_factor::factor::{SecondFactor, SecondFactors, ShownFactor};
use crate::secrets::{AccountSecrets, random_secret};
use crate::store::Store;

/// How long the link works, in seconds.
const CODE_LIFETIME_SECONDS: i64 = 24 * 60 * 60;
/// Changes asked for in one account: five at once, then one in ten minutes.
const PER_ACCOUNT: Limit = Limit { kind: "email_change", burst: 5, refill_seconds: 600 };

/// What the action needs.
#[derive(Clone)]
pub struct RequestEmailChange {
    store: Store,
    limits: RateLimits,
    reauthentication: Reauthentication,
    factors: SecondFactors,
}

impl HttpAction for RequestEmailChange {
    const NAME: &'static str = "request_email_change";

    fn route() -> Route<Self> {
        route!(request_email_change)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        let (secrets, ()) = tokio::join!(AccountSecrets::of(environment), store.warm());
        let secrets = secrets?;
        Ok(Self {
            reauthentication: Reauthentication::of(environment, &store, &secrets)?,
            factors: SecondFactors::of(environment, &secrets, "email_change_factor")?,
            limits: RateLimits::of(environment)?,
            store,
        })
    }
}

/// The address an account is to get.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NewEmail {
    /// An address that can be read: the link goes there.
    email: String,
    /// The password, once more. An account whose address is not confirmed has none.
    #[schema(value_type = Option<String>)]
    password: Option<TypedPassword>,
    /// The six digits of the authenticator; staff only.
    totp: Option<String>,
    /// In their place one of the recovery codes; it works once.
    recovery_code: Option<String>,
}

/// The change was asked for. The reply is the same whether or not the address
/// has an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct EmailChangeRequested {}

/// Ask for another address.
///
/// A link goes to the new address, and word of it to the present one, which
/// stays until the link is opened. Staff show their second factor too. Where the address
/// is not confirmed, the link may go to that one as well; for another one the session
/// must have been opened within the last quarter of an hour.
#[utoipa::path(
    post,
    path = "/api/account/email",
    operation_id = "request_email_change",
    tag = "accounts",
    request_body = NewEmail,
    responses(
        (status = 202, body = EmailChangeRequested),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`"),
        (status = 403, body = ProblemDocument, description = "`university_sign_in_not_recent`"),
        (status = 422, body = ProblemDocument, description = "`invalid_input`"),
        (status = 429, body = ProblemDocument, description = "`too_many_requests`")
    ),
    security(("access_token" = []))
)]
async fn request_email_change(
    State(action): State<RequestEmailChange>,
    holder: AccountHolder,
    request: RequestContext,
    Body(form): Body<NewEmail>,
) -> Result<(StatusCode, Json<EmailChangeRequested>), Problem> {
    let email = EmailAddress::parse(&form.email)?;
    let name = email.sign_in_name();
    let subject = holder.account.to_string();
    let (confirmed, limit, owner) = tokio::join!(
        action.reauthentication.confirm_what_there_is(
            &holder,
            form.password,
            "/password",
            request.now
        ),
        action.limits.take(PER_ACCOUNT, &subject, request.now),
        action.store.credentials(&name, request.now)
    );
    let (account, credentials, session) = confirmed?;
    limit?;
    let is_present = account.email.sign_in_name() == name;
    match (account.email_of_roster, is_present) {
        (false, true) => return Err(FieldError::new("/email", "email_unchanged").into()),
        (true, false) if !session.is_recent(request.now) => {
            return Err(Problem::forbidden("university_sign_in_not_recent"));
        }
        _ => {}
    }
    let shown = ShownFactor { totp: form.totp, recovery_code: form.recovery_code };
    let factor = action.factors.confirm(&credentials, &shown, request.now).await?;
    let deed = Deed::of(&holder, RequestEmailChange::NAME, &request);
    let asked = action.ask((&account, &credentials, &factor), email, owner?, &deed).await?;
    factor.used_up(asked)?;
    Ok((StatusCode::ACCEPTED, Json(EmailChangeRequested {})))
}

impl RequestEmailChange {
    /// Who asks does not learn whether the address is somebody's: its owner does.
    async fn ask(
        &self,
        by: (&Account, &Credentials, &SecondFactor),
        email: EmailAddress,
        owner: Option<Credentials>,
        deed: &Deed,
    ) -> Result<Result<(), CommitError>, Problem> {
        let (account, ..) = by;
        let code = random_secret()?;
        let until = seconds_after(deed.now(), CODE_LIFETIME_SECONDS);
        let mail = match &owner {
            Some(owner) => already_registered(owner),
            None => {
                let user_name = account.user_name.as_str().to_owned();
                let mail = ConfirmEmailChange { user_name, code: code.clone(), until };
                to_address(&email, account.locale, &mail)
            }
        };
        let change = EmailChange {
            account: account.id,
            user_name: account.user_name.as_str().to_owned(),
            email,
            generation: account.session_generation,
            expires_at: until,
        };
        let change = owner.is_none().then_some((code.as_str(), &change));
        Ok(self.store.ask_for_email_change(by, change, mail, deed).await)
    }
}
