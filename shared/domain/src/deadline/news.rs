//! What a student is told of a deadline, in the account and by mail.

use jiff::Timestamp;

use super::{Deadline, DeadlineKind};
use crate::notices::{News, Page, Values, Words};

/// Something falls due, or is over.
#[derive(Debug)]
pub struct DeadlineReminder {
    deadline: Deadline,
    is_over: bool,
}

impl DeadlineReminder {
    /// What is told of a deadline now.
    #[must_use]
    pub fn of(deadline: &Deadline, now: Timestamp) -> Self {
        Self { deadline: deadline.clone(), is_over: deadline.is_over(now) }
    }
}

impl DeadlineKind {
    /// The text that says what it is.
    #[must_use]
    pub fn text_name(self) -> String {
        format!("deadline-{}", self.name().replace('_', "-"))
    }

    /// The text that says what to do.
    #[must_use]
    pub fn advice_name(self) -> String {
        format!("deadline-advice-{}", self.name().replace('_', "-"))
    }
}

impl News for DeadlineReminder {
    const KIND: &'static str = "deadline_reminder";
    const FOLLOWED_BY: &'static [&'static str] = &["advice"];

    fn page(&self) -> Page {
        Page::at("/my-dates")
    }

    fn values(&self) -> Values {
        let Deadline { deadline, last_day, ends_at, .. } = self.deadline;
        let day = match deadline {
            DeadlineKind::Accommodation => Words::from(ends_at),
            _ => Words::from(last_day),
        };
        Values::new()
            .with("what", Words::text(deadline.text_name()))
            .with("day", day)
            .with("advice", Words::text(deadline.advice_name()))
            .with("is_over", self.is_over)
    }

    fn variant(&self) -> &'static str {
        if self.is_over { "over" } else { "soon" }
    }
}

/// These news in their forms.
#[cfg(feature = "samples")]
pub(crate) mod samples {
    use jiff::civil::date;

    use super::super::{Event, EventKind};
    use super::*;
    use crate::ids::StudentId;
    use crate::notices::samples::{Given, Sample, some_application, some_instant};

    pub(crate) fn all(_: &Given<'_>) -> Vec<Sample> {
        let student = StudentId::of(some_application());
        let soon = Deadline::of_paper(student, DeadlineKind::ResidencePermit, date(2027, 3, 31));
        let over = Deadline::of_paper(student, DeadlineKind::Insurance, date(2027, 2, 22));
        let moved = Event { what: EventKind::Move, at: some_instant() }.deadlines(student);
        let reminder = |deadline: &Deadline| DeadlineReminder::of(deadline, some_instant());
        let moved =
            moved.iter().map(|it| Sample::news("deadline_reminder_of_a_move", &reminder(it)));
        [
            Sample::news("deadline_reminder", &reminder(&soon)),
            Sample::news("deadline_reminder_over", &reminder(&over)),
        ]
        .into_iter()
        .chain(moved)
        .collect()
    }
}
