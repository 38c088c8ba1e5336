//! How administrators bring the catalogue in: a file is checked whole, taken on in
//! one transaction, and written one programme after the other.

pub mod apply_import;
pub mod changes;
pub mod file;
pub mod import_programmes;
pub mod lists;
mod store;
pub mod table;
pub mod view_import;
