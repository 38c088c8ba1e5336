//! Staff move an application to another funding category of its programme (S70).

use jiff::Timestamp;
use shared_domain::application::CategoryFixed;
use shared_domain::programme::FundingFee;

use super::{Application, EditRefused, HistoryEvent};

/// A funding category cannot be changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CategoryRefused {
    /// It is decided, or withdrawn.
    #[error(transparent)]
    Over(#[from] CategoryFixed),
    /// It is no longer as the member of staff saw it.
    #[error(transparent)]
    Changed(#[from] EditRefused),
}

impl Application {
    /// The application under another funding category, or `None` where it has
    /// that one.
    ///
    /// # Errors
    /// [`CategoryRefused`].
    pub fn change_category(
        &self,
        to: &FundingFee,
        seen: u64,
        now: Timestamp,
    ) -> Result<Option<Self>, CategoryRefused> {
        let changed = self.head.in_category(&to.id, to.fee)?;
        if self.head.funding_category == to.id {
            return Ok(None);
        }
        if !self.is_as_seen(seen) {
            return Err(self.conflict(seen).into());
        }
        Ok(Some(self.moved_to(changed, HistoryEvent::CategoryChanged, now)))
    }
}

#[cfg(test)]
mod tests {
    use shared_domain::application::decision::DecisionOutcome;
    use shared_domain::application::{ApplicationState, Fee};
    use shared_platform::money::Money;

    use super::*;
    use crate::application::tests::{complete_application, decided, now};

    fn category(fee: Option<i64>) -> FundingFee {
        FundingFee { id: "government_scholarship".parse().unwrap(), fee: fee.map(Money::fen) }
    }

    #[test]
    fn a_draft_gets_the_fee_of_its_new_category() {
        let (draft, _) = complete_application(Some(Money::fen(40_000)));
        let version = draft.head.version;
        let waived = draft.change_category(&category(None), version, now()).unwrap().unwrap();
        assert_eq!(waived.head.fee(), Fee::Waived);
        let mut back = category(Some(60_000));
        back.id = "self_funded".parse().unwrap();
        let back = waived.change_category(&back, version + 1, now()).unwrap().unwrap();
        assert_eq!(back.head.fee(), Fee::NotDue { fee: Money::fen(60_000) });
    }

    #[test]
    fn after_submission_the_fee_stays_as_it_is() {
        let (draft, documents) = complete_application(Some(Money::fen(40_000)));
        let (submitted, _) = draft.submit(&documents, 6, now()).unwrap();
        let seen = submitted.head.version;
        let changed = submitted.change_category(&category(None), seen, now()).unwrap().unwrap();
        assert_eq!(changed.head.funding_category.as_str(), "government_scholarship");
        assert_eq!(changed.head.fee(), Fee::Due { fee: Money::fen(40_000) });
        assert_eq!(changed.head.state(), ApplicationState::FeeDue);
    }

    #[test]
    fn the_same_category_again_is_no_change_and_another_version_is_a_conflict() {
        let (draft, _) = complete_application(None);
        let seen = draft.head.version;
        let changed = draft.change_category(&category(None), seen, now()).unwrap().unwrap();
        assert_eq!(changed.change_category(&category(None), seen, now()), Ok(None));
        let refused = draft.change_category(&category(None), seen - 1, now());
        assert!(matches!(refused, Err(CategoryRefused::Changed(_))));
    }

    #[test]
    fn what_is_over_keeps_its_category() {
        let (draft, documents) = complete_application(None);
        let (ready, _) = draft.submit(&documents, 6, now()).unwrap();
        let withdrawn = draft.withdraw(6, now()).unwrap().application;
        let [accepted, declined] = [DecisionOutcome::Accept, DecisionOutcome::Decline]
            .map(|outcome| decided(&ready, outcome));
        for application in [accepted, declined, withdrawn] {
            let refused = application.change_category(&category(None), 6, now());
            assert_eq!(refused, Err(CategoryRefused::Over(CategoryFixed)));
        }
    }
}
