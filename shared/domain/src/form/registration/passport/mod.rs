//! The passport, where it is another one than the university knows (S80-S83).

mod fields;
mod reading;
mod table;

pub use fields::PassportFields;
pub(super) use reading::read;
pub(super) use table::table;
