//! What everybody reads.

mod check_eligibility;
mod find_programmes;
mod view_catalogue;
mod view_guide;
mod view_programme;
