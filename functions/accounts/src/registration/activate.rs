//! `POST /api/activations`: the activation link (S16, S27).

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared_platform::audit::Deed;
use shared_platform::auth::Visitor;
use shared_platform::http::ProblemDocument;
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use crate::registration::store::ACTIVATION;
use crate::store::{ACCOUNT, EMAIL, Store};

/// What the action needs.
#[derive(Clone)]
pub struct Activate {
    store: Store,
}

impl HttpAction for Activate {
    const NAME: &'static str = "activate";

    fn route() -> Route<Self> {
        route!(activate)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { store: Store::warmed(environment).await? })
    }
}

/// The code of an activation link.
#[derive(Deserialize, ToSchema)]
pub struct Activation {
    /// What follows `#code=` in the link.
    code: String,
}

/// An account was activated.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Activated {
    /// The name to sign in with.
    user_name: String,
}

/// Activate an account.
///
/// The code of the link works once, for a day. Of several registrations of one
/// address the first one that is activated has it.
#[utoipa::path(
    post,
    path = "/api/activations",
    operation_id = "activate",
    tag = "accounts",
    request_body = Activation,
    responses(
        (status = 200, body = Activated),
        (status = 409, body = ProblemDocument, description = "`activation_address_taken`"),
        (status = 422, body = ProblemDocument, description = "`activation_code_invalid`, `activation_code_expired`")
    )
)]
async fn activate(
    State(action): State<Activate>,
    visitor: Visitor,
    request: RequestContext,
    Body(Activation { code }): Body<Activation>,
) -> Result<Json<Activated>, Problem> {
    let invalid = || Problem::unprocessable("activation_code_invalid");
    let activation = action.store.activation(&code).await?.ok_or_else(invalid)?;
    if activation.expires_at <= request.now {
        return Err(Problem::unprocessable("activation_code_expired")); // S27
    }
    let waiting = activation.credentials;
    let deed = Deed::of(&visitor.as_owner_of(waiting.account), Activate::NAME, &request);
    match action.store.activate(&code, &waiting, &deed).await {
        Ok(()) => Ok(Json(Activated { user_name: waiting.user_name.as_str().to_owned() })),
        Err(CommitError::Refused(refused)) => {
            // Used meanwhile, or the account is active by another code.
            let used = refused.is_of(ACTIVATION) || refused.is_of(ACCOUNT);
            match refused.is_of(EMAIL) && !used {
                true => Err(Problem::conflict("activation_address_taken")),
                false => Err(invalid()),
            }
        }
        Err(CommitError::Store(error)) => Err(error.into()),
    }
}
