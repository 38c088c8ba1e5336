//! The admissions office: how to reach it, and which days it works on (S67, S71,
//! S112).

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use shared_platform::locale::Bilingual;
use utoipa::ToSchema;

/// The admissions office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Office {
    /// Within how many working days an application is looked at.
    pub review_working_days: u32,
    /// Days on which the office is closed, though they are no weekend.
    pub closed_on: Vec<Date>,
    /// Days of a weekend on which it works, as the calendar of holidays asks.
    pub open_on: Vec<Date>,
    /// Its address for mail.
    pub email: String,
    /// Its telephone number, as dialled from abroad.
    pub phone: String,
    /// Where it is.
    pub address: Bilingual,
}

impl Office {
    /// Whether the office works on this day.
    #[must_use]
    pub fn works_on(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        match weekend {
            true => self.open_on.contains(&day),
            false => !self.closed_on.contains(&day),
        }
    }

    /// Whether the calendar of holidays has this day. One that was never imported,
    /// or of a year that the State Council has not told yet, is not guessed: every
    /// year has holidays, so a year without one is not known.
    #[must_use]
    pub fn knows(&self, day: Date) -> bool {
        self.closed_on.iter().any(|closed| closed.year() == day.year())
    }

    /// The day by which the office means to have looked at what comes on `day`,
    /// where the calendar knows all days until then (S112).
    #[must_use]
    pub fn answers_by(&self, day: Date) -> Option<Date> {
        let last = working_days_after(day, self.review_working_days, self);
        self.knows_all(day, last).then_some(last)
    }

    /// The next working day, where the office is closed on `day` and the calendar
    /// knows the days until then.
    #[must_use]
    pub fn closed_until(&self, day: Date) -> Option<Date> {
        let next = working_days_after(day, 1, self);
        (!self.works_on(day) && self.knows_all(day, next)).then_some(next)
    }

    fn knows_all(&self, first: Date, last: Date) -> bool {
        // No office takes so long that a whole year lies between.
        self.knows(first) && self.knows(last)
    }
}

/// The day on which so many working days after `day` are over: `day` itself does
/// not count, and weekends and holidays do not (S112).
#[must_use]
pub fn working_days_after(day: Date, working_days: u32, office: &Office) -> Date {
    let mut day = day;
    let mut left = working_days;
    while left > 0 {
        // Time has an end, for jiff in the year 9999.
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        if office.works_on(day) {
            left -= 1;
        }
    }
    day
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::samples;

    fn office(closed_on: &[Date], open_on: &[Date]) -> Office {
        Office {
            review_working_days: 15,
            closed_on: closed_on.to_vec(),
            open_on: open_on.to_vec(),
            ..samples::office()
        }
    }

    #[test]
    fn weekends_do_not_count() {
        let office = office(&[], &[]);
        let friday = date(2027, 3, 5);
        assert_eq!(working_days_after(friday, 0, &office), friday);
        assert_eq!(working_days_after(friday, 1, &office), date(2027, 3, 8));
        assert_eq!(working_days_after(date(2027, 3, 6), 1, &office), date(2027, 3, 8));
        assert_eq!(working_days_after(friday, 6, &office), date(2027, 3, 15));
    }

    #[test]
    fn holidays_do_not_count_and_the_weekends_worked_for_them_do() {
        let holidays = [date(2027, 5, 3), date(2027, 5, 4)];
        let office = office(&holidays, &[date(2027, 5, 8)]);
        let thursday = date(2027, 4, 29);
        assert_eq!(working_days_after(thursday, 1, &office), date(2027, 4, 30));
        assert_eq!(working_days_after(thursday, 2, &office), date(2027, 5, 5));
        // Wednesday to Friday, then the Saturday.
        assert_eq!(working_days_after(thursday, 5, &office), date(2027, 5, 8));
        assert_eq!(working_days_after(thursday, 6, &office), date(2027, 5, 10));
    }

    #[test]
    fn what_comes_on_a_holiday_is_answered_some_working_days_after_it() {
        let mut office = office(&[date(2027, 5, 3), date(2027, 5, 4)], &[date(2027, 5, 8)]);
        office.review_working_days = 2;
        let holiday = date(2027, 5, 3);
        assert_eq!(office.closed_until(holiday), Some(date(2027, 5, 5)));
        assert_eq!(office.answers_by(holiday), Some(date(2027, 5, 6)));
        assert_eq!(office.closed_until(date(2027, 5, 5)), None);
        assert_eq!(office.closed_until(date(2027, 5, 8)), None);
    }

    #[test]
    fn beyond_the_calendar_no_day_is_promised() {
        let office = office(&[date(2027, 10, 1)], &[]);
        assert!(office.knows(date(2027, 12, 31)) && !office.knows(date(2028, 1, 1)));
        assert_eq!(office.answers_by(date(2027, 12, 30)), None);
        assert_eq!(office.closed_until(date(2028, 1, 1)), None);
    }

    proptest! {
        #[test]
        fn as_many_days_are_worked_as_were_counted(
            first in 0..2_000_i32,
            working_days in 0..60_u32,
            closed in prop::collection::vec(0..2_100_i32, 0..40),
            open in prop::collection::vec(0..2_100_i32, 0..40),
        ) {
            let day = |days: i32| date(2026, 1, 1).saturating_add(jiff::Span::new().days(days));
            let closed: Vec<Date> = closed.into_iter().map(day).collect();
            let open: Vec<Date> = open.into_iter().map(day).collect();
            let office = office(&closed, &open);
            let last = working_days_after(day(first), working_days, &office);
            let between = day(first).series(jiff::Span::new().days(1)).skip(1);
            let worked = between.take_while(|day| *day <= last).filter(|day| office.works_on(*day));
            prop_assert_eq!(worked.count(), usize::try_from(working_days).unwrap());
            prop_assert!(working_days == 0 || office.works_on(last));
        }
    }
}
