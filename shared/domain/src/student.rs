//! The record of an admitted applicant, by which semester registration knows
//! its students. Admissions makes it of what was submitted when an application is
//! accepted, and revokes it when the acceptance ends.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_platform::ids::AccountId;
use shared_platform::slug::Slug;
use shared_platform::store::Key;

use crate::application::decision::AdmissionCondition;
use crate::application::{ProgrammeName, applicant_partition};
use crate::ids::{ApplicationId, StudentId};

/// Whether somebody is to begin to study.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StudentState {
    /// The application is accepted.
    Admitted,
    /// The acceptance has ended: withdrawn by the applicant, or taken up again by staff.
    Revoked,
}

/// A student, as it stands in the Registrations table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Student {
    /// The student.
    pub id: StudentId,
    /// The student number. It stays, whatever becomes of the acceptance.
    pub number: StudentNumber,
    /// Whether the student is to begin.
    pub state: StudentState,
    /// The applicant's account.
    pub applicant: AccountId,
    /// The application that was accepted.
    pub application: ApplicationId,
    /// The version of the application that this record was made of; it only grows.
    pub application_version: u64,
    /// The name as in the passport.
    pub name: String,
    /// The family name, where the passport has one.
    pub family_name: Option<String>,
    /// The given name, where the passport has one.
    pub given_name: Option<String>,
    /// The Chinese name, where there is one.
    pub chinese_name: Option<String>,
    /// The number of the passport.
    pub passport_no: String,
    /// The last day of the passport.
    pub passport_expires: Date,
    /// The nationality, as two letters.
    pub nationality: String,
    /// The day of birth.
    pub birth_date: Date,
    /// The programme.
    pub programme: ProgrammeName,
    /// Who pays for the studies.
    pub funding_category: Slug,
    /// What the student is admitted as.
    pub admission_type: Slug,
    /// When the studies begin.
    pub intake: Slug,
    /// The first day of that intake.
    pub intake_starts: Date,
    /// How long the programme takes, in months.
    pub duration_months: u32,
    /// What the student must still bring.
    pub conditions: Vec<AdmissionCondition>,
    /// When the application was accepted.
    pub admitted_at: Timestamp,
    /// When the acceptance was found to have ended, where it has.
    pub revoked_at: Option<Timestamp>,
}

/// A student number: the year of the intake and six digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StudentNumber(String);

impl StudentNumber {
    /// The number that a student gets if nobody has it. It follows from the
    /// application, so that whoever tries again tries the same numbers.
    #[must_use]
    pub fn candidate(year: i16, application: ApplicationId, attempt: u32) -> Self {
        let seed = format!("{application}#{attempt}");
        let hash = ring::digest::digest(&ring::digest::SHA256, seed.as_bytes());
        let number = hash
            .as_ref()
            .iter()
            .fold(0_u64, |number, byte| (number * 256 + u64::from(*byte)) % 1_000_000);
        Self(format!("{year}{number:06}"))
    }

    /// The key of the item that keeps others from getting the number.
    #[must_use]
    pub fn key(&self) -> Key {
        Key::new(format!("NUMBER#{}", self.0), "NUMBER")
    }
}

impl std::fmt::Display for StudentNumber {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The partition that holds everything of one student.
#[must_use]
pub fn student_partition(student: StudentId) -> String {
    format!("STUDENT#{student}")
}

/// The key of a student in the Registrations table.
#[must_use]
pub fn student_key(student: StudentId) -> Key {
    Key::new(student_partition(student), "STUDENT")
}

/// The key of the item that names a student to who begins with the applicant.
#[must_use]
pub fn student_of_applicant_key(applicant: AccountId, student: StudentId) -> Key {
    Key::new(applicant_partition(applicant), format!("STUDENT#{student}"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_number_is_the_year_and_six_digits_and_the_same_for_who_tries_again() {
        let application = ApplicationId::new();
        let number = StudentNumber::candidate(2027, application, 0);
        assert_eq!(number, StudentNumber::candidate(2027, application, 0));
        assert_ne!(number, StudentNumber::candidate(2027, application, 1));
        let text = number.to_string();
        assert_eq!((text.len(), text.get(..4)), (10, Some("2027")));
        assert!(text.bytes().all(|digit| digit.is_ascii_digit()), "{text}");
    }

    #[test]
    fn numbers_are_spread_over_all_there_are() {
        let numbers: BTreeSet<String> = (0..2000)
            .map(|_| StudentNumber::candidate(2027, ApplicationId::new(), 0).to_string())
            .collect();
        assert!(numbers.len() > 1980, "{}", numbers.len());
    }
}
