//! `PUT /api/staff/accounts/{accountId}/roles`: an administrator says what a
//! colleague may do. It counts at once.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use shared_platform::audit::Deed;
use shared_platform::auth::{Administrator, Confirmed, Staff, StaffRole, Standings};
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::ids::AccountId;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::staff::member::{StaffMember, StaffMemberView, given_roles, not_ones_own};
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct ChangeRoles {
    store: Store,
    standings: Standings,
}

impl HttpAction for ChangeRoles {
    const NAME: &'static str = "change_roles";

    fn route() -> Route<Self> {
        route!(change_roles)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::warmed(environment).await?;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// What a member of staff may do from now on.
#[derive(Debug, Deserialize, ToSchema)]
pub struct RolesForm {
    /// All roles; at least one.
    roles: Vec<StaffRole>,
}

/// Change the roles of a member of staff.
///
/// When a role is taken away, their sessions end. Nobody changes their own
/// roles, so that an administrator is always left.
#[utoipa::path(
    put,
    path = "/api/staff/accounts/{accountId}/roles",
    operation_id = "change_roles",
    tag = "accounts",
    params(("accountId" = AccountId, Path, description = "The member of staff.")),
    request_body = RolesForm,
    responses(
        (status = 200, body = StaffMemberView),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`"),
        (status = 403, body = ProblemDocument, description = "`not_permitted`"),
        (status = 404, body = ProblemDocument, description = "`not_found`"),
        (status = 409, body = ProblemDocument, description = "`own_account`, `changed_meanwhile`"),
        (status = 422, body = ProblemDocument, description = "`invalid_input`")
    ),
    security(("access_token" = []))
)]
async fn change_roles(
    State(action): State<ChangeRoles>,
    administrator: Staff<Administrator>,
    request: RequestContext,
    Path(id): Path<AccountId>,
    Body(form): Body<RolesForm>,
) -> Result<Confirmed<Json<StaffMemberView>>, Problem> {
    let roles = given_roles(&form.roles)?;
    let reading = action.store.member(id);
    let (administrator, member) = action.standings.confirmed(administrator, reading).await?;
    not_ones_own(id, &administrator)?;
    let member = member?.filter(|(_, member)| member.closed_at.is_none());
    let (account, member) = member.ok_or_else(Problem::not_found)?;
    if account.roles != roles {
        let deed = Deed::of(&administrator, ChangeRoles::NAME, &request);
        action.store.change_roles(&account, &roles, &deed).await?;
    }
    Ok(administrator.answer(Json(StaffMember { roles, ..member }.into())))
}
