//! `report_deadline_done`: a student says on which day something was done that was
//! due. The office looks at it, and until then nobody is told of it any more.

use axum::Json;
use axum::extract::State;
use jiff::civil::Date;
use serde::Deserialize;
use shared_domain::deadline::DeadlineKind;
use shared_platform::audit::Deed;
use shared_platform::auth::Applicant;
use shared_platform::clock::beijing_date;
use shared_platform::http::{FieldError, Path, ProblemDocument};
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::deadline_view::DeadlineView;
use super::store::PermitStore;

/// The action.
#[derive(Clone)]
pub struct ReportDeadlineDone {
    store: PermitStore,
}

impl HttpAction for ReportDeadlineDone {
    const NAME: &'static str = "report_deadline_done";

    fn route() -> Route<Self> {
        route!(report_deadline_done)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = PermitStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// When something was done.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeadlineDone {
    /// The day, in Beijing.
    on: Date,
}

/// Say that something was done that is due; the office looks at it.
#[utoipa::path(
    post,
    path = "/api/student-record/dates/{deadline}/done",
    operation_id = "report_deadline_done",
    tag = "semester",
    params(("deadline" = DeadlineKind, Path, description = "What was due.")),
    request_body = DeadlineDone,
    responses(
        (status = 200, description = "The office looks at it.", body = DeadlineView),
        (status = 409, description = "`renewed_by_registration`, `changed_meanwhile`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`invalid_input`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nothing was changed.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn report_deadline_done(
    State(action): State<ReportDeadlineDone>,
    applicant: Applicant,
    request: RequestContext,
    Path(kind): Path<DeadlineKind>,
    Body(done): Body<DeadlineDone>,
) -> Result<Json<DeadlineView>, Problem> {
    let own = action.store.own(applicant.account).await?;
    let (student, deadlines) = own.ok_or_else(Problem::not_found)?;
    let before = deadlines.into_iter().find(|deadline| deadline.deadline == kind);
    let before = before.ok_or_else(Problem::not_found)?;
    let event = before.event.ok_or_else(|| Problem::conflict("renewed_by_registration"))?;
    let code = match done.on {
        on if beijing_date(request.now) < on => Some("date_in_future"),
        on if on < beijing_date(event.at) => Some("date_too_long_ago"),
        _ => None,
    };
    if let Some(code) = code {
        return Err(Problem::from(FieldError::new("/on", code)));
    }
    if before.done_on.is_some() {
        return Ok(Json(DeadlineView::of(&before, request.now)));
    }
    let after = before.said_done(done.on);
    let deed = Deed::of(&applicant, ReportDeadlineDone::NAME, &request);
    action.store.said_done(&deed, &student, &before, &after).await?;
    Ok(Json(DeadlineView::of(&after, request.now)))
}
