//! The records of students, in the Registrations table.

use serde_json::{Value, json};
use shared_domain::application::{ApplicationHead, Submission, submission_key};
use shared_domain::ids::StudentId;
use shared_domain::student::{Student, StudentNumber, student_key, student_of_applicant_key};
use shared_platform::audit::{AuditLog, Entry, Occasion};
use shared_platform::auth::Actor;
use shared_platform::store::{CommitError, Condition, Item, StoreError, Table, Transaction};
use shared_platform::{Environment, InitError};

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
    /// Refused under `student` when it is there.
    pub(crate) async fn create(
        &self,
        student: Student,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let (mut student, mut attempt) = (student, 0);
        loop {
            let outcome = self.try_to_create(&student, occasion).await;
            attempt += 1;
            match outcome {
                Err(CommitError::Refused(refused))
                    if refused.by("number") && !refused.by("student") && attempt < ATTEMPTS =>
                {
                    let year = student.intake_starts.year();
                    student.number = StudentNumber::candidate(year, student.application, attempt);
                }
                outcome => return outcome,
            }
        }
    }

    async fn try_to_create(
        &self,
        student: &Student,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        let item = Item::new(student_key(student.id), student)?;
        transaction.create("student", &self.registrations, item)?;
        // By its id only: a number is nobody else's, even when the student is forgotten.
        let number = Item::new(student.number.key(), &json!({ "student": student.id }))?;
        transaction.create("number", &self.registrations, number)?;
        let pointer = student_of_applicant_key(student.applicant, student.id);
        let pointed = json!({ "application": student.application });
        transaction.create("pointer", &self.registrations, Item::new(pointer, &pointed)?)?;
        self.record(&mut transaction, json!(null), student, occasion)?;
        transaction.commit().await
    }

    /// Writes a record over one that an older application made.
    ///
    /// # Errors
    /// Refused under `student` when a newer one made it.
    pub(crate) async fn replace(
        &self,
        student: &Student,
        occasion: &Occasion,
    ) -> Result<(), CommitError> {
        let mut transaction = Transaction::new();
        let item = Item::new(student_key(student.id), student)?;
        let older = Condition::less_than("applicationVersion", student.application_version);
        transaction.put("student", &self.registrations, item, older)?;
        let before = json!({ "student": student.id });
        self.record(&mut transaction, before, student, occasion)?;
        transaction.commit().await
    }

    fn record(
        &self,
        transaction: &mut Transaction,
        before: Value,
        student: &Student,
        occasion: &Occasion,
    ) -> Result<(), StoreError> {
        let entry = Entry {
            actor: Actor::Service("update_student_record"),
            action: "update_student_record",
            subject: student.application.to_string(),
            before,
            after: json!({ "student": student.id, "state": student.state }),
        };
        self.audit.record(transaction, occasion, &entry)
    }
}
