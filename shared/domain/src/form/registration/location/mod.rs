//! Where the student is now (S89).

mod fields;
mod reading;
mod table;

pub use fields::{Location, LocationFields};
pub(super) use reading::read;
pub(super) use table::table;
