//! What falls due for a student: the last day of a paper, or the time within which
//! something is to be done after an event. The student is told of it by a
//! [`Ladder`], and an officer looks after what is over.
//!
//! The deadlines of papers follow from the student's record and are written in the
//! transaction that changes it; those of events are written by who tells of one.

mod approval;
mod event;
mod ladder;
pub mod news;
mod store;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use shared_platform::clock::{end_of_beijing_date, seconds_after};
use utoipa::ToSchema;

pub use self::approval::OfApproval;
pub use self::event::{Event, EventKind};
pub use self::ladder::{Counted, Ladder, Step};
pub(crate) use self::store::follow;
pub use self::store::{
    DEADLINE, DEADLINES, Due, SHARDS, deadline_key, deadlines_of, due, end, falling, replace, write,
};
use crate::form::registration::PermitKind;
use crate::ids::StudentId;
use crate::student::Student;

/// Notices come at nine in the morning in Beijing: so long after midnight, in hours.
const MORNING: i64 = 9;

/// What falls due. A student has at most one deadline of each kind.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// The passport ends.
    Passport,
    /// The residence permit ends.
    ResidencePermit,
    /// The visa ends.
    Visa,
    /// The insurance ends.
    Insurance,
    /// Where one lives is to be registered with the police (R5).
    Accommodation,
    /// Who entered to study is to have a residence permit (R1).
    FirstPermit,
    /// The residence permit is to name the new passport (R3).
    PermitTransfer,
}

impl DeadlineKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Passport,
        Self::ResidencePermit,
        Self::Visa,
        Self::Insurance,
        Self::Accommodation,
        Self::FirstPermit,
        Self::PermitTransfer,
    ];

    /// How it is spelled in keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Passport => "passport",
            Self::ResidencePermit => "residence_permit",
            Self::Visa => "visa",
            Self::Insurance => "insurance",
            Self::Accommodation => "accommodation",
            Self::FirstPermit => "first_permit",
            Self::PermitTransfer => "permit_transfer",
        }
    }

    /// By which ladder a student is told of it.
    #[must_use]
    pub const fn ladder(self) -> &'static Ladder {
        match self {
            Self::Passport | Self::ResidencePermit | Self::Visa | Self::Insurance => {
                &Ladder::OF_PAPERS
            }
            Self::Accommodation => &Ladder::OF_ACCOMMODATION,
            Self::FirstPermit => &Ladder::OF_FIRST_PERMIT,
            Self::PermitTransfer => &Ladder::OF_PERMIT_TRANSFER,
        }
    }
}

/// Something that falls due, as it stands in the Registrations table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deadline {
    /// Whose it is.
    pub student: StudentId,
    /// What.
    pub deadline: DeadlineKind,
    /// The last day in Beijing.
    pub last_day: Date,
    /// When it is over; a whole second.
    pub ends_at: Timestamp,
    /// What it follows from; of a paper nothing but the record.
    pub event: Option<Event>,
    /// What of the ladder is behind it.
    pub counted: Counted,
    /// The day on which the student says that it was done: until the office has looked
    /// at that, nobody is told of it.
    #[serde(default)]
    pub done_on: Option<Date>,
    /// Grows with every step.
    pub version: u64,
}

impl Deadline {
    /// That a paper ends with this day.
    #[must_use]
    pub fn of_paper(student: StudentId, deadline: DeadlineKind, last_day: Date) -> Self {
        let ends_at = seconds_after(end_of_beijing_date(last_day), MORNING * 3600);
        let (counted, done_on) = (Counted::default(), None);
        Self { student, deadline, last_day, ends_at, event: None, counted, done_on, version: 1 }
    }

    /// The deadline after the step of its ladder that is due, if one is.
    #[must_use]
    pub fn step(&self, now: Timestamp) -> Option<(Step, Self)> {
        self.next()?;
        let step = self.deadline.ladder().step(self.ends_at, self.counted, now)?;
        Some((step, Self { counted: step.counted, ..self.changed() }))
    }

    /// The deadline once the student says that it was done: whether it was, the office
    /// finds out.
    #[must_use]
    pub fn said_done(&self, on: Date) -> Self {
        Self { done_on: Some(on), ..self.changed() }
    }

    /// The deadline once the office has found that it was not done: the ladder goes on.
    #[must_use]
    pub fn not_done(&self) -> Self {
        Self { done_on: None, ..self.changed() }
    }

    fn changed(&self) -> Self {
        Self { version: self.version + 1, ..self.clone() }
    }

    /// When the next step is due.
    #[must_use]
    pub fn next(&self) -> Option<Timestamp> {
        let next = self.deadline.ladder().next(self.ends_at, self.counted);
        next.filter(|_| self.done_on.is_none())
    }

    /// Whether it is over.
    #[must_use]
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.ends_at <= now
    }

    /// Whether it is of the same end as another one of its kind.
    fn is_same(&self, other: &Self) -> bool {
        (self.deadline, self.ends_at) == (other.deadline, other.ends_at)
    }
}

impl Student {
    /// The deadlines that follow from the record: those of the papers of who is on
    /// the roster.
    #[must_use]
    pub fn deadlines(&self) -> Vec<Deadline> {
        if !self.state.is_on_roster() {
            return Vec::new();
        }
        let passport = self.identity.passport_expires.map(|day| (DeadlineKind::Passport, day));
        let permit = self.seen.permit.as_ref().map(|permit| match permit.kind {
            PermitKind::Visa => (DeadlineKind::Visa, permit.expires),
            PermitKind::ResidencePermit => (DeadlineKind::ResidencePermit, permit.expires),
        });
        let insurance = self.seen.insurance.as_ref();
        let insurance = insurance.map(|it| (DeadlineKind::Insurance, it.period.ends));
        let papers = [passport, permit, insurance].into_iter().flatten();
        papers.map(|(kind, day)| Deadline::of_paper(self.id, kind, day)).collect()
    }
}

/// The day a number of days later.
fn days_after(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use shared_platform::ids::AccountId;
    use shared_platform::texts;

    use super::*;
    use crate::ids::ApplicationId;
    use crate::registration::papers::{Insurance, Period, Permit};
    use crate::samples;
    use crate::student::StudentState;

    fn enrolled() -> Student {
        let student =
            samples::student(&samples::application(AccountId::new(), ApplicationId::new()));
        Student { state: StudentState::Enrolled { since: Timestamp::UNIX_EPOCH }, ..student }
    }

    #[test]
    fn each_paper_of_who_is_on_the_roster_has_its_deadline() {
        let mut student = enrolled();
        let kinds = |student: &Student| -> Vec<DeadlineKind> {
            student.deadlines().iter().map(|it| it.deadline).collect()
        };
        assert_eq!(kinds(&student), [DeadlineKind::Passport]);
        let mut permit =
            Permit { kind: PermitKind::Visa, number: "A1".to_owned(), expires: date(2027, 12, 15) };
        student.seen.permit = Some(permit.clone());
        let period = Period { starts: date(2027, 2, 1), ends: date(2028, 1, 31) };
        student.seen.insurance = Some(Insurance { policy: "P1".to_owned(), period });
        let all = [DeadlineKind::Passport, DeadlineKind::Visa, DeadlineKind::Insurance];
        assert_eq!(kinds(&student), all);
        permit.kind = PermitKind::ResidencePermit;
        student.seen.permit = Some(permit);
        assert!(kinds(&student).contains(&DeadlineKind::ResidencePermit));
        student.state = StudentState::Left { since: Timestamp::UNIX_EPOCH };
        assert_eq!(kinds(&student), []);
    }

    #[test]
    fn days_are_those_of_beijing_and_notices_come_in_the_morning() {
        let paper = Deadline::of_paper(enrolled().id, DeadlineKind::Visa, date(2027, 12, 15));
        assert_eq!(paper.ends_at.to_string(), "2027-12-16T01:00:00Z");
        assert_eq!(paper.next().unwrap().to_string(), "2027-09-16T01:00:00Z");
    }

    #[test]
    fn what_is_said_to_be_done_waits_for_the_office_and_goes_on_where_it_was_not() {
        let paper = Deadline::of_paper(enrolled().id, DeadlineKind::Visa, date(2027, 12, 15));
        let said = paper.said_done(date(2027, 12, 20));
        let late = "2028-01-01T02:00:00Z".parse().unwrap();
        assert_eq!((said.next(), said.step(late)), (None, None));
        let back = said.not_done();
        assert_eq!((back.next(), back.version), (paper.next(), paper.version + 2));
        assert!(back.step(late).is_some());
    }

    #[test]
    fn every_kind_has_its_name_and_its_texts_in_both_languages() {
        for kind in DeadlineKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
            for name in [kind.text_name(), kind.advice_name()] {
                for locale in [shared_platform::Locale::En, shared_platform::Locale::Zh] {
                    assert!(texts::has(locale, &name), "{name}");
                }
            }
        }
    }
}
