//! Where letters lie:
//!
//! | what | where |
//! |---|---|
//! | the letter of a registration | `STUDENT#<student>` / `LETTER#<semester>` |
//! | what anybody may ask about one | `LETTER#<number>` / `LETTER` |
//! | how many come in a slot to collect | `COLLECTION#<day>` / `SLOT#<time>` |
//! | who comes | `COLLECTION#<day>` / `BOOKING#<time>#<registration>` |
//! | its file | object `letters/<account>/<letter>` |

use jiff::civil::{Date, Time};
use shared_platform::ids::AccountId;
use shared_platform::store::Key;

use super::Booking;
use crate::ids::LetterId;
use crate::registration::RegistrationId;

/// How the sort keys of a student's letters begin.
pub const LETTERS: &str = "LETTER#";

/// The key of what anybody may ask about a letter.
#[must_use]
pub fn letter_key(number: &str) -> Key {
    Key::new(format!("{LETTERS}{number}"), "LETTER")
}

/// The partition of a day on which letters are collected.
#[must_use]
pub fn collection_partition(day: Date) -> String {
    format!("COLLECTION#{day}")
}

/// The key of the count of a slot.
#[must_use]
pub fn slot_key(booking: Booking) -> Key {
    Key::new(collection_partition(booking.day), format!("SLOT#{}", clock(booking.starts)))
}

/// The key of what says who comes in a slot.
#[must_use]
pub fn booking_key(booking: Booking, registration: &RegistrationId) -> Key {
    let sort = format!("BOOKING#{}#{registration}", clock(booking.starts));
    Key::new(collection_partition(booking.day), sort)
}

fn clock(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Where the file of a letter lies.
pub(super) fn object(account: AccountId, letter: LetterId) -> String {
    format!("{}{letter}", objects_of(account))
}

/// How the names begin of all objects that are letters of a person.
#[must_use]
pub fn objects_of(account: AccountId) -> String {
    format!("letters/{account}/")
}
