//! `GET /api/staff/accounts/{accountId}/sign-ins`: an administrator sees who has
//! signed in to an account, or tried to.

use axum::Json;
use axum::extract::State;
use shared_platform::auth::{Administrator, Confirmed, Staff, Standings};
use shared_platform::http::{Path, ProblemDocument, Query};
use shared_platform::ids::AccountId;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use crate::sign_in::list_sign_ins::{SignInList, SignInPage};
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct ListSignInsOfAccount {
    store: Store,
    standings: Standings,
}

impl HttpAction for ListSignInsOfAccount {
    const NAME: &'static str = "list_sign_ins_of_account";

    fn route() -> Route<Self> {
        route!(list_sign_ins_of_account)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::warmed(environment).await?;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// List the sign-ins to an account, those that failed among them.
#[utoipa::path(
    get,
    path = "/api/staff/accounts/{accountId}/sign-ins",
    operation_id = "list_sign_ins_of_account",
    tag = "accounts",
    params(("accountId" = AccountId, Path, description = "The account, of staff or of an applicant."), SignInPage),
    responses(
        (status = 200, body = SignInList),
        (status = 400, body = ProblemDocument, description = "`invalid_cursor`"),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`"),
        (status = 403, body = ProblemDocument, description = "`not_permitted`"),
        (status = 404, body = ProblemDocument, description = "`not_found`")
    ),
    security(("access_token" = []))
)]
async fn list_sign_ins_of_account(
    State(action): State<ListSignInsOfAccount>,
    administrator: Staff<Administrator>,
    request: RequestContext,
    Path(account): Path<AccountId>,
    Query(page): Query<SignInPage>,
) -> Result<Confirmed<Json<SignInList>>, Problem> {
    let after = page.begins()?;
    let reading = async {
        tokio::join!(
            action.store.has_account(account),
            action.store.sign_ins(account, after, request.now)
        )
    };
    let (administrator, (exists, page)) =
        action.standings.confirmed(administrator, reading).await?;
    match exists? {
        true => Ok(administrator.answer(Json(page?.into()))),
        false => Err(Problem::not_found()),
    }
}
