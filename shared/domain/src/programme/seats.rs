//! The places of a programme: `PROGRAMME#<id>` / `SEATS` in the Programmes table.
//! The catalogue writes how many there are, decisions how many are taken, so
//! neither waits for the other.

use serde::{Deserialize, Serialize};
use shared_platform::store::{Change, Condition, Key, Label};

use crate::ids::ProgrammeId;

/// The places of a programme in a transaction.
pub const SEATS: Label<Seats> = Label::new("seats");

/// How many places a programme has, and how many are taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seats {
    /// How many there are; `null` where they are not limited.
    pub seats: Option<u32>,
    /// How many are taken. It may be more than there are: colleagues can decide so
    /// together, and the catalogue can be changed.
    pub taken: u32,
}

impl Seats {
    /// Says how many places there are; `None` where they are not limited.
    #[must_use]
    pub fn limited_to(seats: Option<u32>) -> Change {
        // How many are taken is a number from the beginning, so that it can be compared.
        Change::new().set("seats", seats).add("taken", 0)
    }

    /// That a place is left.
    #[must_use]
    pub fn one_is_left() -> Condition {
        Condition::Missing("seats").or(Condition::LessThanAttribute("taken", "seats"))
    }
}

/// The key of the places of a programme in the Programmes table.
#[must_use]
pub fn seats_key(programme: ProgrammeId) -> Key {
    Key::new(format!("PROGRAMME#{programme}"), "SEATS")
}
