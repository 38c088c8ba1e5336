//! `POST /api/invitations/views`: what an invitation is for, and the
//! authenticator that belongs to it.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::auth::StaffRole;
use shared_platform::http::ProblemDocument;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::second_factor::totp::AuthenticatorKey;
use crate::secrets::AccountSecrets;
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct ViewInvitation {
    store: Store,
    secrets: AccountSecrets,
}

impl HttpAction for ViewInvitation {
    const NAME: &'static str = "view_invitation";

    fn route() -> Route<Self> {
        route!(view_invitation)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        let (secrets, ()) = tokio::join!(AccountSecrets::of(environment), store.warm());
        Ok(Self { store, secrets: secrets? })
    }
}

/// The code of an invitation's link.
#[derive(Deserialize, ToSchema)]
pub struct InvitationCode {
    /// What follows `#code=` in the link.
    code: String,
}

/// An invitation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Invitation)]
pub struct InvitationView {
    /// The address of the account.
    email: String,
    /// Its user name, if it has one already; else it is chosen.
    user_name: Option<String>,
    /// Its roles.
    roles: Vec<StaffRole>,
    /// The user name of who invites; `null` for the first administrator.
    invited_by: Option<String>,
    /// Until when it can be accepted.
    expires_at: Timestamp,
    /// The authenticator that is to be confirmed.
    #[serde(flatten)]
    authenticator: AuthenticatorKey,
}

/// Show an invitation.
///
/// The authenticator is the same each time the invitation is shown.
#[utoipa::path(
    post,
    path = "/api/invitations/views",
    operation_id = "view_invitation",
    tag = "accounts",
    request_body = InvitationCode,
    responses(
        (status = 200, body = InvitationView),
        (status = 422, body = ProblemDocument, description = "`invitation_invalid`, `invitation_expired`")
    )
)]
async fn view_invitation(
    State(action): State<ViewInvitation>,
    request: RequestContext,
    Body(InvitationCode { code }): Body<InvitationCode>,
) -> Result<Json<InvitationView>, Problem> {
    let invitation = action.store.open_invitation(&code, request.now).await?;
    let key = action.secrets.totp_key_of_invitation(&code);
    Ok(Json(InvitationView {
        authenticator: AuthenticatorKey::shown(&key, invitation.email.as_str())?,
        email: invitation.email.as_str().to_owned(),
        user_name: invitation.present.map(|present| present.user_name.as_str().to_owned()),
        roles: invitation.roles,
        invited_by: invitation.invited_by,
        expires_at: invitation.expires_at,
    }))
}
