//! Which slots of a registration take documents now, and which documents count.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Registration, Stage};
use crate::application::ChecklistSlot;
use crate::document::{Document, counting};
use crate::form::registration::{Read, Slot};

impl Registration {
    /// The slots that take documents now, of those that are asked for: in a draft
    /// all, in what was returned those of its items (S101).
    #[must_use]
    pub fn open_slots(&self, now: &Read) -> BTreeSet<Slot> {
        let asked = now.documents.keys().copied();
        match self.stage() {
            Stage::Draft => asked.collect(),
            Stage::Returned { submitted, .. } => {
                let unlocked = self.unlocked_items(submitted);
                asked
                    .filter(|slot| unlocked.iter().any(|item| item.slots().contains(slot)))
                    .collect()
            }
            Stage::ReadyForReview { .. } | Stage::Approved { .. } => BTreeSet::new(),
        }
    }

    /// The documents that count: in the slots that are open, or until anything was
    /// submitted, what [`counting`] says; in the others what was submitted last. In
    /// a slot that is not asked for none does.
    #[must_use]
    pub fn counting<'a>(
        &self,
        now: &Read,
        open: &BTreeSet<Slot>,
        documents: &'a [Document],
        today: Date,
    ) -> Vec<&'a Document> {
        let is_open = |name: &str| Slot::named(name).is_some_and(|slot| open.contains(&slot));
        let counting_in = |row: &ChecklistSlot| {
            if self.round == 0 || is_open(row.slot.as_str()) {
                return counting(documents, std::slice::from_ref(row), today);
            }
            let was_submitted = |document: &&Document| {
                document.slot == row.slot && document.submitted_in == Some(self.round)
            };
            documents.iter().filter(was_submitted).collect()
        };
        now.checklist().iter().flat_map(counting_in).collect()
    }
}

#[cfg(test)]
mod tests;
