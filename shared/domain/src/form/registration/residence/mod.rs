//! In China: where the student lives (S93-S95, R5).

mod fields;
mod reading;
mod table;

pub use fields::{ResidenceFields, ResidenceKind};
pub use reading::Residence;
pub(super) use reading::read;
pub(super) use table::table;
