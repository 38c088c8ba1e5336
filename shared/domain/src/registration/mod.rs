//! The semester registration of a student: one for each semester (S108). Its form
//! is [`crate::form::registration`]; where it is on its way, what staff look at and
//! what becomes of it stands here.

mod item;
pub mod papers;
pub mod review;
#[cfg(test)]
pub(crate) mod samples;
mod stage;
mod submission;
mod uploads;
mod verdict;

pub use item::Item;
pub use stage::{Locked, NotReadyForReview, RegistrationState, Stage};
pub use submission::{Difference, Submission};
pub use verdict::{ReturnReason, Verdict, Verdicts, VerdictsRefused};

use serde::{Deserialize, Serialize};
use shared_platform::slug::Slug;
use shared_platform::store::Key;

use crate::ids::StudentId;
use crate::student::student_partition;

/// The part of a registration that everybody who knows it reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    /// Whose it is.
    pub student: StudentId,
    /// The semester.
    pub semester: Slug,
    /// Counts every change; writes are conditional on it.
    pub version: u64,
    /// How often it was submitted.
    pub round: u32,
    /// Where it is on its way.
    #[serde(flatten)]
    stage: Stage,
}

impl Registration {
    /// A registration that is begun.
    #[must_use]
    pub const fn begun(student: StudentId, semester: Slug) -> Self {
        Self { student, semester, version: 1, round: 0, stage: Stage::Draft }
    }

    /// Its key in the Registrations table.
    #[must_use]
    pub fn key(&self) -> Key {
        registration_key(self.student, &self.semester)
    }
}

/// The key of a registration in the Registrations table. A student has no other
/// place for a second one of the semester (S108).
#[must_use]
pub fn registration_key(student: StudentId, semester: &Slug) -> Key {
    Key::new(student_partition(student), format!("REGISTRATION#{semester}"))
}

/// The key of a frozen submission in the Registrations table; rounds count from 1.
#[must_use]
pub fn submission_key(student: StudentId, semester: &Slug, round: u32) -> Key {
    let sort = format!("{}{round:03}", submissions_prefix(semester));
    Key::new(student_partition(student), sort)
}

/// How the sort keys of all submissions of a registration begin.
#[must_use]
pub fn submissions_prefix(semester: &Slug) -> String {
    format!("SUBMISSION#{semester}#")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_student_has_one_registration_in_a_semester_and_its_rounds_beside_it() {
        let student = StudentId::new();
        let [autumn, spring] = ["2027-autumn", "2028-spring"].map(|name| name.parse().unwrap());
        let begun = Registration::begun(student, autumn);
        let again = Registration::begun(student, begun.semester.clone());
        assert_eq!(begun.key(), again.key());
        assert_ne!(begun.key(), Registration::begun(student, spring).key());
        assert_ne!(
            begun.key(),
            Registration::begun(StudentId::new(), begun.semester.clone()).key()
        );
        let rounds = [1, 2].map(|round| submission_key(student, &begun.semester, round));
        assert_ne!(rounds[0], rounds[1]);
    }
}
