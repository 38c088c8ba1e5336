//! Which registration: the one of a student in a semester.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use shared_platform::slug::Slug;
use shared_platform::store::Key;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};

use crate::ids::StudentId;
use crate::student::student_partition;

/// How the sort keys of a student's registrations begin.
pub const REGISTRATIONS: &str = "REGISTRATION#";

/// A registration by its student and its semester, as `stu_…-2027-autumn`: a student
/// has no other one of the semester (S108).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RegistrationId {
    /// Whose it is.
    pub student: StudentId,
    /// The semester.
    pub semester: Slug,
}

/// The text is not the id of a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a student and a semester")]
pub struct NotARegistration;

impl RegistrationId {
    /// Its key in the Registrations table.
    #[must_use]
    pub fn key(&self) -> Key {
        let Self { student, semester } = self;
        Key::new(student_partition(*student), format!("{REGISTRATIONS}{semester}"))
    }

    /// The key of a frozen submission of it; rounds count from 1.
    #[must_use]
    pub fn submission_key(&self, round: u32) -> Key {
        let sort = format!("{}{round:03}", self.submissions_prefix());
        Key::new(student_partition(self.student), sort)
    }

    /// How the sort keys of all its submissions begin.
    #[must_use]
    pub fn submissions_prefix(&self) -> String {
        format!("SUBMISSION#{}#", self.semester)
    }
}

impl fmt::Display for RegistrationId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", self.student, self.semester)
    }
}

impl FromStr for RegistrationId {
    type Err = NotARegistration;

    fn from_str(text: &str) -> Result<Self, NotARegistration> {
        // No id of a student has a hyphen.
        let (student, semester) = text.split_once('-').ok_or(NotARegistration)?;
        Ok(Self {
            student: student.parse().map_err(|_| NotARegistration)?,
            semester: semester.parse().map_err(|_| NotARegistration)?,
        })
    }
}

impl TryFrom<String> for RegistrationId {
    type Error = NotARegistration;

    fn try_from(text: String) -> Result<Self, NotARegistration> {
        text.parse()
    }
}

impl From<RegistrationId> for String {
    fn from(id: RegistrationId) -> Self {
        id.to_string()
    }
}

impl utoipa::PartialSchema for RegistrationId {
    fn schema() -> RefOr<Schema> {
        let pattern = "^stu_[0-9a-f]{32}-[a-z0-9_-]{1,40}$";
        ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern)).into()
    }
}

impl utoipa::ToSchema for RegistrationId {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_student_has_one_registration_in_a_semester_and_its_rounds_beside_it() {
        let student = StudentId::new();
        let [autumn, spring] = ["2027-autumn", "2028-spring"]
            .map(|semester| RegistrationId { student, semester: semester.parse().unwrap() });
        assert_eq!(autumn.key(), autumn.clone().key());
        assert_ne!(autumn.key(), spring.key());
        let of_another = RegistrationId { student: StudentId::new(), ..autumn.clone() };
        assert_ne!(autumn.key(), of_another.key());
        assert_ne!(autumn.submission_key(1), autumn.submission_key(2));
    }

    #[test]
    fn its_text_leads_back_to_it_and_no_other_text_does() {
        let student = StudentId::new();
        let id = RegistrationId { student, semester: "2027-autumn".parse().unwrap() };
        assert_eq!(id.to_string().parse(), Ok(id));
        for text in ["", "2027-autumn", &student.to_string(), &format!("{student}-"), "stu_1-a"] {
            assert_eq!(text.parse::<RegistrationId>(), Err(NotARegistration), "{text}");
        }
    }
}
