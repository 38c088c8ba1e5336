//! `POST /api/accounts`: registration (S7-S11, S13-S15, S18).

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::audit::Deed;
use shared_platform::auth::{AccountKind, Visitor};
use shared_platform::clock::seconds_after;
use shared_platform::http::{FieldError, ProblemDocument};
use shared_platform::ids::AccountId;
use shared_platform::limits::{Limit, RateLimits};
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Locale, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::account::{
    AGREEMENT_VERSION, Account, Agreement, Credentials, DEFAULT_TIME_ZONE, EmailAddress, UserName,
    WAITS_FOR_ACTIVATION_SECONDS,
};
use crate::challenge::{Challenges, SolvedChallenge, refused_challenge};
use crate::mails::already_registered;
use crate::passwords::password::{Hasher, Password, PasswordHash, TypedPassword};
use crate::registration::store::{ActivationCode, NewAccountExtras};
use crate::secrets::AccountSecrets;
use crate::store::{Store, USER_NAME};

/// Registrations from one address: ten at once, then one in a minute.
const PER_ADDRESS: Limit = Limit { kind: "register", burst: 10, refill_seconds: 60 };
/// Registrations of one e-mail address, each of which mails to it, wherever they
/// come from: ten at once, then one in ten minutes.
const PER_RECIPIENT: Limit = Limit { kind: "register_email", burst: 10, refill_seconds: 600 };

/// What the action needs.
#[derive(Clone)]
pub struct Register {
    store: Store,
    limits: RateLimits,
    challenges: Challenges,
    hasher: Hasher,
}

impl HttpAction for Register {
    const NAME: &'static str = "register";

    fn route() -> Route<Self> {
        route!(register)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        let (secrets, challenges, ()) = tokio::join!(
            AccountSecrets::of(environment),
            Challenges::of(environment),
            store.warm()
        );
        Ok(Self {
            store,
            limits: RateLimits::of(environment)?,
            challenges: challenges?,
            hasher: Hasher::of(environment, &secrets?),
        })
    }
}

/// A registration form.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    /// 4 to 32 letters, digits, `.`, `_` or `-`.
    user_name: String,
    /// An address that can be read: the activation link goes there (S13).
    email: String,
    /// At least 8 characters with upper case, lower case and a digit (S10).
    #[schema(value_type = String)]
    password: TypedPassword,
    /// The password again (S11).
    #[schema(value_type = String)]
    password_confirmation: TypedPassword,
    /// The version of the registration agreement that was accepted (S7).
    agreement_version: String,
    /// The language for mails.
    locale: Locale,
    /// A solved challenge (S12).
    challenge: String,
}

/// A registration was received. The reply is the same whether or not the
/// address has an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct Registered {}

/// A form that keeps every rule.
struct Applicant {
    user_name: UserName,
    email: EmailAddress,
    password: Password,
    locale: Locale,
    challenge: SolvedChallenge,
}

/// Register an account.
///
/// A link that activates the account is sent to the address.
#[utoipa::path(
    post,
    path = "/api/accounts",
    operation_id = "register",
    tag = "accounts",
    request_body = Registration,
    responses(
        (status = 202, body = Registered),
        (status = 422, body = ProblemDocument, description = "`invalid_input`"),
        (status = 429, body = ProblemDocument, description = "`too_many_requests`")
    )
)]
async fn register(
    State(action): State<Register>,
    visitor: Visitor,
    request: RequestContext,
    Body(registration): Body<Registration>,
) -> Result<(StatusCode, Json<Registered>), Problem> {
    let applicant = registration.parse(&action.challenges, request.now)?;
    let recipient = applicant.email.sign_in_name();
    let (limit, recipients_limit, names, hash) = tokio::join!(
        action.limits.take(PER_ADDRESS, request.address.as_str(), request.now),
        action.limits.take(PER_RECIPIENT, recipient.as_str(), request.now),
        action.store.credentials_of_both(&applicant.user_name, &applicant.email, request.now),
        action.hasher.hash(&applicant.password),
    );
    limit.and(recipients_limit)?;
    let (user_name, email) = names?;
    if user_name.as_ref().is_some_and(|owner| !owner.gives_way_to(&applicant.email)) {
        return Err(user_name_taken());
    }
    let (account, credentials) = applicant.account(hash?, request.now);
    let created = match email {
        // The form's sender does not learn of it; the owner of the address does.
        Some(owner) => {
            let message = already_registered(&owner);
            let (replaced, challenge) = (user_name.as_ref(), &applicant.challenge);
            action.store.only_seem(&credentials, replaced, challenge, message, request.now).await
        }
        None => {
            let extras = NewAccountExtras {
                challenge: &applicant.challenge,
                code: ActivationCode::new(&credentials, request.now)?,
                replaced: user_name.as_ref(),
            };
            let deed = Deed::of(&visitor, Register::NAME, &request);
            action.store.create_account(&account, &credentials, extras, &deed).await
        }
    };
    created.map_err(refused)?;
    Ok((StatusCode::ACCEPTED, Json(Registered {})))
}

impl Registration {
    fn parse(self, challenges: &Challenges, now: Timestamp) -> Result<Applicant, Problem> {
        let mut errors = Vec::new();
        let user_name = UserName::parse(&self.user_name).map_err(|error| errors.push(error)).ok();
        let email = EmailAddress::parse(&self.email).map_err(|error| errors.push(error)).ok();
        if !self.password.equals(&self.password_confirmation) {
            errors.push(FieldError::new("/passwordConfirmation", "password_differs")); // S11
        }
        if self.agreement_version != AGREEMENT_VERSION {
            errors.push(FieldError::new("/agreementVersion", "agreement_not_accepted")); // S7
        }
        let challenge =
            challenges.check(&self.challenge, now).map_err(|error| errors.push(error)).ok();
        // Without the names, the rule cannot say whether the password contains them.
        let (Some(user_name), Some(email)) = (user_name, email) else {
            return Err(Problem::invalid(errors));
        };
        let password = self
            .password
            .keep_rule()
            .and_then(|password| password.keeps_name_out(&user_name, &email).map(|()| password));
        let password = password.map_err(|error| errors.push(error)).ok();
        match (password, challenge) {
            (Some(password), Some(challenge)) if errors.is_empty() => {
                Ok(Applicant { user_name, email, password, locale: self.locale, challenge })
            }
            _ => Err(Problem::invalid(errors)),
        }
    }
}

impl Applicant {
    fn account(&self, password: PasswordHash, now: Timestamp) -> (Account, Credentials) {
        let account = Account {
            id: AccountId::new(),
            kind: AccountKind::Applicant,
            user_name: self.user_name.clone(),
            email: self.email.clone(),
            email_of_roster: false,
            locale: self.locale,
            time_zone: DEFAULT_TIME_ZONE.to_owned(),
            notice_mails: true,
            active: false, // S17
            vanishes_at: Some(seconds_after(now, WAITS_FOR_ACTIVATION_SECONDS)),
            session_generation: 1,
            roles: Vec::new(),
            agreement: Some(Agreement { version: AGREEMENT_VERSION.to_owned(), accepted_at: now }),
            deletion: None,
            created_at: now,
            last_totp_step: 0,
            version: 1,
        };
        let credentials = account.credentials(password, None);
        (account, credentials)
    }
}

fn user_name_taken() -> Problem {
    Problem::from(FieldError::new("/userName", "user_name_taken")) // S18
}

/// Somebody was faster, or sent the same form twice.
fn refused(error: CommitError) -> Problem {
    match &error {
        CommitError::Refused(refused) if refused.is_of(USER_NAME) => user_name_taken(),
        _ => refused_challenge(error),
    }
}
