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

impl Seats {
    /// Whether one more applicant can be accepted.
    #[must_use]
    pub fn any_left(self) -> bool {
        self.seats.is_none_or(|seats| self.taken < seats)
    }
}
