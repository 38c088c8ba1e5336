//! `DELETE /api/staff/accounts/{accountId}/sessions`: an administrator ends all
//! sessions of an account that may be in the wrong hands.

use axum::extract::State;
use http::StatusCode;
use shared_platform::audit::Deed;
use shared_platform::auth::{Administrator, Confirmed, Staff, Standings};
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::ids::AccountId;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct EndSessionsOfAccount {
    store: Store,
    standings: Standings,
}

impl HttpAction for EndSessionsOfAccount {
    const NAME: &'static str = "end_sessions_of_account";

    fn route() -> Route<Self> {
        route!(end_sessions_of_account)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::warmed(environment).await?;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// End all sessions of an account, of staff or of an applicant.
#[utoipa::path(
    delete,
    path = "/api/staff/accounts/{accountId}/sessions",
    operation_id = "end_sessions_of_account",
    tag = "accounts",
    params(("accountId" = AccountId, Path, description = "The account.")),
    responses(
        (status = 204, description = "They are over; who knows the password can sign in again."),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`"),
        (status = 403, body = ProblemDocument, description = "`not_permitted`"),
        (status = 404, body = ProblemDocument, description = "`not_found`"),
        (status = 409, body = ProblemDocument, description = "`changed_meanwhile`")
    ),
    security(("access_token" = []))
)]
async fn end_sessions_of_account(
    State(action): State<EndSessionsOfAccount>,
    administrator: Staff<Administrator>,
    request: RequestContext,
    Path(id): Path<AccountId>,
) -> Result<Confirmed<StatusCode>, Problem> {
    let reading = action.store.account(id);
    let (administrator, account) = action.standings.confirmed(administrator, reading).await?;
    let account = account?.ok_or_else(Problem::not_found)?;
    // One's own account changes only if it still is as it was confirmed, which
    // guards it: a transaction cannot name one item twice.
    let deed = match id == administrator.account {
        true => Deed::of(&administrator.in_own_account(), EndSessionsOfAccount::NAME, &request),
        false => Deed::of(&administrator, EndSessionsOfAccount::NAME, &request),
    };
    action.store.end_all_sessions(&account, &deed).await?;
    Ok(administrator.answer(StatusCode::NO_CONTENT))
}
