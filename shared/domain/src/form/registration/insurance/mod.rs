//! In China: the insurance (S90-S92).

mod fields;
mod reading;
mod table;

pub use fields::InsuranceFields;
pub(super) use reading::read;
pub(super) use table::table;
