//! What the record of a student is to be, as follows from the application.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_domain::application::decision::DecisionDetails;
use shared_domain::application::{Stage, Submission};
use shared_domain::ids::{ApplicationId, StudentId};
use shared_domain::registration::papers::Seen;
use shared_domain::student::{Admission, Identity, Origin, Student, StudentNumber, StudentState};
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
    /// The first becomes the second.
    Replace(Box<(Student, Student)>),
}

impl RecordStep {
    fn replace(before: &Student, after: Student) -> Self {
        Self::Replace(Box::new((before.clone(), after)))
    }
}

/// The submission lacks what no submission lacks: a defect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the accepted submission is not complete")]
pub struct SubmissionIncomplete;

/// The passport and the birthday of the person who applies.
#[must_use]
pub fn person(application: &Application) -> Option<(String, Date)> {
    let person = &application.sections.basic_information;
    Some((person.passport_no.clone()?, person.birth_date.as_ref()?.parse().ok()?))
}

/// What is to be done, so that the record is as the application asks. `records`
/// are those of the account and of the person. The application may have gone on
/// since it was asked for, or the record: an older application never changes a
/// record that a newer one made.
///
/// # Errors
/// [`SubmissionIncomplete`].
pub fn step(
    records: &[Student],
    application: &Application,
    submission: &Submission,
    now: Timestamp,
) -> Result<RecordStep, SubmissionIncomplete> {
    let (id, version) = (application.head.id, application.head.version);
    let own = records.iter().find_map(|record| {
        let admission = record.admission.as_ref()?;
        (admission.application == id).then_some((record, admission))
    });
    match (application.head.stage(), own) {
        (_, Some((_, admission))) if admission.application_version >= version => {
            Ok(RecordStep::Nothing)
        }
        (Stage::Accepted { decision, .. }, Some((record, _))) => {
            let admission = admission(application, decision);
            let renewed = match record.state {
                StudentState::Admitted | StudentState::Revoked { .. } => Student {
                    state: StudentState::Admitted,
                    identity: identity(submission)?,
                    admission: Some(admission),
                    ..record.clone()
                },
                // What the roster says of a student counts more than an application.
                StudentState::Enrolled { .. }
                | StudentState::Suspended { .. }
                | StudentState::Left { .. } => {
                    Student { admission: Some(admission), ..record.clone() }
                }
            };
            Ok(RecordStep::replace(record, renewed))
        }
        (Stage::Accepted { decision, .. }, None) => match on_the_roster(records, application) {
            Some(record) => {
                let met = Student {
                    account: Some(application.head.applicant),
                    admission: Some(admission(application, decision)),
                    ..record.clone()
                };
                Ok(RecordStep::replace(record, met))
            }
            None => Ok(RecordStep::Create(Box::new(student(application, decision, submission)?))),
        },
        (_, Some((record, admission))) if record.state == StudentState::Admitted => {
            let admission = Admission { application_version: version, ..admission.clone() };
            let revoked = Student {
                state: StudentState::Revoked { at: now },
                admission: Some(admission),
                ..record.clone()
            };
            Ok(RecordStep::replace(record, revoked))
        }
        _ => Ok(RecordStep::Nothing),
    }
}

/// The one record that the roster made of the person before, if nobody else has
/// claimed it.
fn on_the_roster<'records>(
    records: &'records [Student],
    application: &Application,
) -> Option<&'records Student> {
    let (passport_no, born) = person(application)?;
    let applicant = application.head.applicant;
    let mut met = records.iter().filter(|record| {
        record.is_met_by(&passport_no, born)
            && record.state.is_on_roster()
            && record.admission.is_none()
            && record.account.is_none_or(|account| account == applicant)
    });
    met.next().filter(|_| met.next().is_none())
}

fn student(
    application: &Application,
    accepted: &DecisionDetails,
    submission: &Submission,
) -> Result<Student, SubmissionIncomplete> {
    let head = &application.head;
    Ok(Student {
        id: StudentId::of(head.id),
        version: 1,
        origin: Origin::Application,
        state: StudentState::Admitted,
        account: Some(head.applicant),
        number: StudentNumber::candidate(application.intake_starts.year(), head.id, 0),
        former_number: None,
        identity: identity(submission)?,
        former_passports: Vec::new(),
        email: None,
        programme: Some(head.programme.name.clone()),
        cohort: Some(head.intake.clone()),
        starts_on: Some(application.intake_starts),
        ends_on: None,
        admission: Some(admission(application, accepted)),
        seen: Seen::default(),
    })
}

fn identity(submission: &Submission) -> Result<Identity, SubmissionIncomplete> {
    let person = &submission.sections.basic_information;
    let required = |text: &Option<String>| text.clone().ok_or(SubmissionIncomplete);
    Ok(Identity {
        name: submission.applicant_name.clone(),
        family_name: person.family_name.clone(),
        given_name: person.given_name.clone(),
        chinese_name: person.chinese_name.clone(),
        gender: person.gender,
        nationality: required(&person.nationality)?,
        birth_date: required(&person.birth_date)?.parse().map_err(|_| SubmissionIncomplete)?,
        passport_no: required(&person.passport_no)?,
        passport_expires: Some(submission.passport_expires),
    })
}

fn admission(application: &Application, accepted: &DecisionDetails) -> Admission {
    let head = &application.head;
    Admission {
        application: head.id,
        application_version: head.version,
        programme: head.programme.clone(),
        funding_category: head.funding_category.clone(),
        admission_type: head.admission_type.clone(),
        intake: head.intake.clone(),
        intake_starts: application.intake_starts,
        duration_months: application.duration_months,
        conditions: accepted.conditions.clone(),
        admitted_at: accepted.decided_at,
    }
}
