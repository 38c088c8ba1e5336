//! In China: the visa or residence permit (S96-S98).

mod fields;
mod reading;
mod table;

pub use fields::{PermitFields, PermitKind};
pub(super) use reading::read;
pub(super) use table::table;
