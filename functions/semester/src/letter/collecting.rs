//! When a letter can be collected (S103): the slots of the next days, on which the
//! office works, and how many may still come.

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};
use serde::Serialize;
use shared_domain::letter::Booking;
use shared_domain::programme::office::Office;
use shared_platform::clock::beijing_date;
use utoipa::ToSchema;

use super::settings::CollectionSettings;

/// For how many days ahead slots are offered.
const DAYS_AHEAD: i32 = 14;
/// Slots that are offered at once.
const MOST_OFFERED: usize = 100;

/// A slot that can be booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Offered {
    pub(super) booking: Booking,
    pub(super) capacity: u32,
}

/// A slot, as who books sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CollectionSlot)]
pub(super) struct SlotView {
    #[serde(flatten)]
    slot: Booking,
    /// How many may still come then.
    free: u32,
}

impl SlotView {
    pub(super) const fn of(offered: Offered, taken: u32) -> Self {
        Self { slot: offered.booking, free: offered.capacity.saturating_sub(taken) }
    }
}

impl CollectionSettings {
    /// The slots of the next days that have not begun, the first one first. A day off
    /// has none.
    pub(super) fn offered(&self, office: Option<&Office>, now: Timestamp) -> Vec<Offered> {
        let today = beijing_date(now);
        let days = (0..DAYS_AHEAD).map(|days| today.saturating_add(days.days()));
        let works = |day: &Date| office.is_none_or(|office| office.works_on(*day));
        let of_day = |day: Date| {
            let weekday = day.weekday().to_monday_one_offset();
            let slots = self.slots.iter().filter(move |slot| slot.weekday == weekday);
            let mut of_day: Vec<Offered> = slots
                .map(|slot| Offered {
                    booking: Booking { day, starts: slot.starts },
                    capacity: slot.capacity,
                })
                .filter(|offered| now < instant(offered.booking))
                .collect();
            of_day.sort_by_key(|offered| offered.booking.starts);
            of_day
        };
        days.filter(works).flat_map(of_day).take(MOST_OFFERED).collect()
    }

    /// The slot of these, if it is offered.
    pub(super) fn offer(
        &self,
        booking: Booking,
        office: Option<&Office>,
        now: Timestamp,
    ) -> Option<Offered> {
        self.offered(office, now).into_iter().find(|offered| offered.booking == booking)
    }
}

/// When a slot begins.
fn instant(booking: Booking) -> Timestamp {
    let begins = DateTime::from_parts(booking.day, booking.starts);
    Offset::constant(8).to_timestamp(begins).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;
    use crate::letter::settings::tests::settings;
    use crate::windows::semester::tests::office;

    fn offered(now: &str) -> Vec<String> {
        let offered = settings().collection.offered(Some(&office()), now.parse().unwrap());
        offered
            .iter()
            .map(|offered| format!("{} {}", offered.booking.day, offered.booking.starts))
            .collect()
    }

    #[test]
    fn the_slots_of_two_weeks_are_offered_on_days_on_which_the_office_works() {
        // A Monday; the office is closed on Wednesday the 15th.
        let slots = offered("2027-09-13T00:00:00Z");
        let expected = ["2027-09-13 09:00:00", "2027-09-20 09:00:00", "2027-09-22 09:30:00"];
        assert_eq!(slots, expected);
    }

    #[test]
    fn a_slot_that_has_begun_in_beijing_is_offered_no_more() {
        assert_eq!(offered("2027-09-13T00:59:59Z")[0], "2027-09-13 09:00:00");
        assert_eq!(offered("2027-09-13T01:00:00Z")[0], "2027-09-20 09:00:00");
        let booking = Booking { day: date(2027, 9, 15), starts: time(9, 30, 0, 0) };
        let now = "2027-09-13T00:00:00Z".parse().unwrap();
        let offer = |office| settings().collection.offer(booking, office, now);
        let office = office();
        assert_eq!(offer(Some(&office)), None);
        assert!(offer(None).is_some());
    }
}
