//! The semester registration of a student: one for each semester (S108). Its form
//! is [`crate::form::registration`]; where it is on its way, what staff look at and
//! what becomes of it stands here.

mod folder;
mod id;
mod item;
pub mod mails;
pub mod news;
mod opening;
pub mod papers;
pub(crate) mod personal_data;
pub mod review;
#[cfg(test)]
pub(crate) mod samples;
mod stage;
mod submission;
mod verdict;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::ids::AccountId;
use shared_platform::slug::Slug;

pub use folder::folder_of;
pub use id::{REGISTRATIONS, RegistrationId};
pub use item::Item;
pub use stage::{Locked, NotReadyForReview, RegistrationState, Stage};
pub use submission::{Difference, Submission};
pub use verdict::{ReturnReason, Verdict, Verdicts, VerdictsRefused};

use crate::form::registration::Slot;
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
    /// When the student entered China, where that was told after it was submitted from
    /// abroad and before it was approved (S105).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entered_china_at: Option<Timestamp>,
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
            entered_china_at: None,
            stage: Stage::Draft,
        }
    }

    /// Which it is.
    #[must_use]
    pub fn id(&self) -> RegistrationId {
        RegistrationId { student: self.student, semester: self.semester.clone() }
    }
}
