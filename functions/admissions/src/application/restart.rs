//! A new application begins with what its applicant already has: the money of
//! the intake, and what another application was filled in with. If that one is
//! the active one of the intake, it is withdrawn by it (section 0).

use jiff::Timestamp;
use shared_domain::form::application as form;
use shared_domain::ids::ApplicationId;
use shared_platform::slug::Slug;

use super::{Application, FeeCredit, Withdrawal, WithdrawalRefused};

/// A new application with what it takes the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// The new draft.
    pub application: Application,
    /// The application it begins with the contents of.
    pub from: Option<ApplicationId>,
    /// The same, where it is withdrawn by this.
    pub withdrawn: Option<Withdrawal>,
    /// The credit of the intake as it was read; it is used up.
    pub credit: Option<FeeCredit>,
}

impl Beginning {
    /// `application` is a new draft, `from` what it is to begin with, and `seen`
    /// the version in which the applicant saw that one.
    ///
    /// # Errors
    /// [`WithdrawalRefused`] when `from` has to be withdrawn and cannot be.
    pub fn of(
        mut application: Application,
        from: Option<&Application>,
        seen: Option<u64>,
        credit: Option<FeeCredit>,
        now: Timestamp,
    ) -> Result<Self, WithdrawalRefused> {
        let replaced = from.filter(|from| from.makes_room_in(&application.head.intake));
        let withdrawn =
            replaced.map(|from| from.withdraw(seen.unwrap_or_default(), now)).transpose()?;
        let freed = withdrawn.as_ref().and_then(|withdrawn| withdrawn.credit.clone());
        let money = freed.map(|freed| freed.joined_with(credit.as_ref())).or(credit.clone());
        if let Some(money) = money {
            application.carry(&money);
        }
        if let Some(from) = from {
            application.take_over(from, now);
        }
        Ok(Self { application, from: from.map(|from| from.head.id), withdrawn, credit })
    }
}

impl Application {
    /// Whether it has to be withdrawn before another one of this intake begins.
    #[must_use]
    pub fn makes_room_in(&self, intake: &Slug) -> bool {
        self.head.state().is_active() && self.head.intake == *intake
    }

    /// Takes over what another application was filled in with, as far as this
    /// programme asks for it. What was answered just now stays.
    fn take_over(&mut self, from: &Self, now: Timestamp) {
        let answered = std::mem::replace(&mut self.sections, from.sections.clone());
        let (answered, taken) = (answered.basic_information, &mut self.sections.basic_information);
        taken.birth_date = answered.birth_date.or(taken.birth_date.take());
        taken.nationality = answered.nationality.or(taken.nationality.take());
        let mut sections = self.sections.clone();
        // What was kept in a draft can be kept in another one: nothing is refused.
        let _ = form::read(&mut sections, self.situation(now));
        self.sections = sections;
        self.confirmed_emails.take_over(&from.confirmed_emails);
    }
}

#[cfg(test)]
mod tests {
    use shared_domain::application::ApplicationState;

    use super::*;
    use crate::application::tests::{complete_application, now};

    fn begun(draft: Application, from: &Application) -> Application {
        let seen = Some(from.head.version);
        Beginning::of(draft, Some(from), seen, None, now()).unwrap().application
    }

    /// A draft with nothing in it.
    fn empty() -> Application {
        let (mut draft, _) = complete_application(None);
        draft.sections = shared_domain::form::application::Sections::default();
        draft
    }

    #[test]
    fn what_was_filled_in_is_taken_over_and_complete() {
        let (from, _) = complete_application(None);
        let application = begun(empty(), &from);
        assert_eq!(application.sections, from.sections);
        assert!(application.read_form(now()).1.complete().is_ok());
    }

    #[test]
    fn what_the_new_programme_does_not_ask_for_is_not_taken_over() {
        let (mut from, _) = complete_application(None);
        from.asks.research_area = true;
        from.sections.study_plan.research_area = Some("Timetables".to_owned());
        let application = begun(empty(), &from);
        assert_eq!(application.sections.study_plan.research_area, None);
    }

    #[test]
    fn what_was_answered_before_the_form_stays() {
        let (from, _) = complete_application(None);
        let mut draft = empty();
        draft.sections.basic_information.nationality = Some("SE".to_owned());
        let application = begun(draft, &from);
        assert_eq!(application.sections.basic_information.nationality.as_deref(), Some("SE"));
    }

    #[test]
    fn an_application_of_another_intake_is_not_withdrawn() {
        let (mut from, _) = complete_application(None);
        from.head.intake = "2028-autumn".parse().unwrap();
        let begun = Beginning::of(empty(), Some(&from), None, None, now()).unwrap();
        assert_eq!(begun.withdrawn, None);
    }

    #[test]
    fn the_active_one_is_withdrawn_only_as_it_was_seen() {
        let (from, _) = complete_application(None);
        let seen = Some(from.head.version - 1);
        let refused = Beginning::of(empty(), Some(&from), seen, None, now());
        assert!(matches!(refused, Err(WithdrawalRefused::Changed(_))));
        let seen = Some(from.head.version);
        let begun = Beginning::of(empty(), Some(&from), seen, None, now()).unwrap();
        let withdrawn = begun.withdrawn.unwrap().application.head;
        assert_eq!((withdrawn.id, withdrawn.state()), (from.head.id, ApplicationState::Withdrawn));
    }
}
