//! What staff say of a registration.

use jiff::Timestamp;
use shared_domain::form::registration::Sections;
use shared_domain::ids::ReviewId;
use shared_domain::registration::{NotReadyForReview, Verdicts};
use shared_domain::staff::Colleague;
use shared_platform::clock::beijing_date;

use super::{Judged, Registration};

impl Registration {
    /// The registration as a colleague who has the task judges it: approved where all
    /// items pass, else back with the student (S72, S101); and open once more for who has
    /// entered China meanwhile (S105). `submitted` is what they looked at.
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

    /// The registration of a student who is told to have entered China at an instant;
    /// `None` where that changes nothing of it: whoever has left again has said so in
    /// what was submitted later.
    #[must_use]
    pub fn entered_china(&self, at: Timestamp, now: Timestamp) -> Option<Self> {
        let submitted_on = self.rounds.last().map(|round| beijing_date(round.submitted_at));
        if submitted_on.is_some_and(|day| beijing_date(at) < day) {
            return None;
        }
        let head = self.head.entered_china(&self.sections, at, now)?;
        let mut entered = self.changed(now);
        let version = entered.head.version;
        entered.head = head;
        entered.head.version = version;
        Some(entered)
    }
}
