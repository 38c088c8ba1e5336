//! The places of a programme. The catalogue says how many there are; decisions
//! take them and give them back.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How many places a programme has, and how many are taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Seats {
    /// How many there are; `null` where they are not limited.
    pub seats: Option<u32>,
    /// How many are taken. It may be more than there are: colleagues can decide so
    /// together, and the catalogue can be changed.
    pub taken: u32,
}

/// The places of a programme as everybody sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ProgrammeSeats)]
pub struct SeatsView {
    /// How many there are.
    total: u32,
    /// How many are taken.
    taken: u32,
}

impl Seats {
    /// What everybody sees of it; nothing where places are not limited.
    #[must_use]
    pub fn shown(self) -> Option<SeatsView> {
        self.seats.map(|total| SeatsView { total, taken: self.taken })
    }
}
