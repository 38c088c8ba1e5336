//! `set_semester`: the registrar sets a semester and the windows of its cohorts.

use axum::Json;
use axum::extract::State;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Registrar, Staff, Standings};
use shared_platform::http::ProblemDocument;
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};

use super::semester::{Semester, SemesterForm};
use super::store::{SEMESTER, WindowStore};

/// The action.
#[derive(Clone)]
pub struct SetSemester {
    store: WindowStore,
    standings: Standings,
}

impl HttpAction for SetSemester {
    const NAME: &'static str = "set_semester";

    fn route() -> Route<Self> {
        route!(set_semester)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = WindowStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// Set a semester and the windows in which its cohorts register.
///
/// A window whose last day is a day off is refused: a form that comes on the last
/// day finds the office open.
#[utoipa::path(
    put,
    path = "/api/staff/semesters",
    operation_id = "set_semester",
    tag = "semester",
    request_body = SemesterForm,
    responses(
        (status = 200, description = "The semester.", body = Semester),
        (status = 409, description = "Somebody else has changed it.", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_input`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn set_semester(
    State(action): State<SetSemester>,
    registrar: Staff<Registrar>,
    request: RequestContext,
    Body(form): Body<SemesterForm>,
) -> Result<Confirmed<Json<Semester>>, Problem> {
    // Who has lost the role does not learn the office's days by what is refused.
    let reading = action.store.to_set(&form.id);
    let (registrar, found) = action.standings.confirmed(registrar, reading).await?;
    let (before, office) = found?;
    let semester = form.checked(before, office.as_ref()).map_err(Problem::invalid)?;
    let deed = Deed::of(&registrar, SetSemester::NAME, &request);
    match action.store.set(&semester, &deed).await {
        Ok(()) => Ok(registrar.answer(Json(semester))),
        Err(CommitError::Refused(refused)) if refused.is_of(SEMESTER) => {
            Err(Problem::conflict("changed_meanwhile"))
        }
        Err(error) => Err(error.into()),
    }
}
