//! `POST /api/account/exports`: everything that is stored about a person, for
//! that person.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::ids::ExportId;
use shared_platform::audit::Deed;
use shared_platform::auth::AccountHolder;
use shared_platform::http::{IdempotencyKey, ProblemDocument};
use shared_platform::store::{CommitError, IdempotentRequest};
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::passwords::password::TypedPassword;
use crate::passwords::reauthentication::Reauthentication;
use crate::privacy::export::{Export, ExportState, next_one_at};
use crate::secrets::AccountSecrets;
use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct RequestExport {
    store: Store,
    reauthentication: Reauthentication,
}

impl HttpAction for RequestExport {
    const NAME: &'static str = "request_export";

    fn route() -> Route<Self> {
        route!(request_export)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        let (secrets, ()) = tokio::join!(AccountSecrets::of(environment), store.warm());
        let reauthentication = Reauthentication::of(environment, &store, &secrets?)?;
        Ok(Self { store, reauthentication })
    }
}

/// The password, once more.
#[derive(Deserialize, ToSchema)]
pub struct ExportForm {
    /// The password.
    #[schema(value_type = String)]
    password: TypedPassword,
}

/// An export that was asked for.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ExportRequested {
    id: ExportId,
    /// `building`: a mail tells when it is ready.
    #[schema(value_type = ExportState)]
    state: String,
}

/// Ask for everything that is stored about you.
///
/// A ZIP file is put together in the background; a mail tells when it can be
/// fetched. One at a time, three in a week.
#[utoipa::path(
    post,
    path = "/api/account/exports",
    operation_id = "request_export",
    tag = "accounts",
    params(("Idempotency-Key" = String, Header, description = "New for each intent.")),
    request_body = ExportForm,
    responses(
        (status = 202, body = ExportRequested),
        (status = 401, body = ProblemDocument, description = "`sign_in_required`, `token_expired`, `session_over`"),
        (status = 409, body = ProblemDocument, description = "`export_under_way`"),
        (status = 422, body = ProblemDocument, description = "`invalid_input`"),
        (status = 429, body = ProblemDocument, description = "`too_many_requests`")
    ),
    security(("access_token" = []))
)]
async fn request_export(
    State(action): State<RequestExport>,
    holder: AccountHolder,
    key: IdempotencyKey,
    request: RequestContext,
    Body(form): Body<ExportForm>,
) -> Result<(StatusCode, Json<ExportRequested>), Problem> {
    // The password is no part of what was asked for.
    let once = IdempotentRequest::new(holder.account, RequestExport::NAME, &key, &())?;
    let (confirmed, exports, replied) = tokio::join!(
        action.reauthentication.confirm(&holder, form.password, "/password", request.now),
        action.store.exports(holder.account, request.now),
        action.store.export_asked_for(&once)
    );
    let (account, ..) = confirmed?;
    let accepted = |reply| Ok((StatusCode::ACCEPTED, Json(reply)));
    if let Some(reply) = replied? {
        return accepted(reply);
    }
    one_more(&exports?, request.now)?;

    let export = Export::new(account.id, request.now);
    let reply = ExportRequested { id: export.id, state: "building".to_owned() };
    let deed = Deed::of(&holder, RequestExport::NAME, &request);
    match action.store.ask_for_export(&account, &export, &once, &reply, &deed).await {
        Ok(()) => accepted(reply),
        Err(CommitError::Refused(refused)) => match once.reply_given_before(&refused)? {
            Some(reply) => accepted(reply),
            None => Err(CommitError::Refused(refused).into()),
        },
        Err(error) => Err(error.into()),
    }
}

/// Whether another export can be asked for now.
fn one_more(exports: &[Export], now: Timestamp) -> Result<(), Problem> {
    if exports.iter().any(|export| export.state(now) == ExportState::Building) {
        return Err(Problem::conflict("export_under_way"));
    }
    match next_one_at(exports, now) {
        None => Ok(()),
        Some(at) => {
            let seconds = u64::try_from(at.as_second() - now.as_second()).unwrap_or_default();
            Err(Problem::too_many_requests(seconds.max(1)))
        }
    }
}
