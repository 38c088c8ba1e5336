//! The record of a student, by which semester registration knows its students. An
//! accepted application makes one, or a row of the university's own roster;
//! whichever comes first, both meet in one record.
//!
//! ```text
//! admitted ──roster──▶ enrolled ◀──roster──▶ suspended, left
//!    ▲ └──the acceptance ends──▶ revoked ──roster──▶ enrolled
//!    └────accepted again───────────┘
//! ```

pub mod mails;
mod number;
mod papers;
pub(crate) mod personal_data;
mod records;
pub mod unknown_number;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_platform::ids::AccountId;
use shared_platform::locale::Bilingual;
use shared_platform::slug::Slug;
use utoipa::ToSchema;

pub use self::number::{NotAStudentNumber, StudentNumber};
pub use self::records::{
    Known, NUMBER, STUDENT, STUDENTS_OF_ACCOUNT, StudentOfAccount, StudentRecords, beside,
    student_key, student_of_applicant_key, student_partition,
};
use crate::application::ProgrammeName;
use crate::application::decision::AdmissionCondition;
use crate::form::application::Gender;
use crate::ids::{ApplicationId, StudentId};
use crate::registration::papers::Seen;

/// What made a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = StudentOrigin)]
pub enum Origin {
    /// An application that was accepted.
    Application,
    /// A row of the university's roster.
    Roster,
}

/// Whether somebody studies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum StudentState {
    /// The application is accepted; the roster does not know the student yet.
    Admitted,
    /// The student is on the roster, and can register.
    Enrolled {
        /// Since when, as far as the service knows.
        since: Timestamp,
    },
    /// The student is on the roster and does not study for now: the record stays
    /// theirs, and they cannot register.
    Suspended {
        /// Since when, as far as the service knows.
        since: Timestamp,
    },
    /// The student was on the roster, and has left.
    Left {
        /// Since when, as far as the service knows.
        since: Timestamp,
    },
    /// The acceptance has ended: withdrawn by the applicant, or taken up again by staff.
    Revoked {
        /// When that was found.
        at: Timestamp,
    },
}

impl StudentState {
    /// The state in a word, as it stands in the log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Admitted => "admitted",
            Self::Enrolled { .. } => "enrolled",
            Self::Suspended { .. } => "suspended",
            Self::Left { .. } => "left",
            Self::Revoked { .. } => "revoked",
        }
    }

    /// Whether the student can register for a semester.
    #[must_use]
    pub const fn is_enrolled(self) -> bool {
        matches!(self, Self::Enrolled { .. })
    }

    /// Whether the student is on the roster: the university needs the record.
    #[must_use]
    pub const fn is_on_roster(self) -> bool {
        matches!(self, Self::Enrolled { .. } | Self::Suspended { .. })
    }

    /// Whether the student studies, pauses or is to begin.
    #[must_use]
    pub const fn is_current(self) -> bool {
        matches!(self, Self::Admitted) || self.is_on_roster()
    }
}

/// Who a student is, as in the passport.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = StudentIdentity)]
pub struct Identity {
    /// The whole name.
    pub name: String,
    /// The family name, where it is known for itself.
    pub family_name: Option<String>,
    /// The given name, where it is known for itself.
    pub given_name: Option<String>,
    /// The Chinese name, where there is one.
    pub chinese_name: Option<String>,
    /// The gender, where it is known.
    pub gender: Option<Gender>,
    /// The nationality, as two letters.
    pub nationality: String,
    /// The day of birth.
    pub birth_date: Date,
    /// The number of the passport.
    pub passport_no: String,
    /// The last day of the passport, where it is known.
    pub passport_expires: Option<Date>,
}

impl Identity {
    /// Whether this is the passport and the birthday of the same person. A name
    /// alone never says so.
    #[must_use]
    pub fn is_of(&self, passport_no: &str, birth_date: Date) -> bool {
        self.birth_date == birth_date && is_passport(&self.passport_no, passport_no)
    }
}

/// A passport that another one has replaced: the student is still met by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FormerPassport {
    /// Its number.
    pub passport_no: String,
    /// Who said that there is another one.
    pub replaced_by: PassportSource,
}

/// Who said what somebody's passport is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassportSource {
    /// The university's roster.
    Roster,
    /// The student, in a registration or an application that staff have approved.
    Student,
}

/// Whether both are one passport, whatever marks are printed in its number.
#[must_use]
pub fn is_passport(one: &str, other: &str) -> bool {
    bare_passport_no(one) == bare_passport_no(other)
}

/// A passport number without the marks that some print in it and some do not: by
/// this, and the birthday, a person is known.
#[must_use]
pub fn bare_passport_no(passport_no: &str) -> String {
    let letters = passport_no.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_uppercase).collect()
}

/// What an accepted application tells of a student.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Admission {
    /// The application.
    pub application: ApplicationId,
    /// The version of the application that this was made of; it only grows.
    pub application_version: u64,
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
}

/// A student, as it stands in the Registrations table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Student {
    /// The student.
    pub id: StudentId,
    /// Grows with every change.
    pub version: u64,
    /// What made the record.
    pub origin: Origin,
    /// Whether the student studies.
    pub state: StudentState,
    /// The student's account: that of the application, or one that has claimed
    /// the record.
    pub account: Option<AccountId>,
    /// The student number.
    pub number: StudentNumber,
    /// The number before it, by which the student is still found.
    pub former_number: Option<StudentNumber>,
    /// Who it is.
    pub identity: Identity,
    /// The passports before, by which the student is still met.
    #[serde(default)]
    pub former_passports: Vec<FormerPassport>,
    /// The address on the roster: where the link goes that claims the record.
    pub email: Option<String>,
    /// What is studied.
    pub programme: Option<Bilingual>,
    /// With whom the student registers: each cohort has its window.
    pub cohort: Option<Slug>,
    /// The first day of the studies.
    pub starts_on: Option<Date>,
    /// The day on which they are to end.
    pub ends_on: Option<Date>,
    /// The application that was accepted, where the service knows of one.
    pub admission: Option<Admission>,
    /// The papers besides the passport, as staff have seen them last (S107).
    #[serde(default)]
    pub seen: Seen,
}

impl Student {
    /// Whether this is a passport of the student, present or former, with the birthday.
    #[must_use]
    pub fn is_met_by(&self, passport_no: &str, birth_date: Date) -> bool {
        self.identity.is_of(passport_no, birth_date)
            || (self.identity.birth_date == birth_date
                && self.former_passport(passport_no).is_some())
    }

    /// A passport of the student that was replaced.
    #[must_use]
    pub fn former_passport(&self, passport_no: &str) -> Option<&FormerPassport> {
        let is_it = |former: &&FormerPassport| is_passport(&former.passport_no, passport_no);
        self.former_passports.iter().find(is_it)
    }

    /// The student with a passport in place of the present one, which still leads here.
    /// The same passport, whatever marks are printed in it, replaces nothing.
    #[must_use]
    pub fn with_passport(
        &self,
        passport_no: &str,
        expires: Option<Date>,
        said_by: PassportSource,
    ) -> Self {
        let mut renewed = self.clone();
        let before = std::mem::replace(&mut renewed.identity.passport_no, passport_no.to_owned());
        renewed.identity.passport_expires = expires;
        let is_other = |it: &FormerPassport| !is_passport(&it.passport_no, passport_no);
        renewed.former_passports.retain(is_other);
        renewed.with_former_passport(&before, said_by)
    }

    /// The student with one more passport that is known to have been replaced.
    #[must_use]
    pub fn with_former_passport(&self, passport_no: &str, replaced_by: PassportSource) -> Self {
        let mut after = self.clone();
        let is_known = is_passport(&self.identity.passport_no, passport_no)
            || self.former_passport(passport_no).is_some();
        if !is_known {
            let passport_no = passport_no.to_owned();
            after.former_passports.push(FormerPassport { passport_no, replaced_by });
        }
        after
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_person_is_met_by_passport_and_birthday_and_never_by_name() {
        let identity = Identity {
            name: "NGUYEN VAN A".to_owned(),
            family_name: None,
            given_name: None,
            chinese_name: None,
            gender: None,
            nationality: "VN".to_owned(),
            birth_date: date(2004, 2, 29),
            passport_no: "C-1234567".to_owned(),
            passport_expires: None,
        };
        assert!(identity.is_of("c1234567", date(2004, 2, 29)));
        assert!(!identity.is_of("C1234567", date(2004, 2, 28)));
        assert!(!identity.is_of("C1234568", date(2004, 2, 29)));
    }
}
