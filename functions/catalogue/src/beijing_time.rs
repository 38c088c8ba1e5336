//! Deadlines in Beijing time, as the university says and types them: the end of
//! a day is its 24:00.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

/// Beijing is eight hours ahead, and has no summer time.
const BEIJING: Offset = Offset::constant(8);

/// An instant in Beijing time, to the minute: `2027-06-30 24:00` where it ends a
/// day, `2027-06-30 12:00` elsewhere.
#[must_use]
pub fn shown(instant: Timestamp) -> String {
    let there = BEIJING.to_datetime(instant);
    match there.date().yesterday() {
        Ok(yesterday) if there.time() == Time::midnight() => format!("{yesterday} 24:00"),
        _ => format!("{} {}", there.date(), there.strftime("%H:%M")),
    }
}

/// The instant of a date and time in Beijing as [`shown`] writes it; 24:00 is the
/// end of the day.
#[must_use]
pub fn parse(text: &str) -> Option<Timestamp> {
    let (day, time) = text.split_once(' ')?;
    let day: Date = day.parse().ok().filter(|_| day.len() == "2027-06-30".len())?;
    let there = match time {
        "24:00" => day.tomorrow().ok()?.to_datetime(Time::midnight()),
        time => {
            let well_formed = time.len() == "12:00".len();
            DateTime::from_parts(day, time.parse().ok().filter(|_| well_formed)?)
        }
    };
    BEIJING.to_timestamp(there).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_end_of_a_day_is_its_24_00() {
        assert_eq!(shown("2027-06-30T16:00:00Z".parse().unwrap()), "2027-06-30 24:00");
        assert_eq!(shown("2027-06-30T15:59:00Z".parse().unwrap()), "2027-06-30 23:59");
        assert_eq!(shown("2027-06-30T04:00:00Z".parse().unwrap()), "2027-06-30 12:00");
    }

    #[test]
    fn what_is_no_time_in_beijing_is_refused() {
        for text in ["", "2027-06-30", "2027-06-31 12:00", "2027-06-30 25:00", "2027-06-30 1200"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(minutes in 29_000_000..32_000_000_i64) {
            let instant = Timestamp::from_second(minutes * 60).unwrap();
            prop_assert_eq!(parse(&shown(instant)), Some(instant));
        }
    }
}
