//! `POST /api/account/deletion`: the end of an account, a week ahead.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::account::Hindrance;
use shared_platform::audit::Deed;
use shared_platform::auth::{AccountHolder, AccountKind};
use shared_platform::http::{FieldError, ProblemDocument};
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::passwords::password::TypedPassword;
use crate::passwords::reauthentication::Reauthentication;
use crate::privacy::deletion::Deletion;
use crate::privacy::store::Hindrances;
use crate::secrets::AccountSecrets;
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct RequestDeletion {
    store: Store,
    hindrances: Hindrances,
    reauthentication: Reauthentication,
}

impl HttpAction for RequestDeletion {
    const NAME: &'static str = "request_deletion";

    fn route() -> Route<Self> {
        route!(request_deletion)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        let (secrets, ()) = tokio::join!(AccountSecrets::of(environment), store.warm());
        Ok(Self {
            reauthentication: Reauthentication::of(environment, &store, &secrets?)?,
            hindrances: Hindrances::of(environment)?,
            store,
        })
    }
}

/// The password, once more.
#[derive(Deserialize, ToSchema)]
pub struct DeletionForm {
    /// The password.
    #[schema(value_type = String)]
    password: TypedPassword,
}

/// The account is going to be deleted.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeletionScheduled {
    /// From when on; until then it can be taken back.
    due_at: Timestamp,
}

/// Have your account deleted.
///
/// It is done after a week; until then it can be taken back. All other sessions
/// end. Accounts of staff are closed by an administrator.
#[utoipa::path(
    post,
    path = "/api/account/deletion",
    operation_id = "request_deletion",
    tag = "accounts",
    request_body = DeletionForm,
    responses(
        (status = 202, body = DeletionScheduled),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`"),
        (status = 403, body = ProblemDocument, description = "`not_permitted`"),
        (status = 409, body = ProblemDocument, description = "`deletion_refused` with the reasons, `changed_meanwhile`"),
        (status = 422, body = ProblemDocument, description = "`invalid_input`"),
        (status = 429, body = ProblemDocument, description = "`too_many_requests`")
    ),
    security(("access_token" = []))
)]
async fn request_deletion(
    State(action): State<RequestDeletion>,
    holder: AccountHolder,
    request: RequestContext,
    Body(form): Body<DeletionForm>,
) -> Result<(StatusCode, Json<DeletionScheduled>), Problem> {
    if holder.kind == AccountKind::Staff {
        return Err(Problem::forbidden("not_permitted"));
    }
    let (confirmed, hindrances) = tokio::join!(
        action.reauthentication.confirm(&holder, form.password, "/password", request.now),
        action.hindrances.to(holder.account, request.now)
    );
    let (account, ..) = confirmed?;
    let scheduled = |due_at| Ok((StatusCode::ACCEPTED, Json(DeletionScheduled { due_at })));
    if let Some(deletion) = account.deletion {
        return scheduled(deletion.due_at);
    }
    nothing_hinders(&hindrances?)?;
    let deletion = Deletion::requested(request.now);
    let deed = Deed::of(&holder, RequestDeletion::NAME, &request);
    action.store.ask_for_deletion(&account, &holder, &deletion, &deed).await?;
    scheduled(deletion.due_at)
}

fn nothing_hinders(hindrances: &[Hindrance]) -> Result<(), Problem> {
    if hindrances.is_empty() {
        return Ok(());
    }
    let reasons = hindrances.iter().map(|hindrance| FieldError::new("", hindrance.code()));
    Err(Problem::conflict("deletion_refused").with_errors(reasons.collect()))
}
