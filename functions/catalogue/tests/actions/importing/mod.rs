//! What administrators bring in.

mod apply_import;
mod import_programmes;
mod view_import;
