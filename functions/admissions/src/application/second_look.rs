//! A decided application is looked at once more: its owner objects, or staff
//! take it up again.

use jiff::Timestamp;
use shared_domain::application::decision::DecisionOutcome;
use shared_domain::application::{ApplicationState, SecondLook};
use shared_domain::ids::ReviewId;
use shared_domain::staff::Colleague;
use shared_platform::clock::seconds_after;

use super::{Application, HistoryEvent};

/// For how long one can object to a decision, in seconds.
const APPEAL_SECONDS: i64 = 30 * 24 * 60 * 60;

/// An applicant cannot object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AppealRefused {
    /// It is not declined.
    #[error("the application is not declined")]
    NotDeclined,
    /// The thirty days are over.
    #[error("the time to object is over")]
    TooLate,
    /// The applicant has objected before.
    #[error("the applicant has objected before")]
    AppealedBefore,
}

/// Staff cannot take up an application that is not decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the application is neither accepted nor declined")]
pub struct NotDecided;

impl Application {
    /// Until when its owner can object; `None` where there is nothing to object to,
    /// or they have done so before.
    #[must_use]
    pub fn appeal_until(&self) -> Option<Timestamp> {
        let declined = self.decision.as_ref().filter(|decision| {
            decision.outcome == DecisionOutcome::Decline
                && self.head.state == ApplicationState::Declined
        });
        let until = declined.map(|decision| seconds_after(decision.decided_at, APPEAL_SECONDS));
        until.filter(|_| !self.head.appealed)
    }

    /// The application before staff again, because its owner objects.
    ///
    /// # Errors
    /// [`AppealRefused`].
    pub fn appeal(&self, text: String, now: Timestamp) -> Result<Self, AppealRefused> {
        if self.head.state != ApplicationState::Declined {
            return Err(AppealRefused::NotDeclined);
        }
        let until = self.appeal_until().ok_or(AppealRefused::AppealedBefore)?;
        if now >= until {
            return Err(AppealRefused::TooLate);
        }
        let look = SecondLook::Appeal { at: now, text };
        let mut again = self.before_staff_again(HistoryEvent::Appealed, look, now);
        again.head.appealed = true;
        Ok(again)
    }

    /// The application before staff again, because a colleague takes it up (S70).
    ///
    /// # Errors
    /// [`NotDecided`].
    pub fn reopen(
        &self,
        by: Colleague,
        reason: String,
        now: Timestamp,
    ) -> Result<Self, NotDecided> {
        match self.head.state {
            ApplicationState::Accepted | ApplicationState::Declined => {
                let look = SecondLook::Reopening { at: now, by, reason };
                Ok(self.before_staff_again(HistoryEvent::Reopened, look, now))
            }
            _ => Err(NotDecided),
        }
    }

    /// The decision is no longer in force; its task keeps what it was.
    fn before_staff_again(&self, event: HistoryEvent, look: SecondLook, now: Timestamp) -> Self {
        let mut again = self.after(event, now);
        again.head.state = ApplicationState::ReadyForReview;
        again.head.review = Some(ReviewId::new());
        again.head.second_look = Some(look);
        again.decision = None;
        again
    }
}

#[cfg(test)]
mod tests {
    use shared_platform::ids::AccountId;

    use super::*;
    use crate::application::Decision;
    use crate::application::tests::{complete_application, now};

    fn decided(state: ApplicationState, outcome: DecisionOutcome) -> Application {
        let (mut application, _) = complete_application(None);
        application.head.state = state;
        application.decision = Some(Decision {
            outcome,
            decided_at: now(),
            reasons: Vec::new(),
            conditions: Vec::new(),
            note_to_applicant: None,
        });
        application
    }

    fn declined() -> Application {
        decided(ApplicationState::Declined, DecisionOutcome::Decline)
    }

    fn appealed(application: &Application, now: Timestamp) -> Result<Application, AppealRefused> {
        application.appeal("Please look at page 3.".to_owned(), now)
    }

    #[test]
    fn one_can_object_for_thirty_days() {
        let just_in_time = seconds_after(now(), 2_591_999);
        assert!(appealed(&declined(), just_in_time).is_ok());
        let too_late = seconds_after(now(), 2_592_000);
        assert_eq!(appealed(&declined(), too_late), Err(AppealRefused::TooLate));
        assert_eq!(declined().appeal_until(), Some(too_late));
    }

    #[test]
    fn one_objects_once() {
        let mut again = appealed(&declined(), now()).unwrap();
        assert_eq!(again.head.state, ApplicationState::ReadyForReview);
        assert_eq!((again.decision.clone(), again.appeal_until()), (None, None));
        again.head.state = ApplicationState::Declined;
        again.decision = declined().decision;
        assert_eq!(appealed(&again, now()), Err(AppealRefused::AppealedBefore));
    }

    #[test]
    fn only_a_declined_application_is_objected_to() {
        let accepted = decided(ApplicationState::Accepted, DecisionOutcome::Accept);
        let listed = decided(ApplicationState::Waitlisted, DecisionOutcome::Waitlist);
        for application in [complete_application(None).0, accepted, listed] {
            assert_eq!(application.appeal_until(), None);
            assert_eq!(appealed(&application, now()), Err(AppealRefused::NotDeclined));
        }
    }

    #[test]
    fn only_what_is_decided_is_taken_up_again() {
        let by = Colleague { id: AccountId::new(), user_name: "one".to_owned() };
        let reopened = |application: &Application| {
            application.reopen(by.clone(), "A certificate came late.".to_owned(), now())
        };
        let accepted = decided(ApplicationState::Accepted, DecisionOutcome::Accept);
        for application in [declined(), accepted] {
            let again = reopened(&application).unwrap();
            assert_eq!(again.head.state, ApplicationState::ReadyForReview);
            assert_ne!(again.head.review, application.head.review);
        }
        let listed = decided(ApplicationState::Waitlisted, DecisionOutcome::Waitlist);
        for application in [complete_application(None).0, listed] {
            assert_eq!(reopened(&application), Err(NotDecided));
        }
    }
}
