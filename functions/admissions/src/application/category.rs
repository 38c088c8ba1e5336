//! Staff move an application to another funding category of its programme (S70).

use jiff::Timestamp;
use shared_domain::application::{ApplicationState, FeeState};
use shared_domain::programme::FundingFee;
use shared_platform::slug::Slug;

use super::{Application, EditRefused, HistoryEvent};

/// A funding category cannot be changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CategoryRefused {
    /// It is decided, or withdrawn. Who pays is part of what was decided, maybe by
    /// two people: another category is another decision, after a reopening.
    #[error("the application is decided or withdrawn")]
    Over,
    /// It is no longer as the member of staff saw it.
    #[error(transparent)]
    Changed(#[from] EditRefused),
}

impl Application {
    /// The application under another funding category, or `None` where it has
    /// that one. A draft gets the fee of the category; once it is submitted, the
    /// fee stays as it is: what was paid is paid, what is due may have an order.
    ///
    /// # Errors
    /// [`CategoryRefused`].
    pub fn change_category(
        &self,
        to: &FundingFee,
        seen: u64,
        now: Timestamp,
    ) -> Result<Option<Self>, CategoryRefused> {
        match self.head.state {
            ApplicationState::Accepted
            | ApplicationState::Declined
            | ApplicationState::Withdrawn => return Err(CategoryRefused::Over),
            _ if self.has_category(&to.id) => return Ok(None),
            _ if !self.is_as_seen(seen) => return Err(self.conflict(seen).into()),
            _ => {}
        }
        let mut changed = self.after(HistoryEvent::CategoryChanged, now);
        changed.funding_category = to.id.clone();
        if self.head.state == ApplicationState::Draft {
            changed.head.fee = to.fee;
            changed.head.fee_state =
                if to.fee.is_some() { FeeState::NotDue } else { FeeState::Waived };
        }
        Ok(Some(changed))
    }

    fn has_category(&self, category: &Slug) -> bool {
        self.funding_category == *category
    }
}

#[cfg(test)]
mod tests {
    use shared_platform::money::Money;

    use super::*;
    use crate::application::tests::{complete_application, now};

    fn category(fee: Option<i64>) -> FundingFee {
        FundingFee { id: "government_scholarship".parse().unwrap(), fee: fee.map(Money::fen) }
    }

    #[test]
    fn a_draft_gets_the_fee_of_its_new_category() {
        let (draft, _) = complete_application(Some(Money::fen(40_000)));
        let version = draft.head.version;
        let waived = draft.change_category(&category(None), version, now()).unwrap().unwrap();
        assert_eq!((waived.head.fee, waived.head.fee_state), (None, FeeState::Waived));
        let mut back = category(Some(60_000));
        back.id = "self_funded".parse().unwrap();
        let back = waived.change_category(&back, version + 1, now()).unwrap().unwrap();
        assert_eq!(back.head.fee, Some(Money::fen(60_000)));
        assert_eq!(back.head.fee_state, FeeState::NotDue);
    }

    #[test]
    fn after_submission_the_fee_stays_as_it_is() {
        let (draft, documents) = complete_application(Some(Money::fen(40_000)));
        let (submitted, _) = draft.submit(&documents, 6, now()).unwrap();
        let seen = submitted.head.version;
        let changed = submitted.change_category(&category(None), seen, now()).unwrap().unwrap();
        assert_eq!(changed.funding_category.as_str(), "government_scholarship");
        assert_eq!(changed.head.fee, submitted.head.fee);
        assert_eq!(changed.head.fee_state, FeeState::Due);
        assert_eq!(changed.head.state, ApplicationState::FeeDue);
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
        for state in
            [ApplicationState::Accepted, ApplicationState::Declined, ApplicationState::Withdrawn]
        {
            let (mut application, _) = complete_application(None);
            application.head.state = state;
            let refused = application.change_category(&category(None), 6, now());
            assert_eq!(refused, Err(CategoryRefused::Over));
        }
    }
}
