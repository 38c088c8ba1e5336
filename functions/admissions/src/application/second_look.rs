//! A decided application is looked at once more: its owner objects, or staff
//! take it up again.

use jiff::Timestamp;
use shared_domain::application::{NotDecided, SecondLook, Stage};
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

impl Application {
    /// Until when its owner can object; `None` where there is nothing to object to,
    /// or they have done so before.
    #[must_use]
    pub fn appeal_until(&self) -> Option<Timestamp> {
        match self.head.stage() {
            Stage::Declined { decision, .. } if !self.head.appealed => {
                Some(seconds_after(decision.decided_at, APPEAL_SECONDS))
            }
            _ => None,
        }
    }

    /// The application before staff again, because its owner objects.
    ///
    /// # Errors
    /// [`AppealRefused`].
    pub fn appeal(&self, text: String, now: Timestamp) -> Result<Self, AppealRefused> {
        let look = SecondLook::Appeal { at: now, text };
        let again =
            self.head.looked_at_again(look).map_err(|NotDecided| AppealRefused::NotDeclined)?;
        let until = self.appeal_until().ok_or(AppealRefused::AppealedBefore)?;
        if now >= until {
            return Err(AppealRefused::TooLate);
        }
        Ok(self.moved_to(again, HistoryEvent::Appealed, now))
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
        let again = self.head.looked_at_again(SecondLook::Reopening { at: now, by, reason })?;
        Ok(self.moved_to(again, HistoryEvent::Reopened, now))
    }
}

#[cfg(test)]
mod tests {
    use shared_domain::application::ApplicationState;
    use shared_domain::application::decision::DecisionOutcome;
    use shared_domain::samples;

    use super::*;
    use crate::application::tests::{complete_application, decided, now};

    fn ready() -> Application {
        let (application, documents) = complete_application(None);
        application.submit(&documents, application.head.version, now()).unwrap().0
    }

    fn declined() -> Application {
        decided(&ready(), DecisionOutcome::Decline)
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
        let again = appealed(&declined(), now()).unwrap();
        assert_eq!(again.head.state(), ApplicationState::ReadyForReview);
        assert_eq!((again.head.stage().decision(), again.appeal_until()), (None, None));
        let again = decided(&again, DecisionOutcome::Decline);
        assert_eq!(appealed(&again, now()), Err(AppealRefused::AppealedBefore));
    }

    #[test]
    fn only_a_declined_application_is_objected_to() {
        let accepted = decided(&ready(), DecisionOutcome::Accept);
        let listed = decided(&ready(), DecisionOutcome::Waitlist);
        for application in [complete_application(None).0, ready(), accepted, listed] {
            assert_eq!(application.appeal_until(), None);
            assert_eq!(appealed(&application, now()), Err(AppealRefused::NotDeclined));
        }
    }

    #[test]
    fn only_what_is_decided_is_taken_up_again() {
        let by = samples::colleague("one");
        let reopened = |application: &Application| {
            application.reopen(by.clone(), "A certificate came late.".to_owned(), now())
        };
        for application in [declined(), decided(&ready(), DecisionOutcome::Accept)] {
            let again = reopened(&application).unwrap();
            assert_eq!(again.head.state(), ApplicationState::ReadyForReview);
            assert_ne!(again.head.review(), application.head.review());
        }
        let listed = decided(&ready(), DecisionOutcome::Waitlist);
        for application in [complete_application(None).0, ready(), listed] {
            assert_eq!(reopened(&application), Err(NotDecided));
        }
    }
}
