//! What of a registration its student can change: of a draft all; of what was returned
//! the sections of the returned items (S101), and each section that has come to lack
//! something since it was submitted. A permit ends, a semester is set longer, another
//! paper is on the record: what is asked for then can always be given.
//!
//! A section is open as a whole: a new permit has another number than the one that
//! ended. Its documents are open with it.

use std::collections::BTreeSet;

use super::{Item, Locked, RegistrationHead, Stage};
use crate::form::registration::{Read, Section, Sections, Situation, Slot, read};
use crate::form::reopening::{Reopenable as _, locked_changes, open_fields};
use crate::form::sections::AllSections as _;

/// A field of the form, with its section.
type Field = (Section, String);

impl RegistrationHead {
    /// The sections that the student can change now. `kept` is the form as it is kept,
    /// `wanted` as it is to be.
    #[must_use]
    pub fn open_sections(
        &self,
        kept: &Sections,
        wanted: &Sections,
        situation: Situation<'_>,
    ) -> BTreeSet<Section> {
        match &self.stage {
            Stage::Returned { submitted, required, .. } => {
                let read = |form: &mut Sections| lacking(form, required, situation);
                let open = open_fields(&**submitted, wanted, self.opened(submitted, kept), read);
                open.into_iter().map(|(section, _)| section).collect()
            }
            _ => self.sections_of_stage(),
        }
    }

    /// The fields that the student may not change as `wanted` has them: in a draft
    /// none, in what was returned those of sections that are not open (S101).
    ///
    /// # Errors
    /// [`Locked`].
    pub fn locked_changes(
        &self,
        kept: &Sections,
        wanted: &Sections,
        situation: Situation<'_>,
    ) -> Result<Vec<Field>, Locked> {
        match &self.stage {
            Stage::Draft => Ok(Vec::new()),
            Stage::Returned { submitted, required, .. } => {
                let read = |form: &mut Sections| lacking(form, required, situation);
                Ok(locked_changes(&**submitted, wanted, self.opened(submitted, kept), read))
            }
            Stage::ReadyForReview { .. } | Stage::Approved { .. } => Err(Locked),
        }
    }

    /// The registration whose form was read: it asks for the documents of now, and
    /// takes those of the sections that are open.
    #[must_use]
    pub fn asking(&self, read: &Read, open: &BTreeSet<Section>) -> Self {
        Self { asked: read.documents.clone(), ..self.clone() }.taking_those_of(open)
    }

    /// The slots that take documents now: in a draft all that are asked for, in what
    /// was returned those of the sections that are open (S101).
    #[must_use]
    pub const fn open_slots(&self) -> &BTreeSet<Slot> {
        &self.open_slots
    }

    /// The documents that it has to have.
    pub(super) fn required(&self) -> BTreeSet<Slot> {
        let required = self.asked.iter().filter(|(_, is_required)| **is_required);
        required.map(|(slot, _)| *slot).collect()
    }

    /// The registration at a stage, which takes the documents of what is open there.
    pub(super) fn at(&self, stage: Stage) -> Self {
        let next = Self { stage, ..self.clone() };
        let open = next.sections_of_stage();
        next.taking_those_of(&open)
    }

    fn taking_those_of(self, open: &BTreeSet<Section>) -> Self {
        let asked = self.asked.keys().copied();
        let open_slots = asked.filter(|slot| open.contains(&slot.section())).collect();
        Self { open_slots, ..self }
    }

    /// The sections that are open whatever has come to lack something.
    fn sections_of_stage(&self) -> BTreeSet<Section> {
        match &self.stage {
            Stage::Draft => Section::ALL.into(),
            Stage::Returned { submitted, .. } => {
                let unlocked = self.unlocked_items(submitted).into_iter();
                unlocked.flat_map(Item::sections).copied().collect()
            }
            Stage::ReadyForReview { .. } | Stage::Approved { .. } => BTreeSet::new(),
        }
    }

    /// The items that are not locked while the student corrects what was returned:
    /// those, and what was not asked for when it was submitted from abroad.
    fn unlocked_items(&self, submitted: &Sections) -> BTreeSet<Item> {
        let judged = Item::of_case(submitted.in_china());
        let unasked = Item::ALL.into_iter().filter(|item| !judged.contains(item));
        self.open_items().into_iter().chain(unasked).collect()
    }

    /// The fields that are open from the beginning: what was changed while it lacked
    /// something stays open, also where it would lack nothing any more.
    fn opened(&self, submitted: &Sections, kept: &Sections) -> BTreeSet<Field> {
        let changed = kept.differing_from(submitted).into_iter().map(|(section, _)| section);
        fields_of(self.sections_of_stage().into_iter().chain(changed).collect())
    }
}

/// The fields of the sections that lack something: a field, or a document that had not to
/// be there when the form was submitted, and now has to.
fn lacking(form: &mut Sections, required: &BTreeSet<Slot>, situation: Situation<'_>) -> Vec<Field> {
    let read = read(form, situation);
    let fields = read.lacking().into_iter().map(|(section, _)| section);
    let needed = read
        .documents
        .iter()
        .filter(|(slot, is_required)| **is_required && !required.contains(slot));
    let needed = needed.map(|(slot, _)| slot.section());
    fields_of(fields.chain(needed).collect()).into_iter().collect()
}

/// All fields of some sections.
fn fields_of(sections: BTreeSet<Section>) -> BTreeSet<Field> {
    let none = Sections::default();
    let fields =
        |section: Section| none.fields(section).into_iter().map(move |(field, _)| (section, field));
    sections.into_iter().flat_map(fields).collect()
}

#[cfg(test)]
mod tests;
