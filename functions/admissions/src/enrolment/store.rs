//! The records of students, as acceptances make them.

use serde_json::json;
use shared_domain::application::{ApplicationHead, Submission, submission_key};
use shared_domain::ids::ApplicationId;
use shared_domain::student::{Known, NUMBER, STUDENT, Student, StudentNumber, StudentRecords};
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::store::{CommitError, StoreError, Table};
use shared_platform::{Environment, InitError};

use super::student_record;
use crate::application::Application;

/// How many numbers are tried: with ten thousand students in a year, one in a
/// hundred tries meets a number that is taken.
const ATTEMPTS: u32 = 8;

/// The records, and what they are made of.
#[derive(Debug, Clone)]
pub(crate) struct StudentStore {
    records: StudentRecords,
    applications: Table,
    audit: AuditLog,
}

impl StudentStore {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            records: StudentRecords::of(environment)?,
            applications: environment.table("APPLICATIONS")?,
            audit: AuditLog::of(environment)?,
        })
    }

    /// The latest submission of an application.
    pub(crate) async fn submission(
        &self,
        head: &ApplicationHead,
    ) -> Result<Option<Submission>, StoreError> {
        self.applications.get(&submission_key(head.applicant, head.id, head.round)).await
    }

    /// The records of the account, and those of the person whom the application
    /// names.
    pub(crate) async fn known(&self, application: &Application) -> Result<Known, StoreError> {
        let person = student_record::person(application);
        let person = person.as_ref().map(|(passport_no, born)| (passport_no.as_str(), *born));
        self.records.of_person_or_account(person, application.head.applicant).await
    }

    /// Makes the record of an application, with the first of its numbers that
    /// nobody has.
    ///
    /// # Errors
    /// Refused when there is one by now.
    pub(crate) async fn create(
        &self,
        student: Student,
        application: &Application,
        known: &Known,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let (id, year) = (application.head.id, application.intake_starts.year());
        let (mut student, mut attempt) = (student, 0);
        loop {
            let mut transaction = self.audit.begin(deed, told(id, None, &student))?;
            self.records.create(&mut transaction, &student, known)?;
            let outcome = transaction.commit().await;
            attempt += 1;
            match outcome {
                Err(CommitError::Refused(refused))
                    if refused.is_of(NUMBER) && !refused.is_of(STUDENT) && attempt < ATTEMPTS =>
                {
                    student.number = StudentNumber::candidate(year, id, attempt);
                }
                outcome => return outcome,
            }
        }
    }

    /// Writes a record over what it was before.
    ///
    /// # Errors
    /// Refused when it changed meanwhile.
    pub(crate) async fn replace(
        &self,
        before: &Student,
        after: &Student,
        application: &Application,
        deed: &Deed,
    ) -> Result<(), CommitError> {
        let told = told(application.head.id, Some(before), after);
        let mut transaction = self.audit.begin(deed, told)?;
        self.records.replace(&mut transaction, before, after)?;
        transaction.commit().await
    }
}

/// The audit log outlives the record: it names no person.
fn told(application: ApplicationId, before: Option<&Student>, after: &Student) -> Told {
    Told::changed(
        application,
        json!(before.map(|before| json!({ "student": before.id }))),
        json!({ "student": after.id, "state": after.state.name() }),
    )
}
