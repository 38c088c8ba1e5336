//! `POST /api/activations`: the activation link (S16, S27).

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use shared::audit::Occasion;
use shared::http::ProblemDocument;
use shared::store::CommitError;
use shared::{Body, Environment, HttpAction, InitError, Problem, RequestContext};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::store::Store;

/// What the action needs.
#[derive(Clone)]
pub struct Activate {
    store: Store,
}

impl HttpAction for Activate {
    const NAME: &'static str = "activate";

    fn routes() -> OpenApiRouter<Self> {
        OpenApiRouter::new().routes(routes!(activate))
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = Store::of(environment)?;
        store.warm().await;
        Ok(Self { store })
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
/// The code of the link works once, for a day.
#[utoipa::path(
    post,
    path = "/api/activations",
    operation_id = "activate",
    tag = "accounts",
    request_body = Activation,
    responses(
        (status = 200, body = Activated),
        (status = 422, body = ProblemDocument, description = "`activation_code_invalid`, `activation_code_expired`")
    )
)]
async fn activate(
    State(action): State<Activate>,
    request: RequestContext,
    Body(Activation { code }): Body<Activation>,
) -> Result<Json<Activated>, Problem> {
    let invalid = || Problem::unprocessable("activation_code_invalid");
    let activation = action.store.activation(&code).await?.ok_or_else(invalid)?;
    if activation.expires_at <= request.now {
        return Err(Problem::unprocessable("activation_code_expired")); // S27
    }
    match action.store.activate(&code, &activation, &Occasion::from(&request)).await {
        Ok(()) => Ok(Json(Activated { user_name: activation.user_name })),
        // Used meanwhile, or its account gave way to another registration.
        Err(CommitError::Refused(_)) => Err(invalid()),
        Err(CommitError::Store(error)) => Err(error.into()),
    }
}
