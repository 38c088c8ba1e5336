//! `extend_window`: the registrar gives one student more time, with a reason.

use axum::Json;
use axum::extract::State;
use shared_domain::ids::StudentId;
use shared_domain::staff::Colleague;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Registrar, Staff, Standings};
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};

use super::extension::{ExtensionForm, ExtensionView};
use super::store::WindowStore;

/// The action.
#[derive(Clone)]
pub struct ExtendWindow {
    store: WindowStore,
    standings: Standings,
}

impl HttpAction for ExtendWindow {
    const NAME: &'static str = "extend_window";

    fn route() -> Route<Self> {
        route!(extend_window)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = WindowStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// Give a student more time to register.
///
/// What was given before in the same semester gives way to it.
#[utoipa::path(
    put,
    path = "/api/staff/students/{studentId}/extension",
    operation_id = "extend_window",
    tag = "semester",
    params(("studentId" = StudentId, Path, description = "The student.")),
    request_body = ExtensionForm,
    responses(
        (status = 200, description = "The student has more time.", body = ExtensionView),
        (status = 422, description = "`invalid_input`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn extend_window(
    State(action): State<ExtendWindow>,
    registrar: Staff<Registrar>,
    request: RequestContext,
    Path(id): Path<StudentId>,
    Body(form): Body<ExtensionForm>,
) -> Result<Confirmed<Json<ExtensionView>>, Problem> {
    let reading = action.store.to_extend(id, form.semester());
    let (registrar, found) = action.standings.confirmed(registrar, reading).await?;
    let (student, semester, office) = found?;
    let student = student.ok_or_else(Problem::not_found)?;
    let deed = Deed::of(&registrar, ExtendWindow::NAME, &request);
    let by = Colleague::from(&*registrar);
    let extension = form
        .checked(semester.as_ref(), &student, office.as_ref(), by, request.now)
        .map_err(Problem::invalid)?;
    action.store.extend(&student, &extension, &deed).await?;
    Ok(registrar.answer(Json(extension.into())))
}
