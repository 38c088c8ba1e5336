//! An applicant changes a section.

use jiff::Timestamp;
use shared::application::ApplicationState;
use shared::http::Changed;

use super::Application;
use crate::form::Draft;

/// An applicant's change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditRefused {
    /// The application is submitted (S58).
    #[error("the application is submitted and locked")]
    Locked,
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
    /// [`EditRefused`] when it is locked, or the section has changed.
    pub fn save(
        &self,
        draft: &Draft,
        seen: u64,
        now: Timestamp,
    ) -> Result<Option<Self>, EditRefused> {
        self.check_draft()?;
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
        saved.edits.note(section, fields, saved.head.version, now);
        Ok(Some(saved))
    }

    pub(super) fn check_draft(&self) -> Result<(), EditRefused> {
        match self.head.state {
            ApplicationState::Draft => Ok(()),
            _ => Err(EditRefused::Locked),
        }
    }

    /// The refusal that tells what has changed since the version seen.
    #[must_use]
    pub fn conflict(&self, seen: u64) -> EditRefused {
        EditRefused::VersionConflict(self.edits.since(seen))
    }
}
