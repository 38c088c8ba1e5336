//! The semester registration of a student: one for each semester (S108). Its form
//! is [`crate::form::registration`]; where it is on its way, what staff look at and
//! what becomes of it stands here.

mod folder;
mod id;
mod item;
pub mod mails;
pub mod news;
pub mod papers;
pub(crate) mod personal_data;
pub mod review;
#[cfg(test)]
pub(crate) mod samples;
mod stage;
mod submission;
mod verdict;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use shared_platform::ids::AccountId;
use shared_platform::slug::Slug;

pub use folder::folder_of;
pub use id::{REGISTRATIONS, RegistrationId};
pub use item::Item;
pub use stage::{Locked, NotReadyForReview, RegistrationState, Stage};
pub use submission::{Difference, Submission};
pub use verdict::{ReturnReason, Verdict, Verdicts, VerdictsRefused};

use crate::form::registration::{Read, Slot};
use crate::ids::StudentId;

/// The part of a registration that everybody who knows it reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RegistrationHead {
    /// The account that the student fills it in with.
    pub account: AccountId,
    /// Whose it is.
    pub student: StudentId,
    /// The semester.
    pub semester: Slug,
    /// Counts every change; writes are conditional on it.
    pub version: u64,
    /// How often it was submitted.
    pub round: u32,
    /// The documents that the form asks for, and whether they have to be there.
    asked: BTreeMap<Slot, bool>,
    /// Those of them that take documents now: it follows from the rest, and is what
    /// a write is conditional on.
    open_slots: BTreeSet<Slot>,
    /// Where it is on its way.
    #[serde(flatten)]
    stage: Stage,
}

impl RegistrationHead {
    /// A registration that is begun, and not saved yet.
    #[must_use]
    pub fn begun(account: AccountId, id: RegistrationId) -> Self {
        let RegistrationId { student, semester } = id;
        Self {
            account,
            student,
            semester,
            version: 0,
            round: 0,
            asked: BTreeMap::new(),
            open_slots: BTreeSet::new(),
            stage: Stage::Draft,
        }
    }

    /// Which it is.
    #[must_use]
    pub fn id(&self) -> RegistrationId {
        RegistrationId { student: self.student, semester: self.semester.clone() }
    }

    /// The registration whose form was read: it asks for the documents of now.
    #[must_use]
    pub fn asking(&self, read: &Read) -> Self {
        Self { asked: read.documents.clone(), ..self.clone() }.with_its_open_slots()
    }

    /// The slots that take documents now: in a draft all that are asked for, in what
    /// was returned those of its items (S101).
    #[must_use]
    pub const fn open_slots(&self) -> &BTreeSet<Slot> {
        &self.open_slots
    }

    fn with_its_open_slots(self) -> Self {
        let asked = self.asked.keys().copied();
        let open_slots = match &self.stage {
            Stage::Draft => asked.collect(),
            Stage::Returned { submitted, .. } => {
                let unlocked = self.unlocked_items(submitted);
                let is_unlocked =
                    |slot: &Slot| unlocked.iter().any(|item| item.slots().contains(slot));
                asked.filter(is_unlocked).collect()
            }
            Stage::ReadyForReview { .. } | Stage::Approved { .. } => BTreeSet::new(),
        };
        Self { open_slots, ..self }
    }
}
