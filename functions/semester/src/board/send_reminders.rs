//! `send_reminders`: the office reminds several students at once, of their
//! registration or of what falls due. A dry run says who would be told. The same
//! request again does the same once, and nobody is told more than once a day.

use axum::Json;
use axum::extract::State;
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};
use shared_domain::deadline::DeadlineKind;
use shared_domain::deadline::news::DeadlineReminder;
use shared_domain::ids::StudentId;
use shared_domain::notices::News;
use shared_domain::registration::news::RegistrationReminder;
use shared_domain::student::Student;
use shared_platform::audit::Deed;
use shared_platform::auth::{Confirmed, Staff, Standings, StudentOffice};
use shared_platform::http::{FieldError, IdempotencyKey, ProblemDocument};
use shared_platform::ids::AccountId;
use shared_platform::slug::Slug;
use shared_platform::store::CommitError;
use shared_platform::{
    Body, Environment, HttpAction, InitError, Problem, RequestContext, Route, route,
};
use utoipa::ToSchema;

use super::store::{BoardStore, REMINDED};

/// Most students of a request.
const MOST_STUDENTS: usize = 100;

/// The action.
#[derive(Clone)]
pub struct SendReminders {
    store: BoardStore,
    standings: Standings,
}

impl HttpAction for SendReminders {
    const NAME: &'static str = "send_reminders";

    fn route() -> Route<Self> {
        route!(send_reminders)
    }

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let store = BoardStore::of(environment)?;
        store.warm().await;
        Ok(Self { store, standings: Standings::of(environment)? })
    }
}

/// Whom to remind, and of what.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReminderRequest {
    /// At most a hundred students.
    students: Vec<StudentId>,
    /// Of what.
    about: About,
    /// Whether to say only what would be done.
    #[serde(default)]
    dry_run: bool,
}

/// Of what students are reminded.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = ReminderAbout)]
enum About {
    /// Of the registration of a semester.
    Registration {
        /// The semester.
        semester: Slug,
    },
    /// Of what falls due.
    Deadline {
        /// What.
        deadline: DeadlineKind,
    },
}

/// What became of a student's reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReminderOutcome)]
enum Outcome {
    /// The student is told; in a dry run, would be.
    Reminded,
    /// The office has reminded the student today.
    AlreadyToday,
    /// There is nothing to be reminded of.
    NothingDue,
    /// There is neither an account nor an address.
    NoAddress,
    /// There is no such student.
    NotFound,
}

/// A student and what became of the reminder.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReminderResult {
    student: StudentId,
    outcome: Outcome,
}

/// Who was reminded.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReminderResults {
    dry_run: bool,
    /// One for each student, in the order asked for.
    results: Vec<ReminderResult>,
}

/// Remind several students; a dry run says who would be told.
///
/// The same request with the same key does it once. Nobody is told more than once a day.
#[utoipa::path(
    post,
    path = "/api/staff/reminders",
    operation_id = "send_reminders",
    tag = "semester",
    params(("Idempotency-Key" = String, Header, description = "Names the request.")),
    request_body = ReminderRequest,
    responses(
        (status = 200, description = "Who was reminded.", body = ReminderResults),
        (status = 422, description = "`invalid_input`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = "4XX", description = "Nobody was reminded.", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(("access_token" = [])),
)]
async fn send_reminders(
    State(action): State<SendReminders>,
    colleague: Staff<StudentOffice>,
    key: IdempotencyKey,
    request: RequestContext,
    Body(asked): Body<ReminderRequest>,
) -> Result<Confirmed<Json<ReminderResults>>, Problem> {
    let code = match asked.students.len() {
        0 => Some("required"),
        1..=MOST_STUDENTS => None,
        _ => Some("too_many_students"),
    };
    if let Some(code) = code {
        return Err(Problem::from(FieldError::new("/students", code)));
    }
    let reading = action.found(&asked, request.now);
    let (colleague, found) = action.standings.confirmed(colleague, reading).await?;
    let found = found?;
    let deed = Deed::of(&colleague, SendReminders::NAME, &request);
    let request = named(colleague.account, &key);
    let mut results = Vec::new();
    for student in asked.students {
        let one = found.iter().find(|(known, _)| known.id == student);
        let outcome = match one {
            None => Outcome::NotFound,
            Some((student, news)) => {
                action.remind(&deed, student, news.as_ref(), &request, asked.dry_run).await?
            }
        };
        results.push(ReminderResult { student, outcome });
    }
    let reply = ReminderResults { dry_run: asked.dry_run, results };
    Ok(colleague.answer(Json(reply)))
}

/// The name of a request, which tells nobody who of the staff it was: the student is
/// given it with everything else that is stored.
fn named(by: AccountId, key: &IdempotencyKey) -> String {
    let request = format!("{by}#{}", key.as_str());
    HEXLOWER.encode(digest(&SHA256, request.as_bytes()).as_ref())
}

/// What a student is told.
enum Told {
    Registration(RegistrationReminder),
    Deadline(Box<shared_domain::deadline::Deadline>),
}

impl SendReminders {
    /// The students that are there, each with what there is to be reminded of.
    async fn found(
        &self,
        asked: &ReminderRequest,
        now: Timestamp,
    ) -> Result<Vec<(Student, Option<Told>)>, Problem> {
        match &asked.about {
            About::Registration { semester: id } => {
                let (semester, students) = tokio::try_join!(
                    self.store.semester(id),
                    self.store.to_be_reminded(id, &asked.students),
                )?;
                let semester = semester.ok_or_else(|| {
                    Problem::from(FieldError::new("/about/semester", "unknown_semester"))
                })?;
                let told = students.into_iter().map(|of| {
                    let news = of.reminder(&semester, now).map(Told::Registration);
                    (of.student, news)
                });
                Ok(told.collect())
            }
            About::Deadline { deadline } => {
                let found = self.store.due(*deadline, &asked.students).await?.into_iter();
                let told = found.map(|(student, deadline)| {
                    // What the student says is done, the office looks at.
                    let deadline = deadline.filter(|deadline| deadline.done_on.is_none());
                    (student, deadline.map(|deadline| Told::Deadline(Box::new(deadline))))
                });
                Ok(told.collect())
            }
        }
    }

    async fn remind(
        &self,
        deed: &Deed,
        student: &Student,
        told: Option<&Told>,
        request: &str,
        dry_run: bool,
    ) -> Result<Outcome, Problem> {
        let Some(told) = told else { return Ok(Outcome::NothingDue) };
        if student.account.is_none() && student.email.is_none() {
            return Ok(Outcome::NoAddress);
        }
        if dry_run {
            let reminded = self.store.reminded(&[student.id], deed.now()).await?;
            let by_another = reminded.into_iter().flatten().any(|it| it.request != request);
            return Ok(if by_another { Outcome::AlreadyToday } else { Outcome::Reminded });
        }
        match told {
            Told::Registration(news) => self.tell(deed, student, request, news).await,
            Told::Deadline(deadline) => {
                let news = DeadlineReminder::of(deadline, deed.now());
                self.tell(deed, student, request, &news).await
            }
        }
    }

    async fn tell<N: News>(
        &self,
        deed: &Deed,
        student: &Student,
        request: &str,
        news: &N,
    ) -> Result<Outcome, Problem> {
        match self.store.remind(deed, student, request, news).await {
            Ok(()) => Ok(Outcome::Reminded),
            Err(CommitError::Refused(refused)) if refused.is_of(REMINDED) => {
                let is_own = refused.at(REMINDED)?.is_some_and(|it| it.request == request);
                Ok(if is_own { Outcome::Reminded } else { Outcome::AlreadyToday })
            }
            Err(error) => Err(error.into()),
        }
    }
}
