//! `POST /api/staff/invitations`: an administrator invites a colleague.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use shared_platform::audit::Deed;
use shared_platform::auth::{Administrator, Confirmed, Staff, StaffRole, Standings};
use shared_platform::http::{IdempotencyKey, ProblemDocument};
use shared_platform::store::{CommitError, IdempotentRequest};
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::account::EmailAddress;
use crate::staff::invitation::{Invitation, InvitationSent};
use crate::staff::member::given_roles;
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct InviteStaff {
    store: Store,
    standings: Standings,
}

impl HttpAction for InviteStaff {
    const NAME: &'static str = "invite_staff";

    fn route() -> Route<Self> {
        route!(invite_staff)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::warmed(environment).await?;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// Who is invited.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct StaffInvitationForm {
    /// Where the invitation goes.
    email: String,
    /// What they may do; at least one. A colleague who has an account keeps its roles.
    roles: Vec<StaffRole>,
}

/// Invite a member of staff.
///
/// The link in the mail makes one account, within three days. It replaces the one
/// that the address was sent before, which is worthless then. A colleague who
/// lost password, authenticator and recovery codes is invited again: the link
/// gives the present account new ones, and leaves its roles as they are.
#[utoipa::path(
    post,
    path = "/api/staff/invitations",
    operation_id = "invite_staff",
    tag = "accounts",
    params(("Idempotency-Key" = String, Header, description = "New for each intent, the same with a retry.")),
    request_body = StaffInvitationForm,
    responses(
        (status = 201, body = InvitationSent),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`"),
        (status = 403, body = ProblemDocument, description = "`not_permitted`"),
        (status = 422, body = ProblemDocument, description = "`invalid_input`, `idempotency_key_reused`")
    ),
    security(("access_token" = []))
)]
async fn invite_staff(
    State(action): State<InviteStaff>,
    administrator: Staff<Administrator>,
    key: IdempotencyKey,
    request: RequestContext,
    Body(form): Body<StaffInvitationForm>,
) -> Result<Confirmed<(StatusCode, Json<InvitationSent>)>, Problem> {
    let (email, roles) = form.parse()?;
    let reading = action.store.address_of_staff(&email, request.now);
    let (administrator, found) = action.standings.confirmed(administrator, reading).await?;
    let (owner, open) = found?;
    let once = IdempotentRequest::new(administrator.account, InviteStaff::NAME, &key, &form)?;
    let inviter = Some(administrator.user_name.clone());
    let (invitation, code) = Invitation::new(email, owner, roles, inviter, request.now)?;
    let mail = invitation.mail(&code, request.locale);
    let deed = Deed::of(&administrator, InviteStaff::NAME, &request);
    let invited = action.store.invite(&invitation, open.as_ref(), mail, Some(&once), &deed).await;
    let sent = match invited {
        Ok(()) => InvitationSent::from(&invitation),
        Err(CommitError::Refused(refused)) => {
            let before = once.reply_given_before(&refused)?;
            before.ok_or_else(|| Problem::from(CommitError::Refused(refused)))?
        }
        Err(error) => return Err(error.into()),
    };
    Ok(administrator.answer((StatusCode::CREATED, Json(sent))))
}

impl StaffInvitationForm {
    fn parse(&self) -> Result<(EmailAddress, Vec<StaffRole>), Problem> {
        match (EmailAddress::parse(&self.email), given_roles(&self.roles)) {
            (Ok(email), Ok(roles)) => Ok((email, roles)),
            (email, roles) => {
                Err(Problem::invalid(email.err().into_iter().chain(roles.err()).collect()))
            }
        }
    }
}
