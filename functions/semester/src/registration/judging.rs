//! What staff say of a registration.

use jiff::Timestamp;
use shared_domain::form::registration::Sections;
use shared_domain::ids::ReviewId;
use shared_domain::registration::{NotReadyForReview, Verdicts};
use shared_domain::staff::Colleague;

use super::{Judged, Registration};

impl Registration {
    /// The registration as a colleague who has the task judges it: approved where all
    /// items pass, else back with the student (S72, S101). `submitted` is what they
    /// looked at.
    ///
    /// # Errors
    /// [`NotReadyForReview`].
    pub fn judge(
        &self,
        review: ReviewId,
        verdicts: Verdicts,
        submitted: Sections,
        by: &Colleague,
        now: Timestamp,
    ) -> Result<Self, NotReadyForReview> {
        let head = self.head.judged(review, verdicts.clone(), submitted, by, now)?;
        let mut judged = self.changed(now);
        let version = judged.head.version;
        judged.head = head;
        judged.head.version = version;
        if let Some(round) = judged.rounds.last_mut() {
            round.judged = Some(Judged { at: now, verdicts });
        }
        Ok(judged)
    }

    /// The registration open once more for who has entered China since it was approved
    /// abroad; `None` where there is nothing to be added.
    #[must_use]
    pub fn opened_in_china(&self, now: Timestamp) -> Option<Self> {
        let head = self.head.opened_in_china(&self.sections, now)?;
        let mut opened = self.changed(now);
        let version = opened.head.version;
        opened.head = head;
        opened.head.version = version;
        Some(opened)
    }
}
