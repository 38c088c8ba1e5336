//! The records of students, in the Registrations table.

use serde::de::IgnoredAny;
use serde_json::{Value, json};
use shared_domain::application::{ApplicationHead, Submission, submission_key};
use shared_domain::ids::StudentId;
use shared_domain::student::{Student, StudentNumber, student_key, student_of_applicant_key};
use shared_platform::audit::{AuditLog, Deed, Told};
use shared_platform::store::{CommitError, Condition, Item, Label, StoreError, Table, Transaction};
use shared_platform::{Environment, InitError};

const STUDENT: Label<Student> = Label::new("student");
const NUMBER: Label<IgnoredAny> = Label::new("number");
const POINTER: Label<IgnoredAny> = Label::new("pointer");

/// How many numbers are tried: with ten thousand students in a year, one in a
/// hundred tries meets a number that is taken.
const ATTEMPTS: u32 = 8;

/// The Registrations table, and what records are made of.
#[derive(Debug, Clone)]
pub(crate) struct StudentStore {
    registrations: Table,
    applications: Table,
    audit: AuditLog,
}

impl StudentStore {
    pub(crate) fn of(environment: &Environment) -> Result<Self, InitError> {
        Ok(Self {
            registrations: environment.table("REGISTRATIONS")?,
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

    /// The record that an application has led to.
    pub(crate) async fn student(
        &self,
        head: &ApplicationHead,
    ) -> Result<Option<Student>, StoreError> {
        self.registrations.get(&student_key(StudentId::of(head.id))).await
    }

    /// Makes a record, with the first of its numbers that nobody has.
    ///
    /// # Errors
    /// Refused when it is there.
    pub(crate) async fn create(&self, student: Student, deed: &Deed) -> Result<(), CommitError> {
        let (mut student, mut attempt) = (student, 0);
        loop {
            let outcome = self.try_to_create(&student, deed).await;
            attempt += 1;
            match outcome {
                Err(CommitError::Refused(refused))
                    if refused.is_of(NUMBER) && !refused.is_of(STUDENT) && attempt < ATTEMPTS =>
                {
                    let year = student.intake_starts.year();
                    student.number = StudentNumber::candidate(year, student.application, attempt);
                }
                outcome => return outcome,
            }
        }
    }

    async fn try_to_create(&self, student: &Student, deed: &Deed) -> Result<(), CommitError> {
        let mut transaction = self.begin(deed, json!(null), student)?;
        let item = Item::new(student_key(student.id), student)?;
        transaction.create(STUDENT, &self.registrations, item)?;
        // By its id only: a number is nobody else's, even when the student is forgotten.
        let number = Item::new(student.number.key(), &json!({ "student": student.id }))?;
        transaction.create(NUMBER, &self.registrations, number)?;
        let pointer = student_of_applicant_key(student.applicant, student.id);
        let pointed = json!({ "application": student.application });
        transaction.create(POINTER, &self.registrations, Item::new(pointer, &pointed)?)?;
        transaction.commit().await
    }

    /// Writes a record over one that an older application made.
    ///
    /// # Errors
    /// Refused when a newer one made it.
    pub(crate) async fn replace(&self, student: &Student, deed: &Deed) -> Result<(), CommitError> {
        let mut transaction = self.begin(deed, json!({ "student": student.id }), student)?;
        let item = Item::new(student_key(student.id), student)?;
        let older = Condition::less_than("applicationVersion", student.application_version);
        transaction.put(STUDENT, &self.registrations, item, older)?;
        transaction.commit().await
    }

    fn begin(
        &self,
        deed: &Deed,
        before: Value,
        student: &Student,
    ) -> Result<Transaction, StoreError> {
        let after = json!({ "student": student.id, "state": student.state });
        self.audit.begin(deed, Told::changed(student.application, before, after))
    }
}
