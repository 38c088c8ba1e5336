//! Where a registration is on its way, with what belongs there and nowhere else.
//! Each step takes a registration to the next one, or says why it cannot be taken:
//!
//! ```text
//! draft ──submitted──▶ ready_for_review ──all items pass──▶ approved
//!                        ▲            │ an item is returned      │ approved abroad, the
//!                        └─submitted─ returned ◀─────────────────┘ student enters China
//!                                  (S101: as often as it takes)
//! ```

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::Problem;
use utoipa::ToSchema;

use super::{Item, RegistrationHead, Verdicts};
use crate::form::registration::{Sections, Slot};
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
        /// What staff said of each item; nothing, where nobody has returned it and the
        /// student has entered China (S105).
        verdicts: Verdicts,
        /// Who of them: the next task is theirs first.
        returned_by: Option<Colleague>,
        /// When.
        returned_at: Timestamp,
        /// The sections as they were submitted: of other items they stay so.
        submitted: Box<Sections>,
        /// The documents that it had to have then: each of them is there.
        required: BTreeSet<Slot>,
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
    /// submitted: back with the student where an item is returned, else approved; and
    /// open once more for who has entered China meanwhile.
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
        if verdicts.returned().is_empty() {
            let approved = self.at(Stage::Approved { review, approved_at: now });
            let approved = Self { entered_china_at: None, ..approved };
            // S105: that was told while it was looked at.
            let entered = self.entered_china_at;
            let opened = entered.and_then(|_| approved.opened_in_china(&submitted, now));
            return Ok(opened.unwrap_or(approved));
        }
        Ok(self.at(Stage::Returned {
            verdicts,
            returned_by: Some(by.clone()),
            returned_at: now,
            submitted: Box::new(submitted),
            required: self.required(),
        }))
    }

    /// The registration of a student who is told to have entered China. One that was
    /// approved abroad is open once more for where the student is, and what is asked of
    /// who is in China; one that was submitted from abroad knows it, and is opened when
    /// it is approved (S105). `None` where there is nothing to be added.
    #[must_use]
    pub fn entered_china(&self, form: &Sections, at: Timestamp, now: Timestamp) -> Option<Self> {
        let submitted = match &self.stage {
            Stage::Draft => return None,
            Stage::Approved { .. } => return self.opened_in_china(form, now),
            Stage::ReadyForReview { .. } => form,
            // What the student is asked for already needs not be asked for later.
            Stage::Returned { returned_by: None, .. } => return None,
            Stage::Returned { submitted, .. } => submitted,
        };
        let is_new = self.entered_china_at.is_none() && !submitted.in_china();
        is_new.then(|| Self { entered_china_at: Some(at), ..self.clone() })
    }

    fn opened_in_china(&self, approved: &Sections, now: Timestamp) -> Option<Self> {
        if approved.in_china() {
            return None;
        }
        Some(self.at(Stage::Returned {
            verdicts: Verdicts::default(),
            returned_by: None,
            returned_at: now,
            submitted: Box::new(approved.clone()),
            required: self.required(),
        }))
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
            Stage::Returned { returned_by: None, .. } => BTreeSet::from([Item::Visa]),
            Stage::Returned { verdicts, .. } => verdicts.returned(),
            _ => BTreeSet::new(),
        }
    }

    /// Whether nobody has returned it, and it is open because the student has entered
    /// China since it was submitted from abroad (S105).
    #[must_use]
    pub const fn is_opened_in_china(&self) -> bool {
        matches!(self.stage, Stage::Returned { returned_by: None, .. })
    }
}

#[cfg(test)]
mod tests;
