//! `POST /api/invitations/acceptances`: whoever is invited chooses a name and a
//! password, confirms the authenticator, and has an account, or gets back into it.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::audit::Deed;
use shared_platform::auth::Visitor;
use shared_platform::http::{FieldError, ProblemDocument};
use shared_platform::ids::AccountId;
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Locale, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::account::UserName;
use crate::passwords::password::{Hasher, Password, TypedPassword};
use crate::second_factor::recovery::RecoveryCode;
use crate::second_factor::totp::confirmed_step;
use crate::secrets::AccountSecrets;
use crate::staff::invitation::{Entrance, Invitation, invitation_invalid};
use crate::staff::store::INVITATION_USED;
use crate::store::{EMAIL, Store, USER_NAME};

/// What the action needs.
#[derive(Clone)]
pub struct AcceptInvitation {
    store: Store,
    secrets: AccountSecrets,
    hasher: Hasher,
}

impl HttpAction for AcceptInvitation {
    const NAME: &'static str = "accept_invitation";

    fn route() -> Route<Self> {
        route!(accept_invitation)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        let (secrets, ()) = tokio::join!(AccountSecrets::of(environment), store.warm());
        let secrets = secrets?;
        Ok(Self { store, hasher: Hasher::of(environment, &secrets), secrets })
    }
}

/// What whoever is invited chooses.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Acceptance {
    /// What follows `#code=` in the link.
    code: String,
    /// 4 to 32 letters, digits, `.`, `_` or `-`. Not looked at when the invitation
    /// is for an account that has a name already.
    user_name: Option<String>,
    /// At least 8 characters with upper case, lower case and a digit (S10).
    #[schema(value_type = String)]
    password: TypedPassword,
    /// The password again (S11).
    #[schema(value_type = String)]
    password_confirmation: TypedPassword,
    /// The language for mails.
    locale: Locale,
    /// The six digits that the authenticator shows.
    totp: String,
}

/// An account was made, or has new ways in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Accepted {
    /// The name to sign in with.
    user_name: String,
    /// Ten codes for when the authenticator is lost. Each works once; they are
    /// shown this once.
    recovery_codes: Vec<String>,
}

/// An acceptance that keeps every rule.
struct Checked {
    user_name: UserName,
    password: Password,
    totp_step: u64,
}

/// Accept an invitation.
///
/// An account that is there already gets a new password, authenticator and
/// recovery codes, and all its sessions end.
#[utoipa::path(
    post,
    path = "/api/invitations/acceptances",
    operation_id = "accept_invitation",
    tag = "accounts",
    request_body = Acceptance,
    responses(
        (status = 201, body = Accepted),
        (status = 409, body = ProblemDocument, description = "`invitation_address_taken`"),
        (status = 422, body = ProblemDocument, description = "`invitation_invalid`, `invitation_expired`, `invalid_input`")
    )
)]
async fn accept_invitation(
    State(action): State<AcceptInvitation>,
    visitor: Visitor,
    request: RequestContext,
    Body(acceptance): Body<Acceptance>,
) -> Result<(StatusCode, Json<Accepted>), Problem> {
    let (code, locale) = (acceptance.code.clone(), acceptance.locale);
    let invitation = action.store.open_invitation(&code, request.now).await?;
    let key = action.secrets.totp_key_of_invitation(&code);
    let checked = acceptance.checked(&invitation, &key, request.now)?;

    let present = invitation.present.as_ref();
    let account = present.map_or_else(AccountId::new, |present| present.account);
    let codes = RecoveryCode::ten()?;
    let entrance = Entrance {
        password: action.hasher.hash(&checked.password).await?,
        totp: action.secrets.seal(account, &key)?,
        totp_step: checked.totp_step,
        recovery_hashes: codes.iter().map(RecoveryCode::hash).collect(),
    };
    let user_name = checked.user_name.as_str().to_owned();
    let deed = Deed::of(&visitor.as_owner_of(account), AcceptInvitation::NAME, &request);
    match present {
        Some(present) => action.store.restore_member(&invitation, present, &entrance, &deed).await,
        None => {
            let (account, credentials) =
                invitation.accepted(account, checked.user_name, locale, &entrance, request.now);
            let made = (&account, &credentials);
            let made = action.store.make_member(&invitation, made, &entrance, &deed).await;
            made.map_err(refused)
        }
    }?;
    let recovery_codes = codes.iter().map(ToString::to_string).collect();
    Ok((StatusCode::CREATED, Json(Accepted { user_name, recovery_codes })))
}

impl Acceptance {
    fn checked(
        self,
        invitation: &Invitation,
        key: &[u8],
        now: Timestamp,
    ) -> Result<Checked, Problem> {
        let mut errors = Vec::new();
        let user_name = match &invitation.present {
            Some(present) => Some(present.user_name.clone()),
            None => {
                let typed = self.user_name.as_deref().unwrap_or_default();
                UserName::parse(typed).map_err(|error| errors.push(error)).ok()
            }
        };
        if !self.password.equals(&self.password_confirmation) {
            errors.push(FieldError::new("/passwordConfirmation", "password_differs")); // S11
        }
        let totp_step =
            confirmed_step(key, &self.totp, now).map_err(|error| errors.push(error)).ok();
        // Without the name, the rule cannot say whether the password contains it.
        let Some(user_name) = user_name else { return Err(Problem::invalid(errors)) };
        let password = self.password.keep_rule().and_then(|password| {
            password.keeps_name_out(&user_name, &invitation.email).map(|()| password)
        });
        let password = password.map_err(|error| errors.push(error)).ok();
        match (password, totp_step) {
            (Some(password), Some(totp_step)) if errors.is_empty() => {
                Ok(Checked { user_name, password, totp_step })
            }
            _ => Err(Problem::invalid(errors)),
        }
    }
}

/// Somebody was faster, or the name or the address is another's.
fn refused(error: CommitError) -> Problem {
    match &error {
        CommitError::Refused(refused) if refused.is_of(INVITATION_USED) => invitation_invalid(),
        CommitError::Refused(refused) if refused.is_of(USER_NAME) => {
            Problem::from(FieldError::new("/userName", "user_name_taken")) // S18
        }
        CommitError::Refused(refused) if refused.is_of(EMAIL) => {
            Problem::conflict("invitation_address_taken")
        }
        _ => error.into(),
    }
}
