//! When a student is told of a deadline. All is counted: a run of the clock that was
//! missed, came twice or died neither loses a notice nor doubles one. Of several
//! steps that were missed only the last is made up for.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::clock::seconds_after;

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// When notices of a deadline come, and when an officer looks after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ladder {
    /// How many hours before the end each notice comes, the earliest first.
    pub before: &'static [i64],
    /// From the end on, every how many days.
    pub every_days: i64,
    /// How many notices come from the end on; `None` until it is done.
    pub notices_after: Option<u32>,
    /// With which step from the end on, counted from 0, an officer is asked.
    pub officer_at: u32,
}

/// What of a ladder is behind a deadline.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Steps before the end, whether a notice came or they were overtaken.
    pub before: u32,
    /// Steps from the end on.
    pub after: u32,
    /// When the last of them was.
    pub last: Option<Timestamp>,
}

/// What is to be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The student is told.
    pub tells: bool,
    /// An officer is asked to look after it.
    pub asks_officer: bool,
    /// What is behind the deadline then.
    pub counted: Counted,
}

impl Ladder {
    /// Passport, permit, visa, insurance: on the mornings 90, 60, 30, 14 and 7 days
    /// before the last day (R2); from the day after it on weekly, four times, and
    /// then it is the officer's.
    pub const OF_PAPERS: Self = Self {
        before: &[91 * 24, 61 * 24, 31 * 24, 15 * 24, 8 * 24],
        every_days: 7,
        notices_after: Some(4),
        officer_at: 4,
    };
    /// Accommodation is registered within 24 hours (R5): after 12, after 24, then
    /// daily, and with the end the officer knows.
    pub const OF_ACCOMMODATION: Self =
        Self { before: &[12], every_days: 1, notices_after: None, officer_at: 0 };
    /// The residence permit within 30 days of the entry (R1): 15, 7, 3 days and a day
    /// before the last one, then daily.
    pub const OF_FIRST_PERMIT: Self = Self {
        before: &[16 * 24, 8 * 24, 4 * 24, 2 * 24],
        every_days: 1,
        notices_after: None,
        officer_at: 0,
    };
    /// The permit names a new passport within 10 days (R3): 5, 2 days and a day before
    /// the last one, then daily.
    pub const OF_PERMIT_TRANSFER: Self = Self {
        before: &[6 * 24, 3 * 24, 2 * 24],
        every_days: 1,
        notices_after: None,
        officer_at: 0,
    };

    /// When the next step is due; `None` once the ladder is at its end.
    #[must_use]
    pub fn next(&self, ends_at: Timestamp, counted: Counted) -> Option<Timestamp> {
        if counted.after == 0 {
            let hours = self.before.get(usize::try_from(counted.before).ok()?);
            return Some(hours.map_or(ends_at, |hours| seconds_after(ends_at, -hours * HOUR)));
        }
        let has_notices = self.notices_after.is_none_or(|most| counted.after < most);
        if !has_notices && self.officer_at < counted.after {
            return None;
        }
        // By the days since the end, so that a late run does not move those after it.
        let last = counted.last.unwrap_or(ends_at);
        let day = last.duration_since(ends_at).as_secs().div_euclid(DAY);
        Some(seconds_after(ends_at, (day + self.every_days) * DAY))
    }

    /// The step that is due now, if one is.
    #[must_use]
    pub fn step(&self, ends_at: Timestamp, counted: Counted, now: Timestamp) -> Option<Step> {
        self.next(ends_at, counted).filter(|next| *next <= now)?;
        let last = Some(now);
        if now < ends_at {
            let reached = |hours: &&i64| seconds_after(ends_at, -**hours * HOUR) <= now;
            let before = count(self.before.iter().filter(reached));
            let counted = Counted { before, after: 0, last };
            return Some(Step { tells: true, asks_officer: false, counted });
        }
        let tells = self.notices_after.is_none_or(|most| counted.after < most);
        let asks_officer = counted.after == self.officer_at;
        let counted = Counted { before: count(self.before.iter()), after: counted.after + 1, last };
        Some(Step { tells, asks_officer, counted })
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn end() -> Timestamp {
        "2027-12-16T01:00:00Z".parse().unwrap()
    }

    /// Looks at these hours, counted from the end; when somebody was told, and when an
    /// officer was asked.
    fn looked(ladder: &Ladder, hours: impl IntoIterator<Item = i64>) -> (Vec<i64>, Vec<i64>) {
        let (mut counted, mut told, mut asked) = (Counted::default(), Vec::new(), Vec::new());
        for hour in hours {
            let now = seconds_after(end(), hour * HOUR);
            // Twice, as a run that comes twice does.
            for _ in 0..2 {
                let Some(step) = ladder.step(end(), counted, now) else { continue };
                counted = step.counted;
                told.extend(step.tells.then_some(hour));
                asked.extend(step.asks_officer.then_some(hour));
            }
        }
        (told, asked)
    }

    #[test]
    fn of_a_paper_one_is_told_five_times_before_and_four_times_after_and_then_the_officer() {
        let (told, asked) = looked(&Ladder::OF_PAPERS, -100 * 24..100 * 24);
        let days: Vec<i64> = told.iter().map(|hour| hour.div_euclid(24)).collect();
        // The morning after the last day is day 0.
        assert_eq!(days, [-91, -61, -31, -15, -8, 0, 7, 14, 21]);
        assert_eq!(asked, [28 * 24]);
    }

    #[test]
    fn of_the_accommodation_one_is_told_after_12_and_24_hours_then_daily_and_the_officer_once() {
        let (told, asked) = looked(&Ladder::OF_ACCOMMODATION, -24..24 * 5);
        assert_eq!(told, [-12, 0, 24, 48, 72, 96]);
        assert_eq!(asked, [0]);
    }

    #[test]
    fn of_several_steps_that_were_missed_the_last_is_made_up_for() {
        let (told, _) = looked(&Ladder::OF_PAPERS, [-40 * 24, -10 * 24, -9 * 24]);
        assert_eq!(told, [-40 * 24, -10 * 24]);
        // Weeks that were missed are one notice, and the officer comes after four.
        let (told, asked) = looked(&Ladder::OF_PAPERS, (0..20).map(|weeks| weeks * 20 * 24 + 5));
        assert_eq!(told.len(), 4);
        assert_eq!(asked, [4 * 20 * 24 + 5]);
    }

    #[test]
    fn a_late_run_does_not_move_those_after_it() {
        let (told, _) = looked(&Ladder::OF_ACCOMMODATION, [0, 30, 47, 48, 71, 72]);
        assert_eq!(told, [0, 30, 48, 72]);
    }

    proptest! {
        #[test]
        fn whenever_the_clock_looks_a_step_is_taken_once_and_the_next_one_is_known(
            mut hours in prop::collection::vec(-2400..2400_i64, 0..60),
            paper in any::<bool>(),
        ) {
            let ladder = if paper { Ladder::OF_PAPERS } else { Ladder::OF_ACCOMMODATION };
            hours.sort_unstable();
            let mut counted = Counted::default();
            for hour in hours {
                let now = seconds_after(end(), hour * HOUR);
                let next = ladder.next(end(), counted);
                let step = ladder.step(end(), counted, now);
                prop_assert_eq!(step.is_some(), next.is_some_and(|next| next <= now));
                let Some(step) = step else { continue };
                prop_assert!(step.tells || step.asks_officer);
                prop_assert!(ladder.step(end(), step.counted, now).is_none());
                prop_assert!(ladder.next(end(), step.counted).is_none_or(|next| now < next));
                counted = step.counted;
            }
            prop_assert!(!paper || counted.after <= 5);
        }
    }
}
