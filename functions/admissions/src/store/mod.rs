//! The Applications table, as every room of this area stands on it; what one room
//! alone reads and writes is in its own store.

mod acceptance;
mod applications;
mod decisions;
mod seats;
mod second_looks;

pub(crate) use applications::{
    ACTIVE, APPLICATION, Active, ApplicationStore, Returning, active_key,
};
pub(crate) use seats::SEATS_LABEL;
