//! Registering.

mod confirm_registration_email;
mod list_own_registrations;
mod request_registration_confirmation;
mod save_registration_section;
mod submit_registration;
mod view_registration;
