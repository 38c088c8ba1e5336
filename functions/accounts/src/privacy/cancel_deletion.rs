//! `DELETE /api/account/deletion`: a deletion taken back.

use axum::extract::State;
use http::StatusCode;
use shared_platform::audit::Deed;
use shared_platform::auth::AccountHolder;
use shared_platform::http::ProblemDocument;
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};

use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct CancelDeletion {
    store: Store,
}

impl HttpAction for CancelDeletion {
    const NAME: &'static str = "cancel_deletion";

    fn route() -> Route<Self> {
        route!(cancel_deletion)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::warmed(environment).await? })
    }
}

/// Keep your account.
///
/// Takes the deletion back that was asked for; where none was, nothing changes.
#[utoipa::path(
    delete,
    path = "/api/account/deletion",
    operation_id = "cancel_deletion",
    tag = "accounts",
    responses(
        (status = 204, description = "The account stays."),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`"),
        (status = 409, body = ProblemDocument, description = "`changed_meanwhile`")
    ),
    security(("access_token" = []))
)]
async fn cancel_deletion(
    State(action): State<CancelDeletion>,
    holder: AccountHolder,
    request: RequestContext,
) -> Result<StatusCode, Problem> {
    let account = action.store.own_account(&holder).await?;
    if let Some(deletion) = &account.deletion {
        let deed = Deed::of(&holder, CancelDeletion::NAME, &request);
        action.store.cancel_deletion(&account, deletion, &deed).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
