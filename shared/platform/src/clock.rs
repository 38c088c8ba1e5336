//! Time, as something an action is given: tests and the sandbox can move it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, TimestampRound, ToSpan, Unit};

/// Where an action reads the time.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    set: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The clock of the machine.
    #[must_use]
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands at `instant` until it is moved. All clones move together.
    #[must_use]
    pub fn standing_at(instant: Timestamp) -> Self {
        Self { set: Some(Arc::new(AtomicI64::new(instant.as_millisecond()))) }
    }

    /// Moves a standing clock forward; the system clock cannot be moved.
    pub fn advance(&self, by: Duration) {
        if let Some(milliseconds) = &self.set {
            let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
            milliseconds.fetch_add(by, Ordering::SeqCst);
        }
    }

    /// The present instant, to the millisecond: what is stored reads back equal.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let milliseconds = match &self.set {
            Some(milliseconds) => milliseconds.load(Ordering::SeqCst),
            None => Timestamp::now().as_millisecond(),
        };
        Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::MAX)
    }
}

/// `instant` moved by a number of seconds, kept within what can be represented.
#[must_use]
pub fn seconds_after(instant: Timestamp, seconds: i64) -> Timestamp {
    instant.saturating_add(jiff::SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX)
}

/// The instant without its fraction of a second. The texts of whole seconds,
/// all of one length, compare as the instants do.
#[must_use]
pub fn whole_second(instant: Timestamp) -> Timestamp {
    let down = TimestampRound::new().smallest(Unit::Second).mode(jiff::RoundMode::Floor);
    instant.round(down).unwrap_or(instant)
}

/// The date in Beijing, which has no summer time.
#[must_use]
pub fn beijing_date(instant: Timestamp) -> Date {
    Offset::constant(8).to_datetime(instant).date()
}

/// The instant at which a date is over in Beijing.
#[must_use]
pub fn end_of_beijing_date(date: Date) -> Timestamp {
    let midnight = date.saturating_add(1.day()).at(0, 0, 0, 0);
    Offset::constant(8).to_timestamp(midnight).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_clones_of_a_standing_clock_move_together() {
        let clock = Clock::standing_at("2027-03-01T00:00:00Z".parse().unwrap());
        let clone = clock.clone();
        clock.advance(Duration::from_secs(90));
        assert_eq!(clone.now().to_string(), "2027-03-01T00:01:30Z");
    }

    #[test]
    fn whole_seconds_compare_as_texts_as_they_do_as_instants() {
        let instants =
            ["2026-11-22T03:29:59.999Z", "2026-11-22T03:30:00Z", "2026-11-22T03:30:00.5Z"]
                .map(|text| whole_second(text.parse().unwrap()));
        for one in instants {
            for other in instants {
                assert_eq!(one < other, one.to_string() < other.to_string());
            }
        }
    }

    #[test]
    fn the_date_is_that_of_beijing() {
        assert_eq!(beijing_date("2026-11-21T15:59:59Z".parse().unwrap()).to_string(), "2026-11-21");
        assert_eq!(beijing_date("2026-11-21T16:00:00Z".parse().unwrap()).to_string(), "2026-11-22");
    }

    #[test]
    fn a_date_is_over_at_midnight_in_beijing() {
        let date = Date::constant(2026, 11, 22);
        assert_eq!(end_of_beijing_date(date).to_string(), "2026-11-22T16:00:00Z");
    }
}
