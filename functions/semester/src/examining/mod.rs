//! Examining: a registration before staff. It enters the staff queue with what the
//! checks found, and reviewers pass or return each of its items (S72).

mod matter;
pub mod open_registration_review;
pub mod review_registration;
mod store;
pub mod view_registration_review;

pub use matter::{ItemVerdicts, RegistrationMatter, RegistrationOutcome, RegistrationTask};
