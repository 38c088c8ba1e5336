//! What everybody reads of the catalogue before applying. None of it takes a token.

pub mod check_eligibility;
pub mod find_programmes;
mod seats_view;
mod store;
pub mod view_catalogue;
pub mod view_guide;
pub mod view_programme;
