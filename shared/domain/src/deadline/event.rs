//! What happens to a student and sets a time within which something is to be done.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::clock::{beijing_date, end_of_beijing_date, seconds_after, whole_second};
use utoipa::ToSchema;

use super::{Counted, Deadline, DeadlineKind, MORNING, days_after};
use crate::ids::StudentId;

/// Within how many hours accommodation is registered with the police (R5).
const REGISTERED_WITHIN: i64 = 24;
/// Within how many days of the entry there is a residence permit (R1).
const PERMITTED_WITHIN: i64 = 30;
/// Within how many days the permit names a new passport (R3).
const TRANSFERRED_WITHIN: i64 = 10;

/// Something that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = StudentEvent)]
pub struct Event {
    /// What.
    pub what: EventKind,
    /// When.
    pub at: Timestamp,
}

/// What can happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = StudentEventKind)]
pub enum EventKind {
    /// The student came to study, with a visa for that (X1).
    Arrival,
    /// The student lives elsewhere now.
    Move,
    /// The student has come back to China.
    ReEntry,
    /// The student has a new passport.
    NewPassport,
    /// The student has a new visa or residence permit.
    NewPermit,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Arrival, Self::Move, Self::ReEntry, Self::NewPassport, Self::NewPermit];

    /// Whether the student is in China from then on.
    #[must_use]
    pub const fn enters_china(self) -> bool {
        matches!(self, Self::Arrival | Self::ReEntry)
    }

    /// What follows beside the accommodation, which is registered after each of them.
    const fn also(self) -> Option<DeadlineKind> {
        match self {
            Self::Arrival => Some(DeadlineKind::FirstPermit),
            Self::NewPassport => Some(DeadlineKind::PermitTransfer),
            Self::Move | Self::ReEntry | Self::NewPermit => None,
        }
    }
}

impl Event {
    /// Whether it is the same told once more: what happens twice happens on two days.
    #[must_use]
    pub fn is_the_same_as(self, other: Self) -> bool {
        self.what == other.what && beijing_date(self.at) == beijing_date(other.at)
    }

    /// What is to be done after it, and until when.
    #[must_use]
    pub fn deadlines(self, student: StudentId) -> Vec<Deadline> {
        let kinds = [Some(DeadlineKind::Accommodation), self.what.also()];
        kinds.into_iter().flatten().map(|kind| self.deadline(student, kind)).collect()
    }

    fn deadline(self, student: StudentId, deadline: DeadlineKind) -> Deadline {
        let in_days = |days| {
            let day = days_after(beijing_date(self.at), days);
            (day, seconds_after(end_of_beijing_date(day), MORNING * 3600))
        };
        let (last_day, ends_at) = match deadline {
            DeadlineKind::FirstPermit => in_days(PERMITTED_WITHIN),
            DeadlineKind::PermitTransfer => in_days(TRANSFERRED_WITHIN),
            _ => {
                let end = whole_second(seconds_after(self.at, REGISTERED_WITHIN * 3600));
                (beijing_date(end), end)
            }
        };
        let (event, counted, done_on) = (Some(self), Counted::default(), None);
        Deadline { student, deadline, last_day, ends_at, event, counted, done_on, version: 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ApplicationId;

    fn after(what: EventKind) -> Vec<(DeadlineKind, String)> {
        let student = StudentId::of(ApplicationId::new());
        let event = Event { what, at: "2027-03-01T17:30:00Z".parse().unwrap() };
        let deadlines = event.deadlines(student).into_iter();
        deadlines.map(|it| (it.deadline, it.ends_at.to_string())).collect()
    }

    #[test]
    fn accommodation_is_registered_within_24_hours_of_every_event() {
        for what in EventKind::ALL {
            let first = (DeadlineKind::Accommodation, "2027-03-02T17:30:00Z".to_owned());
            assert_eq!(after(what).first(), Some(&first), "{what:?}");
        }
    }

    #[test]
    fn who_comes_to_study_has_a_permit_within_30_days_and_a_new_passport_is_in_it_within_10() {
        // In Beijing it is the second of March; the last day is over with its night.
        let permit = (DeadlineKind::FirstPermit, "2027-04-02T01:00:00Z".to_owned());
        assert_eq!(after(EventKind::Arrival).get(1), Some(&permit));
        let transfer = (DeadlineKind::PermitTransfer, "2027-03-13T01:00:00Z".to_owned());
        assert_eq!(after(EventKind::NewPassport).get(1), Some(&transfer));
        for what in [EventKind::Move, EventKind::ReEntry, EventKind::NewPermit] {
            assert_eq!(after(what).len(), 1, "{what:?}");
        }
    }
}
