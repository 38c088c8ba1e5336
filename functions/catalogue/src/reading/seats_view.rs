//! The places of a programme as everybody sees them.

use serde::Serialize;
use shared_domain::programme::seats::Seats;
use utoipa::ToSchema;

/// The places of a programme as everybody sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ProgrammeSeats)]
pub(super) struct SeatsView {
    /// How many there are.
    total: u32,
    /// How many are taken.
    taken: u32,
}

impl SeatsView {
    /// What everybody sees of it; nothing where places are not limited.
    pub(super) fn of(seats: Seats) -> Option<Self> {
        seats.seats.map(|total| Self { total, taken: seats.taken })
    }
}
