//! The regulations that the student agrees to (S99).

mod fields;
mod reading;
mod table;

pub use fields::RegulationsFields;
pub(super) use reading::read;
pub(super) use table::table;
