//! `POST /api/email-changes`: the link that was sent to a new address (S79).

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared_platform::audit::Deed;
use shared_platform::auth::Opener;
use shared_platform::http::ProblemDocument;
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::account::Account;
use crate::own_account::store::EMAIL_CHANGE;
use crate::store::{EMAIL, Store};

/// What the action needs.
#[derive(Clone)]
pub struct ConfirmEmailChange {
    store: Store,
}

impl HttpAction for ConfirmEmailChange {
    const NAME: &'static str = "confirm_email_change";

    fn route() -> Route<Self> {
        route!(confirm_email_change)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::warmed(environment).await? })
    }
}

/// The code of a link that confirms an address.
#[derive(Deserialize, ToSchema)]
pub struct EmailConfirmation {
    /// What follows `#code=` in the link.
    code: String,
}

/// The account has another address.
#[derive(Debug, Serialize, ToSchema)]
pub struct EmailConfirmed {
    /// The address it has now.
    email: String,
}

/// Confirm another address.
///
/// The code of the link works once, for a day. All sessions of the account end:
/// one signs in anew, by the new address or the user name. Where the account had no
/// confirmed address before, whoever opens the link is signed in to it: a roster may
/// have mistyped the address, and a stranger read the mail.
#[utoipa::path(
    post,
    path = "/api/email-changes",
    operation_id = "confirm_email_change",
    tag = "accounts",
    request_body = EmailConfirmation,
    responses(
        (status = 200, body = EmailConfirmed),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`"),
        (status = 409, body = ProblemDocument, description = "`email_taken_meanwhile`, `changed_meanwhile`"),
        (status = 422, body = ProblemDocument, description = "`email_change_code_invalid`, `email_change_code_expired`, `email_change_of_another`")
    )
)]
async fn confirm_email_change(
    State(action): State<ConfirmEmailChange>,
    opener: Opener,
    request: RequestContext,
    Body(EmailConfirmation { code }): Body<EmailConfirmation>,
) -> Result<Json<EmailConfirmed>, Problem> {
    let invalid = || Problem::unprocessable("email_change_code_invalid");
    let change = action.store.email_change(&code).await?.ok_or_else(invalid)?;
    if change.expires_at <= request.now {
        return Err(Problem::unprocessable("email_change_code_expired"));
    }
    let found = action.store.account_of_email_change(&change).await?;
    let (account, credentials) = found.ok_or_else(invalid)?;
    if account.session_generation != change.generation {
        return Err(invalid());
    }
    may_confirm(&opener, &account)?;
    let deed = Deed::of(&opener.as_owner_of(account.id), ConfirmEmailChange::NAME, &request);
    match action.store.change_email(&code, &change, &account, &credentials, &deed).await {
        Ok(()) => Ok(Json(EmailConfirmed { email: change.email.as_str().to_owned() })),
        Err(CommitError::Refused(refused)) if refused.is_of(EMAIL_CHANGE) => Err(invalid()),
        Err(CommitError::Refused(refused)) if refused.is_of(EMAIL) => {
            Err(Problem::conflict("email_taken_meanwhile"))
        }
        Err(error) => Err(error.into()),
    }
}

/// Reading an address that only the roster says shows nobody to be the student: the
/// university's sign-in does, too (S77).
fn may_confirm(opener: &Opener, account: &Account) -> Result<(), Problem> {
    if !account.email_of_roster {
        return Ok(());
    }
    let holder = opener.holder().ok_or_else(|| Problem::unauthenticated("sign_in_required"))?;
    match holder.account == account.id {
        true if holder.generation == account.session_generation => Ok(()),
        true => Err(Problem::unauthenticated("sign_in_required")),
        false => Err(Problem::unprocessable("email_change_of_another")),
    }
}
