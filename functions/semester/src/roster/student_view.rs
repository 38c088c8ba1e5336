//! A student's record as it is shown.

use jiff::civil::Date;
use serde::Serialize;
use shared_domain::ids::{ApplicationId, StudentId};
use shared_domain::student::{Identity, Origin, Student, StudentNumber, StudentState};
use shared_platform::ids::AccountId;
use shared_platform::locale::Bilingual;
use shared_platform::slug::Slug;
use utoipa::ToSchema;

/// A student in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StudentSummary {
    id: StudentId,
    number: StudentNumber,
    /// The number before it.
    former_number: Option<StudentNumber>,
    /// The name as in the passport.
    name: String,
    chinese_name: Option<String>,
    state: StudentState,
    programme: Option<Bilingual>,
    /// With whom the student registers.
    cohort: Option<Slug>,
    /// The first day of the studies.
    starts_on: Option<Date>,
    /// The day on which they are to end.
    ends_on: Option<Date>,
}

impl From<&Student> for StudentSummary {
    fn from(student: &Student) -> Self {
        Self {
            id: student.id,
            number: student.number.clone(),
            former_number: student.former_number.clone(),
            name: student.identity.name.clone(),
            chinese_name: student.identity.chinese_name.clone(),
            state: student.state,
            programme: student.programme.clone(),
            cohort: student.cohort.clone(),
            starts_on: student.starts_on,
            ends_on: student.ends_on,
        }
    }
}

/// A student's whole record, as the registrar sees it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StudentRecord {
    #[serde(flatten)]
    summary: StudentSummary,
    /// What made the record.
    origin: Origin,
    /// Who it is.
    identity: Identity,
    /// The address on the roster.
    email: Option<String>,
    /// The account that has it.
    account: Option<AccountId>,
    /// The application that was accepted.
    application: Option<ApplicationId>,
}

impl From<Student> for StudentRecord {
    fn from(student: Student) -> Self {
        Self {
            summary: StudentSummary::from(&student),
            origin: student.origin,
            identity: student.identity,
            email: student.email,
            account: student.account,
            application: student.admission.map(|admission| admission.application),
        }
    }
}
