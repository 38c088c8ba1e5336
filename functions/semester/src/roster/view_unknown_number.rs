//! `view_unknown_number`: a number that the university's sign-in said, with whoever has
//! it or had it. Whoever looks at a student stands in the log.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use shared_domain::ids::ReviewId;
use shared_domain::review::Review;
use shared_domain::student::StudentNumber;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Registrar, Staff, Standings};
use shared_platform::http::{Path, ProblemDocument};
use shared_platform::{Environment, HttpAction, InitError, Problem, RequestContext, Route, route};
use utoipa::ToSchema;

use super::number_matter::NumberStore;
use super::student_view::StudentSummary;

/// The action.
#[derive(Clone)]
pub struct ViewUnknownNumber {
    store: NumberStore,
    standings: Standings,
}

impl HttpAction for ViewUnknownNumber {
    const NAME: &'static str = "view_unknown_number";

    fn route() -> Route<Self> {
        route!(view_unknown_number)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = NumberStore::of(environment).await?;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// A task with the number that it is about.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnknownNumberDetails {
    /// The task.
    #[serde(flatten)]
    review: Review,
    /// The number.
    number: StudentNumber,
    /// Whoever has the number by now, or had it; `null` where nobody does.
    student: Option<StudentSummary>,
}

/// Show a number that the university's sign-in said and no student had.
#[utoipa::path(
    get,
    path = "/api/reviews/{reviewId}/student-number",
    operation_id = "view_unknown_number",
    tag = "semester",
    params(("reviewId" = ReviewId, Path, description = "The task.")),
    responses(
        (status = 200, description = "The task and the number.", body = UnknownNumberDetails),
        (status = "4XX", description = "It cannot be shown.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_unknown_number(
    State(action): State<ViewUnknownNumber>,
    registrar: Staff<Registrar>,
    request: RequestContext,
    Path(id): Path<ReviewId>,
) -> Result<Confirmed<Json<UnknownNumberDetails>>, Problem> {
    let reading = action.store.task(id);
    let (registrar, task) = action.standings.confirmed(registrar, reading).await?;
    let task = task?.ok_or_else(Problem::not_found)?;
    let number = task.matter().number.clone();
    let student = action.store.student(&number).await?;
    if let Some(student) = &student {
        // Written before anything is shown.
        let deed = Deed::of(&registrar, ViewUnknownNumber::NAME, &request);
        action.store.note_view(&task, student.id, &deed).await?;
    }
    Ok(registrar.answer(Json(UnknownNumberDetails {
        review: Review::of(&task, request.now),
        number,
        student: student.as_ref().map(StudentSummary::from),
    })))
}
