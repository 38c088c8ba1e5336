//! `view_registration_window`: whether a student can register now, when the window
//! opens or closed, and what the office does today (S73, S74).

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use shared_domain::ids::StudentId;
use shared_domain::registration::RegistrationId;
use shared_platform::auth::Applicant;
use shared_platform::http::ProblemDocument;
use shared_platform::{
    Environment, HttpAction, InitError, Locale, Problem, RequestContext, Route, route, texts,
};
use utoipa::ToSchema;

use super::availability::{Availability, OfficeDay, WindowState};
use super::semester::SemesterName;
use super::store::WindowStore;
use crate::roster::view_own_student_record::own;

/// The action.
#[derive(Clone)]
pub struct ViewRegistrationWindow {
    store: WindowStore,
}

impl HttpAction for ViewRegistrationWindow {
    const NAME: &'static str = "view_registration_window";

    fn route() -> Route<Self> {
        route!(view_registration_window)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = WindowStore::of(environment)?;
        store.warm().await;
        Ok(Self { store })
    }
}

/// When a student can register.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RegistrationWindow {
    /// Whether the student can register now.
    state: WindowState,
    /// The same in words, with what to do.
    text: String,
    /// The semester that it is about; `null` where no window is set.
    semester: Option<SemesterName>,
    /// The registration of that semester, begun or not.
    registration: Option<RegistrationId>,
    /// The first instant of the window.
    opens_at: Option<Timestamp>,
    /// The instant at which it is over.
    closes_at: Option<Timestamp>,
    /// Whether the office has given this student more time.
    extended: bool,
    /// The next working day in Beijing, where the office is closed today. The form
    /// is taken all the same.
    office_closed_until: Option<Date>,
    /// The working day by which the office answers what comes today; `null` where
    /// its calendar does not say.
    answers_by: Option<Date>,
}

/// Show whether one can register, and when.
#[utoipa::path(
    get,
    path = "/api/registration-window",
    operation_id = "view_registration_window",
    tag = "semester",
    responses(
        (status = 200, description = "The window.", body = RegistrationWindow),
        (status = "4XX", description = "The account has no student.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn view_registration_window(
    State(action): State<ViewRegistrationWindow>,
    applicant: Applicant,
    request: RequestContext,
) -> Result<Json<RegistrationWindow>, Problem> {
    let (records, semesters, office) = action.store.own_windows(applicant.account).await?;
    let record = own(records, |(student, _)| student);
    let (student, extensions) = record.ok_or_else(Problem::not_found)?;
    let seen = Availability::of(&student, &semesters, &extensions, request.now);
    let office = OfficeDay::of(office.as_ref(), request.now);
    Ok(Json(RegistrationWindow::of(student.id, &seen, office, request.locale)))
}

impl RegistrationWindow {
    /// How a student stands to the windows, in the reader's language.
    pub(crate) fn of(
        student: StudentId,
        seen: &Availability<'_>,
        office: OfficeDay,
        locale: Locale,
    ) -> Self {
        let window = seen.window;
        let semester = window.map(|window| window.semester.called());
        let id = semester.as_ref().map(|semester| semester.id.clone());
        Self {
            state: seen.state,
            text: texts::text(locale, seen.state.text_name()),
            registration: id.map(|semester| RegistrationId { student, semester }),
            semester,
            opens_at: window.map(|window| window.opens_at),
            closes_at: window.map(|window| window.closes_at),
            extended: window.is_some_and(|window| window.extended),
            office_closed_until: office.closed_until,
            answers_by: office.answers_by,
        }
    }
}
