//! What the record of a student is to be, as follows from the application.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::application::decision::DecisionDetails;
use shared_domain::application::{Stage, Submission};
use shared_domain::ids::{ApplicationId, StudentId};
use shared_domain::student::{Student, StudentNumber, StudentState};
use shared_platform::ids::AccountId;
use shared_platform::outbox::Message;

use crate::application::Application;

/// Make or revoke the record of a student: the acceptance of an application
/// began or ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateStudentRecord {
    /// The applicant.
    pub applicant: AccountId,
    /// The application.
    pub application: ApplicationId,
}

impl Message for UpdateStudentRecord {
    const ACTION: &'static str = "update_student_record";
}

/// What is to be done to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordStep {
    /// Nothing: it is as it must be, or not needed.
    Nothing,
    /// It is made, with the first number that is free.
    Create(Box<Student>),
    /// It becomes this.
    Replace(Box<Student>),
}

/// The submission lacks what no submission lacks: a defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the accepted submission is not complete")]
pub struct SubmissionIncomplete;

/// What is to be done, so that the record is as the application asks. The
/// application may have gone on since it was asked for, or the record: an older
/// application never changes a record that a newer one made.
///
/// # Errors
/// [`SubmissionIncomplete`].
pub fn step(
    record: Option<Student>,
    application: &Application,
    submission: &Submission,
    now: Timestamp,
) -> Result<RecordStep, SubmissionIncomplete> {
    let version = application.head.version;
    let is_newer = |record: &Student| record.application_version >= version;
    if record.as_ref().is_some_and(is_newer) {
        return Ok(RecordStep::Nothing);
    }
    match (application.head.stage(), record) {
        (Stage::Accepted { decision, .. }, None) => {
            let year = application.intake_starts.year();
            let number = StudentNumber::candidate(year, application.head.id, 0);
            Ok(RecordStep::Create(Box::new(student(number, application, decision, submission)?)))
        }
        (Stage::Accepted { decision, .. }, Some(record)) => {
            let student = student(record.number, application, decision, submission)?;
            Ok(RecordStep::Replace(Box::new(student)))
        }
        (_, Some(record)) if record.state == StudentState::Admitted => {
            Ok(RecordStep::Replace(Box::new(Student {
                state: StudentState::Revoked,
                application_version: version,
                revoked_at: Some(now),
                ..record
            })))
        }
        _ => Ok(RecordStep::Nothing),
    }
}

fn student(
    number: StudentNumber,
    application: &Application,
    accepted: &DecisionDetails,
    submission: &Submission,
) -> Result<Student, SubmissionIncomplete> {
    let (head, person) = (&application.head, &submission.sections.basic_information);
    let required = |text: &Option<String>| text.clone().ok_or(SubmissionIncomplete);
    Ok(Student {
        id: StudentId::of(head.id),
        number,
        state: StudentState::Admitted,
        applicant: head.applicant,
        application: head.id,
        application_version: head.version,
        name: submission.applicant_name.clone(),
        family_name: person.family_name.clone(),
        given_name: person.given_name.clone(),
        chinese_name: person.chinese_name.clone(),
        passport_no: required(&person.passport_no)?,
        passport_expires: submission.passport_expires,
        nationality: required(&person.nationality)?,
        birth_date: required(&person.birth_date)?.parse().map_err(|_| SubmissionIncomplete)?,
        programme: head.programme.clone(),
        funding_category: head.funding_category.clone(),
        admission_type: head.admission_type.clone(),
        intake: head.intake.clone(),
        intake_starts: application.intake_starts,
        duration_months: application.duration_months,
        conditions: accepted.conditions.clone(),
        admitted_at: accepted.decided_at,
        revoked_at: None,
    })
}
