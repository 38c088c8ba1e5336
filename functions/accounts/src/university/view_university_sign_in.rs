//! `GET /api/university-sign-ins`: whether one can sign in with the university's own
//! identity here.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared_platform::http::ProblemDocument;
use shared_platform::{Environment, HttpAction, InitError, Problem, Route, route};
use utoipa::ToSchema;

use super::configuration::Configuration;

/// What the action needs.
#[derive(Clone)]
pub struct ViewUniversitySignIn {
    offered: bool,
}

impl HttpAction for ViewUniversitySignIn {
    const NAME: &'static str = "view_university_sign_in";

    fn route() -> Route<Self> {
        route!(view_university_sign_in)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self { offered: Configuration::of(environment)?.is_some() })
    }
}

/// Whether the university's own sign-in is offered.
#[derive(Debug, Serialize, ToSchema)]
pub struct UniversitySignIn {
    /// Whether it is.
    offered: bool,
}

/// Show whether one can sign in with the university's account.
#[utoipa::path(
    get,
    path = "/api/university-sign-ins",
    operation_id = "view_university_sign_in",
    tag = "accounts",
    responses(
        (status = 200, body = UniversitySignIn),
        (status = "4XX", description = "It cannot be shown.", body = ProblemDocument)
    )
)]
async fn view_university_sign_in(
    State(action): State<ViewUniversitySignIn>,
) -> Result<Json<UniversitySignIn>, Problem> {
    Ok(Json(UniversitySignIn { offered: action.offered }))
}
