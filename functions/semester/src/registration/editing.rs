//! A student changes a section.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::Value;
use shared_domain::form::registration::{self as form, Draft, Facts, Section};
use shared_domain::form::reopening::Reopenable as _;
use shared_domain::form::sections::{AllSections as _, SectionName as _};
use shared_domain::registration::{Locked, Stage};
use shared_platform::Problem;
use shared_platform::http::{Changed, FieldError};

use super::{Circumstances, ReadNow, Registration};

/// A student's change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditRefused {
    /// It is submitted, and nothing of it was returned.
    #[error("the registration is submitted and locked")]
    Locked,
    /// Staff have not returned these fields (S101).
    #[error("fields are locked")]
    FieldsLocked(Vec<FieldError>),
    /// Another tab changed it since the client read it: this.
    #[error("the registration has changed since it was read")]
    VersionConflict(Vec<Changed>),
    /// No field could hold this, or the section has no such field.
    #[error("the fields cannot be kept")]
    Unkeepable(Vec<FieldError>),
}

/// What saving a section makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The registration, where it is another one than before.
    pub changed: Option<Registration>,
    /// What keeps the section from being complete.
    pub gaps: Vec<FieldError>,
    /// What is worth a second look.
    pub warnings: Vec<FieldError>,
    /// What the tables ask by, now.
    pub facts: Facts,
    /// The sections that can be changed, now.
    pub open: BTreeSet<Section>,
}

impl Registration {
    /// The registration with one section as it was typed. `seen` is the version the
    /// student was looking at: what others have changed since then in the same section
    /// is not overwritten. Other sections are kept as they were typed, also where this
    /// one makes that nobody asks for them now.
    ///
    /// # Errors
    /// [`EditRefused`].
    pub fn save(
        &self,
        section: Section,
        typed: &Value,
        seen: u64,
        circumstances: &Circumstances,
        now: Timestamp,
    ) -> Result<Saved, EditRefused> {
        self.check_editable()?;
        let situation = circumstances.situation(&self.confirmed_emails, now);
        let draft = Draft::of(section, typed.clone(), &self.sections, situation)
            .map_err(EditRefused::Unkeepable)?;
        let Draft { sections: tidied, gaps, warnings } = draft;
        let fields = Value::Object(tidied.fields(section));
        let sections = self.sections.with(section, fields);
        let sections = sections.map_err(|error| EditRefused::Unkeepable(vec![error]))?;
        let differing = sections.differing_from(&self.sections).into_iter();
        let fields: Vec<String> = differing.map(|(_, field)| field).collect();
        if !fields.is_empty() || self.head.version == 0 {
            if seen > self.head.version || self.edits.changed_since(section, seen) {
                return Err(self.conflict(seen));
            }
            let locked = self.head.locked_changes(&self.sections, &tidied, situation);
            let locked = locked.map_err(|Locked| EditRefused::Locked)?.into_iter();
            let locked = locked.filter(|(place, _)| *place == section);
            locked_at(locked.map(|(_, field)| format!("/{field}")))?;
        }
        let mut next = Self { sections, ..self.clone() };
        let ReadNow { head, read, open, .. } = next.read_now(circumstances, now);
        next.head = head;
        let mut saved = Saved { changed: None, gaps, warnings, facts: read.facts, open };
        // Saved as it begins it is begun all the same: documents need it (S108). And what
        // it asks for by now can be uploaded once it is saved.
        if next != *self || self.head.version == 0 {
            let mut changed = next.changed(now);
            if !fields.is_empty() {
                changed.edits.note(section, fields, changed.head.version, now);
            }
            saved.changed = Some(changed);
        }
        Ok(saved)
    }

    pub(super) const fn check_editable(&self) -> Result<(), EditRefused> {
        match self.head.stage() {
            Stage::Draft | Stage::Returned { .. } => Ok(()),
            Stage::ReadyForReview { .. } | Stage::Approved { .. } => Err(EditRefused::Locked),
        }
    }

    /// The refusal that tells what has changed since the version seen.
    #[must_use]
    pub fn conflict(&self, seen: u64) -> EditRefused {
        EditRefused::VersionConflict(self.edits.since(seen))
    }

    /// Every change that is locked, by its place in the whole form.
    pub(super) fn check_locks(
        &self,
        wanted: &form::Sections,
        circumstances: &Circumstances,
        now: Timestamp,
    ) -> Result<(), EditRefused> {
        let situation = circumstances.situation(&self.confirmed_emails, now);
        let locked = self.head.locked_changes(&self.sections, wanted, situation);
        let locked = locked.map_err(|Locked| EditRefused::Locked)?.into_iter();
        locked_at(locked.map(|(section, field)| format!("/sections/{}/{field}", section.name())))
    }
}

/// Refuses changes of locked fields, each at its pointer.
fn locked_at(pointers: impl Iterator<Item = String>) -> Result<(), EditRefused> {
    let errors: Vec<FieldError> =
        pointers.map(|pointer| FieldError::new(pointer, "field_locked")).collect();
    if errors.is_empty() { Ok(()) } else { Err(EditRefused::FieldsLocked(errors)) }
}

impl From<EditRefused> for Problem {
    fn from(refused: EditRefused) -> Self {
        match refused {
            EditRefused::Locked => Self::conflict("registration_locked"),
            EditRefused::FieldsLocked(errors) => Self::conflict("field_locked").with_errors(errors),
            EditRefused::VersionConflict(changes) => {
                Self::conflict("registration_changed").with_changes(changes)
            }
            EditRefused::Unkeepable(errors) => Self::invalid(errors),
        }
    }
}
