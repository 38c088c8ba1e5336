//! How the tuition is paid (S84-S88).

mod fields;
mod reading;
mod table;

pub use fields::{TuitionFields, TuitionPayment};
pub use reading::Tuition;
pub(super) use reading::read;
pub(super) use table::table;
