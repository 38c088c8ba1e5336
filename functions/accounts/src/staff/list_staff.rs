//! `GET /api/staff/accounts`: the directory of staff, and who is invited.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::account::EmailTrouble;
use shared_domain::ids::InvitationId;
use shared_platform::auth::{Administrator, Confirmed, Staff, StaffRole, Standings};
use shared_platform::http::{ProblemDocument, Query};
use shared_platform::store::Cursor;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::{IntoParams, ToSchema};

use crate::staff::invitation::Invitation;
use crate::staff::member::StaffMemberView;
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct ListStaff {
    store: Store,
    standings: Standings,
}

impl HttpAction for ListStaff {
    const NAME: &'static str = "list_staff";

    fn route() -> Route<Self> {
        route!(list_staff)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::warmed(environment).await?;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StaffQuery {
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
}

/// A page of the directory.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffList {
    /// Members of staff, the first to come first.
    items: Vec<ListedMember>,
    /// Invitations that can still be accepted, newest first.
    invitations: Vec<OpenInvitation>,
    /// Where the next page begins; `null` after the last.
    next: Option<String>,
}

/// A member of staff, and whether mails reach them.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListedMember {
    #[serde(flatten)]
    member: StaffMemberView,
    /// Why mails to the address do not arrive, as far as is known.
    email_trouble: Option<EmailTrouble>,
}

/// An invitation that can still be accepted.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpenInvitation {
    id: InvitationId,
    email: String,
    roles: Vec<StaffRole>,
    expires_at: Timestamp,
}

impl From<Invitation> for OpenInvitation {
    fn from(invitation: Invitation) -> Self {
        Self {
            id: invitation.id,
            email: invitation.email.as_str().to_owned(),
            roles: invitation.roles,
            expires_at: invitation.expires_at,
        }
    }
}

/// List the members of staff and the invitations.
#[utoipa::path(
    get,
    path = "/api/staff/accounts",
    operation_id = "list_staff",
    tag = "accounts",
    params(StaffQuery),
    responses(
        (status = 200, body = StaffList),
        (status = 400, body = ProblemDocument, description = "`invalid_cursor`"),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`"),
        (status = 403, body = ProblemDocument, description = "`not_permitted`")
    ),
    security(("access_token" = []))
)]
async fn list_staff(
    State(action): State<ListStaff>,
    administrator: Staff<Administrator>,
    request: RequestContext,
    Query(query): Query<StaffQuery>,
) -> Result<Confirmed<Json<StaffList>>, Problem> {
    let cursor = query.cursor.as_deref().map(Cursor::parse).transpose();
    let cursor = cursor.map_err(|_| Problem::malformed("invalid_cursor"))?;
    let reading =
        async { tokio::join!(action.store.members(cursor), action.store.invitations(request.now)) };
    let (administrator, (members, invitations)) =
        action.standings.confirmed(administrator, reading).await?;
    let members = members?;
    let troubles = action.store.email_troubles(&members.items).await?;
    let listed = |(member, email_trouble)| ListedMember {
        member: StaffMemberView::from(member),
        email_trouble,
    };
    Ok(administrator.answer(Json(StaffList {
        items: members.items.into_iter().zip(troubles).map(listed).collect(),
        invitations: invitations?.into_iter().map(OpenInvitation::from).collect(),
        next: members.next.map(|next| next.text()),
    })))
}
