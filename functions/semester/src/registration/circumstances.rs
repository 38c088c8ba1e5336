//! What a registration is measured against beside its own fields: who the student is,
//! the semester, and what was approved before.

use jiff::{Timestamp, ToSpan};
use shared_domain::form::ConfirmedEmails;
use shared_domain::form::registration::{Known, RegistrationRules, Situation, Term, TuitionFacts};
use shared_domain::payment::tuition_of;
use shared_domain::registration::RegistrationId;
use shared_domain::student::Student;
use shared_platform::clock::beijing_date;
use shared_platform::slug::Slug;

use crate::windows::semester::Semester;

/// Whose studies began at most so many days before a semester is new in it.
const DAYS_BEFORE_SEMESTER: i32 = 60;

/// What a registration is measured against.
#[derive(Debug, Clone)]
pub struct Circumstances {
    /// What the student's record says.
    pub known: Known,
    term: Term,
    is_new: bool,
    tuition: TuitionFacts,
    regulations: Slug,
    rules: RegistrationRules,
}

impl Circumstances {
    /// Those of a student in a semester. `has_registered` says whether a registration
    /// of the student was approved before.
    #[must_use]
    pub fn of(
        student: &Student,
        semester: &Semester,
        has_registered: bool,
        email_of_account: Option<&str>,
    ) -> Self {
        let id = RegistrationId { student: student.id, semester: semester.id.clone() };
        let earliest = semester.starts_on.saturating_sub(DAYS_BEFORE_SEMESTER.days());
        let has_just_begun = student.starts_on.is_some_and(|day| day >= earliest);
        Self {
            known: student.known(email_of_account),
            term: semester.term(),
            is_new: has_just_begun && !has_registered,
            tuition: tuition_of(&id),
            regulations: semester.regulations().clone(),
            rules: semester.registration.rules.clone(),
        }
    }

    /// The version of the regulations that is in force (S99).
    #[must_use]
    pub const fn regulations(&self) -> &Slug {
        &self.regulations
    }

    /// The same as what fields are read by.
    #[must_use]
    pub fn situation<'a>(
        &'a self,
        confirmed_emails: &'a ConfirmedEmails,
        now: Timestamp,
    ) -> Situation<'a> {
        Situation {
            today: beijing_date(now),
            term: &self.term,
            known: &self.known,
            is_new: self.is_new,
            tuition: &self.tuition,
            confirmed_emails,
            regulations: &self.regulations,
            rules: &self.rules,
        }
    }
}
