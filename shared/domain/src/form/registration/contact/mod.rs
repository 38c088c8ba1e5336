//! How to reach the student (S79).

mod fields;
mod reading;
mod table;

pub use fields::ContactFields;
pub(super) use reading::read;
pub(super) use table::table;
