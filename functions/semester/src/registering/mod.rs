//! Registering: from a form that is prefilled to one that staff can look at.

pub mod confirm_registration_email;
pub mod list_own_registrations;
pub mod registration_view;
pub mod request_registration_confirmation;
pub mod save_registration_section;
mod store;
pub mod submit_registration;
pub mod view_registration;
