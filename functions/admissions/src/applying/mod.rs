//! Applying: from the choice of a programme to an application that staff can look at.

pub mod application_view;
pub mod change_category;
pub mod confirm_contact_email;
pub mod list_applications;
pub mod release_for_review;
pub mod request_contact_confirmation;
pub mod save_section;
pub mod start_application;
pub mod status;
mod store;
pub mod submit_application;
pub mod view_application;
pub mod view_status;
pub mod withdraw_application;
