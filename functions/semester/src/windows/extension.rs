//! More time for one student.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_domain::form::vocabulary::FieldCode;
use shared_domain::programme::office::Office;
use shared_domain::staff::Colleague;
use shared_domain::student::Student;
use shared_platform::clock::{beijing_date, end_of_beijing_date};
use shared_platform::http::FieldError;
use shared_platform::slug::Slug;
use utoipa::ToSchema;

use super::semester::{Semester, may_end_on};

/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// More time for a student in a semester, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Extension {
    /// The semester.
    pub semester: Slug,
    /// The instant at which the student's window is over.
    pub closes_at: Timestamp,
    /// Why.
    pub reason: String,
    /// Who gave it.
    pub by: Colleague,
    /// When.
    pub at: Timestamp,
}

/// More time for a student, as the registrar sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WindowExtension)]
pub struct ExtensionView {
    /// The semester.
    semester: Slug,
    /// The instant at which the student's window is over.
    closes_at: Timestamp,
    /// Why.
    reason: String,
    /// Who gave it.
    by: Colleague,
    /// When.
    at: Timestamp,
}

impl From<Extension> for ExtensionView {
    fn from(extension: Extension) -> Self {
        let Extension { semester, closes_at, reason, by, at } = extension;
        Self { semester, closes_at, reason, by, at }
    }
}

/// More time, as the registrar gives it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExtensionForm {
    /// The semester.
    semester: Slug,
    /// The last day in Beijing, to its end: one on which the office works.
    until: Date,
    /// Why.
    reason: String,
}

impl ExtensionForm {
    /// The semester.
    #[must_use]
    pub const fn semester(&self) -> &Slug {
        &self.semester
    }

    /// The extension that is meant, or everything against it.
    ///
    /// # Errors
    /// For each field that is wrong.
    pub fn checked(
        &self,
        semester: Option<&Semester>,
        student: &Student,
        office: Option<&Office>,
        by: Colleague,
        now: Timestamp,
    ) -> Result<Extension, Vec<FieldError>> {
        let window = semester.map(|semester| {
            student.cohort.as_ref().and_then(|cohort| semester.window(cohort)).ok_or("no_window")
        });
        let window = window.unwrap_or(Err("unknown_semester"));
        let closes_at = end_of_beijing_date(self.until);
        let until = || -> Result<(), FieldCode> {
            if self.until < beijing_date(now) {
                return Err("date_past");
            }
            if window.is_ok_and(|window| closes_at <= window.closes_at) {
                return Err("not_later_than_the_window");
            }
            may_end_on(self.until, office)
        };
        let reason = match self.reason.trim() {
            "" => Err("required"),
            reason if reason.chars().count() > LONGEST_REASON => Err("too_long"),
            _ => Ok(()),
        };
        let checks = [("/semester", window.map(|_| ())), ("/until", until()), ("/reason", reason)];
        let errors: Vec<FieldError> = checks
            .into_iter()
            .filter_map(|(pointer, check)| Some(FieldError::new(pointer, check.err()?)))
            .collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Extension {
            semester: self.semester.clone(),
            closes_at,
            reason: self.reason.trim().to_owned(),
            by,
            at: now,
        })
    }
}
