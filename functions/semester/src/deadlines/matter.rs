//! A deadline that is over as a matter of the staff queue: the student was told, and
//! nothing came.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use shared_domain::deadline::{Deadline, DeadlineKind};
use shared_domain::ids::StudentId;
use shared_domain::review::{Decision, Headline, Matter, ReviewOccasion, Subject, Task, Word};
use shared_domain::student::{Student, StudentNumber};
use shared_platform::auth::StaffRole;
use shared_platform::ids::AccountId;
use utoipa::ToSchema;

/// A task about a deadline.
pub type DeadlineTask = Task<DeadlineMatter>;

/// The deadline that a task is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeadlineMatter {
    /// The student's account, where the student has one.
    pub applicant: Option<AccountId>,
    /// The student.
    pub student: StudentId,
    /// The name as in the passport.
    pub name: String,
    /// The student number.
    pub number: StudentNumber,
    /// What is over.
    pub deadline: DeadlineKind,
    /// Its last day.
    pub last_day: Date,
    /// The day on which the student says that it was done.
    #[serde(default)]
    pub done_on: Option<Date>,
}

/// How it is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineOutcome {
    /// What was to be done is done.
    Done,
    /// It was not done, though the student says so: the student is told again.
    NotDone,
    /// It is looked after in another way.
    Settle,
}

/// What became of it, in the officer's words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// For colleagues.
    pub remark: Option<String>,
}

impl DeadlineMatter {
    /// The matter of a student's deadline.
    #[must_use]
    pub fn of(student: &Student, deadline: &Deadline) -> Self {
        Self {
            applicant: student.account,
            student: student.id,
            name: student.identity.name.clone(),
            number: student.number.clone(),
            deadline: deadline.deadline,
            last_day: deadline.last_day,
            done_on: deadline.done_on,
        }
    }
}

impl Subject for DeadlineMatter {
    type Outcome = DeadlineOutcome;
    type Grounds = Remark;
}

impl Matter for DeadlineMatter {
    const KIND: &'static str = "deadline";
    const ROLE: StaffRole = StaffRole::VisaOfficer;
    const WITHHELD: &'static [&'static str] = &[];
    const WITHHELD_OF_GROUNDS: &'static [&'static str] = &["remark"];

    fn headline(&self) -> Headline {
        let occasion = match self.done_on {
            Some(_) => ReviewOccasion::DeadlineDone,
            None => ReviewOccasion::DeadlineOver,
        };
        Headline {
            applicant: self.applicant,
            applicant_name: self.name.clone(),
            subject: self.student.to_string(),
            occasion: Word::of(occasion),
            about: Map::from_iter([
                ("number".to_owned(), json!(self.number)),
                ("deadline".to_owned(), json!(self.deadline)),
                ("lastDay".to_owned(), json!(self.last_day)),
            ]),
        }
    }

    fn needs_second(&self, _: &Decision<Self>) -> bool {
        false
    }

    fn is_barred_by_findings(&self, _: &Decision<Self>) -> bool {
        false
    }

    fn closes(&self, _: &Decision<Self>) -> bool {
        true
    }
}
