//! Of what of a registration the office reminds a student: each state has its own next
//! step, and its own words.

use jiff::Timestamp;
use shared_domain::registration::news::{NextStep, RegistrationReminder};
use shared_domain::registration::{RegistrationHead, RegistrationId, RegistrationState};

use super::store::Registering;
use crate::windows::availability::{Availability, WindowState};
use crate::windows::semester::Semester;

impl Registering {
    /// What the student is reminded of; `None` where there is nothing to do, or not yet.
    pub(super) fn reminder(
        &self,
        semester: &Semester,
        now: Timestamp,
    ) -> Option<RegistrationReminder> {
        let next = self.next(semester, now)?;
        let registration =
            RegistrationId { student: self.student.id, semester: semester.id.clone() };
        Some(RegistrationReminder { registration, semester: semester.name.clone(), next })
    }

    fn next(&self, semester: &Semester, now: Timestamp) -> Option<NextStep> {
        if !self.student.state.is_enrolled() {
            return None;
        }
        let head = self.head.as_ref();
        match head.map(|head| head.stage().state()) {
            Some(RegistrationState::ReadyForReview | RegistrationState::Approved) => None,
            // S101: for as long as it takes.
            Some(RegistrationState::Returned) => {
                let is_opened = head.is_some_and(RegistrationHead::is_opened_in_china);
                Some(if is_opened { NextStep::Add } else { NextStep::Correct })
            }
            begun => self.in_time(begun.is_some(), semester, now),
        }
    }

    /// S73: by the student's own window, with the time that was added.
    fn in_time(&self, is_begun: bool, semester: &Semester, now: Timestamp) -> Option<NextStep> {
        let semesters = std::slice::from_ref(semester);
        let seen = Availability::of(&self.student, semesters, self.extension.as_slice(), now);
        let until = seen.window?.closes_at;
        match seen.state {
            WindowState::Open if is_begun => Some(NextStep::Submit(until)),
            WindowState::Open => Some(NextStep::Begin(until)),
            WindowState::Closed => Some(NextStep::AskOffice(until)),
            _ => None,
        }
    }
}
