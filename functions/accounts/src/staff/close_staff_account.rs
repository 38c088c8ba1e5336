//! `DELETE /api/staff/accounts/{accountId}`: an administrator closes the account
//! of a colleague who leaves.

use axum::extract::State;
use http::StatusCode;
use shared_platform::audit::Deed;
use shared_platform::auth::{Administrator, Confirmed, Staff, Standings};
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::ids::AccountId;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use crate::staff::member::not_ones_own;
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct CloseStaffAccount {
    store: Store,
    standings: Standings,
}

impl HttpAction for CloseStaffAccount {
    const NAME: &'static str = "close_staff_account";

    fn route() -> Route<Self> {
        route!(close_staff_account)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::warmed(environment).await?;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// Close the account of a member of staff.
///
/// Nobody can sign in with it any more; what was done with it stays on record.
/// Its address can be invited again.
#[utoipa::path(
    delete,
    path = "/api/staff/accounts/{accountId}",
    operation_id = "close_staff_account",
    tag = "accounts",
    params(("accountId" = AccountId, Path, description = "The member of staff.")),
    responses(
        (status = 204, description = "It is closed."),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`"),
        (status = 403, body = ProblemDocument, description = "`not_permitted`"),
        (status = 404, body = ProblemDocument, description = "`not_found`"),
        (status = 409, body = ProblemDocument, description = "`own_account`, `changed_meanwhile`")
    ),
    security(("access_token" = []))
)]
async fn close_staff_account(
    State(action): State<CloseStaffAccount>,
    administrator: Staff<Administrator>,
    request: RequestContext,
    Path(id): Path<AccountId>,
) -> Result<Confirmed<StatusCode>, Problem> {
    let reading = async { tokio::join!(action.store.member(id), action.store.recovery_hashes(id)) };
    let (administrator, (member, recovery_hashes)) =
        action.standings.confirmed(administrator, reading).await?;
    not_ones_own(id, &administrator)?;
    let (account, member) = member?.ok_or_else(Problem::not_found)?;
    if member.closed_at.is_none() {
        let deed = Deed::of(&administrator, CloseStaffAccount::NAME, &request);
        action.store.close_member(&account, &recovery_hashes?, &deed).await?;
    }
    Ok(administrator.answer(StatusCode::NO_CONTENT))
}
