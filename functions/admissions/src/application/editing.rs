//! An applicant changes a section.

use jiff::Timestamp;
use shared_domain::application::Stage;
use shared_domain::form::application::Draft;
use shared_platform::http::{Changed, FieldError};

use super::Application;
use super::revision::Field;

/// Refuses changes of locked fields, each at its pointer.
pub(super) fn locked_at(
    locked: Vec<Field>,
    pointer: impl Fn(&Field) -> String,
) -> Result<(), EditRefused> {
    let errors = locked.iter().map(|field| FieldError::new(pointer(field), "field_locked"));
    match locked.is_empty() {
        true => Ok(()),
        false => Err(EditRefused::FieldsLocked(errors.collect())),
    }
}

/// An applicant's change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditRefused {
    /// The application is submitted (S58).
    #[error("the application is submitted and locked")]
    Locked,
    /// The time to answer the request for revision is over.
    #[error("the revision is overdue")]
    RevisionOverdue,
    /// Staff have not re-opened these fields (S65).
    #[error("fields are locked")]
    FieldsLocked(Vec<FieldError>),
    /// Somebody, or another tab, changed it since the client read it: this.
    #[error("the application has changed since it was read")]
    VersionConflict(Vec<Changed>),
}

impl Application {
    /// The application with one section as drafted, or `None` where that is no
    /// change. `seen` is the version the applicant was looking at: what others
    /// have changed since then in the same section is not overwritten.
    ///
    /// # Errors
    /// [`EditRefused`] when it, or a field, is locked, or the section has changed.
    pub fn save(
        &self,
        draft: &Draft,
        seen: u64,
        now: Timestamp,
    ) -> Result<Option<Self>, EditRefused> {
        self.check_editable(now)?;
        let section = draft.fields.section();
        let fields = draft.fields.differing_from(&self.sections);
        if fields.is_empty() {
            return Ok(None);
        }
        if seen > self.head.version || self.edits.changed_since(section, seen) {
            return Err(self.conflict(seen));
        }
        let mut saved = self.changed(now);
        draft.fields.clone().put_into(&mut saved.sections);
        let locked = self.locked_changes(&saved.sections, &[section], now);
        locked_at(locked, |(_, field)| format!("/{field}"))?;
        saved.head.keep_submitted(&self.sections);
        saved.edits.note(section, fields, saved.head.version, now);
        Ok(Some(saved))
    }

    pub(super) fn check_editable(&self, now: Timestamp) -> Result<(), EditRefused> {
        match self.head.stage() {
            Stage::Draft { .. } => Ok(()),
            Stage::RevisionRequested { revision, .. } if now < revision.due_at => Ok(()),
            Stage::RevisionRequested { .. } => Err(EditRefused::RevisionOverdue),
            _ => Err(EditRefused::Locked),
        }
    }

    /// The refusal that tells what has changed since the version seen.
    #[must_use]
    pub fn conflict(&self, seen: u64) -> EditRefused {
        EditRefused::VersionConflict(self.edits.since(seen))
    }
}
