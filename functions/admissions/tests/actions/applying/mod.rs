//! Applying.

mod change_category;
mod confirm_contact_email;
mod list_applications;
mod release_for_review;
mod request_contact_confirmation;
mod restart;
mod save_section;
mod start_application;
mod submit_application;
mod view_application;
mod view_status;
mod withdraw_application;
