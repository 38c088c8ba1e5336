//! `update_student_record`: makes or revokes the record of a student, as the
//! application is now. The message may come twice, late, and after a later one.

use shared_platform::actions::Failure;
use shared_platform::audit::Deed;
use shared_platform::outbox::Delivery;
use shared_platform::{Clock, Environment, InitError, MessageAction};

use super::store::StudentStore;
use super::student_record::{self, RecordStep};
use crate::store::ApplicationStore;

/// The action.
pub struct UpdateStudentRecord {
    applications: ApplicationStore,
    students: StudentStore,
    clock: Clock,
}

/// The message cannot be followed; it is kept for a person to look at.
#[derive(Debug, thiserror::Error)]
enum CannotUpdate {
    #[error("there is no such application")]
    NoApplication,
    #[error("the application was never submitted")]
    NoSubmission,
}

impl MessageAction for UpdateStudentRecord {
    type Message = student_record::UpdateStudentRecord;

    async fn init(environment: &Environment) -> Result<Self, InitError> {
        let applications = ApplicationStore::of(environment)?;
        applications.warm().await;
        let students = StudentStore::of(environment)?;
        Ok(Self { applications, students, clock: environment.clock() })
    }

    async fn handle(&self, delivery: Delivery<Self::Message>) -> Result<(), Failure> {
        let student_record::UpdateStudentRecord { applicant, application } = delivery.message;
        let found = self.applications.application(applicant, application).await?;
        let application = found.ok_or(CannotUpdate::NoApplication)?;
        let (submission, known) = tokio::try_join!(
            self.students.submission(&application.head),
            self.students.known(&application),
        )?;
        let submission = submission.ok_or(CannotUpdate::NoSubmission)?;
        let now = self.clock.now();
        let deed = Deed::of_message::<Self>(delivery.id, now);
        // Refused when another copy was faster: the message comes again and sees what it did.
        match student_record::step(&known.records, &application, &submission, now)? {
            RecordStep::Nothing => Ok(()),
            RecordStep::Create(student) => {
                Ok(self.students.create(*student, &application, &known, &deed).await?)
            }
            RecordStep::Replace(change) => {
                let (before, after) = *change;
                Ok(self.students.replace(&before, &after, &application, &deed).await?)
            }
        }
    }
}
