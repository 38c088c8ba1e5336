//! Where a registration is on its way, with what belongs there and nowhere else.
//! Each step takes a registration to the next one, or says why it cannot be taken:
//!
//! ```text
//! draft ──submitted──▶ ready_for_review ──all items pass──▶ approved
//!                        ▲            │ an item is returned      │ approved abroad, the
//!                        └─submitted─ returned ◀─────────────────┘ student enters China
//!                                  (S101: as often as it takes)
//! ```

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::Problem;
use shared_platform::locale::{Bilingual, Locale};
use shared_platform::texts;
use utoipa::ToSchema;

use super::{Item, RegistrationHead, ReturnReason, Verdict, Verdicts};
use crate::form::registration::{Section, Sections, Situation, read};
use crate::form::reopening::locked_changes;
use crate::ids::ReviewId;
use crate::staff::Colleague;

/// Where a registration is on its way, with what it has there. It is stored among
/// the attributes of the registration, `state` first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Stage {
    /// The student is writing it.
    Draft,
    /// Submitted and locked: staff may look at it (S100).
    ReadyForReview {
        /// The task that waits in the staff queue.
        review: ReviewId,
    },
    /// Staff have returned some items, and wait for the student (S101).
    Returned {
        /// What staff said of each item.
        verdicts: Verdicts,
        /// Who of them: the next task is theirs first. Nobody, where the student has
        /// entered China.
        returned_by: Option<Colleague>,
        /// When.
        returned_at: Timestamp,
        /// The sections as they were submitted: of other items they stay so.
        submitted: Box<Sections>,
    },
    /// All items passed.
    Approved {
        /// The task in which they did.
        review: ReviewId,
        /// When.
        approved_at: Timestamp,
    },
}

/// Where a registration is on its way, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationState {
    /// The student is writing it.
    Draft,
    /// Submitted and locked: staff may look at it.
    ReadyForReview,
    /// Staff have returned some items, and wait for the student.
    Returned,
    /// All items passed.
    Approved,
}

impl Stage {
    /// Its name.
    #[must_use]
    pub const fn state(&self) -> RegistrationState {
        match self {
            Self::Draft => RegistrationState::Draft,
            Self::ReadyForReview { .. } => RegistrationState::ReadyForReview,
            Self::Returned { .. } => RegistrationState::Returned,
            Self::Approved { .. } => RegistrationState::Approved,
        }
    }
}

/// It is submitted, and nothing of it was returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the registration is submitted and locked")]
pub struct Locked;

/// It is not before staff with this task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the registration is not ready for review")]
pub struct NotReadyForReview;

impl From<NotReadyForReview> for Problem {
    fn from(_: NotReadyForReview) -> Self {
        Self::conflict("not_ready_for_review")
    }
}

/// The steps. Who takes one counts the version on, once.
impl RegistrationHead {
    /// Submitted once more, with a task to be opened.
    ///
    /// # Errors
    /// [`Locked`].
    pub fn submitted(&self) -> Result<Self, Locked> {
        match self.stage {
            Stage::Draft | Stage::Returned { .. } => {
                let stage = Stage::ReadyForReview { review: ReviewId::new() };
                Ok(Self { round: self.round + 1, ..self.at(stage) })
            }
            Stage::ReadyForReview { .. } | Stage::Approved { .. } => Err(Locked),
        }
    }

    /// Judged by a colleague who has the task `review`, with the sections as they were
    /// submitted: back with the student where an item is returned, else approved.
    ///
    /// # Errors
    /// [`NotReadyForReview`].
    pub fn judged(
        &self,
        review: ReviewId,
        verdicts: Verdicts,
        submitted: Sections,
        by: &Colleague,
        now: Timestamp,
    ) -> Result<Self, NotReadyForReview> {
        if self.stage != (Stage::ReadyForReview { review }) {
            return Err(NotReadyForReview);
        }
        Ok(self.at(if verdicts.returned().is_empty() {
            Stage::Approved { review, approved_at: now }
        } else {
            let submitted = Box::new(submitted);
            let returned_by = Some(by.clone());
            Stage::Returned { verdicts, returned_by, returned_at: now, submitted }
        }))
    }

    /// Open once more for who has entered China since it was approved abroad: where the
    /// student is, and what is asked of who is in China (S105). `None` where there is
    /// nothing to be added.
    #[must_use]
    pub fn opened_in_china(&self, approved: &Sections, now: Timestamp) -> Option<Self> {
        if !matches!(self.stage, Stage::Approved { .. }) || approved.in_china() {
            return None;
        }
        let text = |locale| texts::text(locale, "registration-opened-in-china");
        let note = Bilingual { en: text(Locale::En), zh: text(Locale::Zh) };
        let back = Verdict::Return { reason: ReturnReason::EnteredChina, note };
        let verdicts = BTreeMap::from([(Item::Payment, Verdict::Pass), (Item::Visa, back)]);
        let verdicts = Verdicts::new(verdicts, false).ok()?;
        let submitted = Box::new(approved.clone());
        Some(self.at(Stage::Returned { verdicts, returned_by: None, returned_at: now, submitted }))
    }

    fn at(&self, stage: Stage) -> Self {
        Self { stage, ..self.clone() }.with_its_open_slots()
    }
}

/// What there is to read of the stage.
impl RegistrationHead {
    /// Where it is on its way, with what it has there.
    #[must_use]
    pub const fn stage(&self) -> &Stage {
        &self.stage
    }

    /// The items that the student can correct now; none before anything was submitted.
    #[must_use]
    pub fn open_items(&self) -> BTreeSet<Item> {
        match &self.stage {
            Stage::Returned { verdicts, .. } => verdicts.returned(),
            _ => BTreeSet::new(),
        }
    }

    /// The sections that the student can change now, as far as they are those of items:
    /// in a draft all, in what was returned those of what is not locked (S101).
    #[must_use]
    pub fn open_sections(&self) -> BTreeSet<Section> {
        match &self.stage {
            Stage::Draft => Section::ALL.into_iter().collect(),
            Stage::Returned { submitted, .. } => {
                let unlocked = self.unlocked_items(submitted).into_iter();
                unlocked.flat_map(Item::sections).copied().collect()
            }
            Stage::ReadyForReview { .. } | Stage::Approved { .. } => BTreeSet::new(),
        }
    }

    /// The items that are not locked while the student corrects what was returned:
    /// those, and what was not asked for when it was submitted from abroad.
    pub(super) fn unlocked_items(&self, submitted: &Sections) -> BTreeSet<Item> {
        let judged = Item::of_case(submitted.in_china());
        let unasked = Item::ALL.into_iter().filter(|item| !judged.contains(item));
        self.open_items().into_iter().chain(unasked).collect()
    }

    /// The fields that the student may not change as `wanted` has them: in a draft
    /// none, in what was returned those of other items, unless what is open makes
    /// them lack something (S101).
    ///
    /// # Errors
    /// [`Locked`].
    pub fn locked_changes(
        &self,
        wanted: &Sections,
        situation: Situation<'_>,
    ) -> Result<Vec<(Section, String)>, Locked> {
        match &self.stage {
            Stage::Draft => Ok(Vec::new()),
            Stage::Returned { submitted, .. } => {
                let open = Item::fields_of(&self.unlocked_items(submitted));
                let lacking = |form: &mut Sections| read(form, situation).lacking();
                Ok(locked_changes(&**submitted, wanted, open, lacking))
            }
            Stage::ReadyForReview { .. } | Stage::Approved { .. } => Err(Locked),
        }
    }
}

#[cfg(test)]
mod tests;
