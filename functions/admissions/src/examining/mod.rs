//! Examining: an application before staff. It enters the staff queue with what
//! the automatic checks found, and reviewers look at what was submitted.

mod checks;
pub mod compare_rounds;
pub mod comparison;
pub mod matter;
pub mod open_review;
mod store;
pub mod view_review;

pub use matter::{ApplicationMatter, ApplicationTask};
