//! Files are asked for, listed, taken back and copied.

pub(crate) mod announcement;
pub mod copy_documents;
mod copying;
pub mod erase_file;
pub mod list_documents;
pub mod list_permit_documents;
pub mod list_registration_documents;
pub mod remove_document;
pub mod remove_permit_document;
pub mod remove_registration_document;
pub mod request_permit_uploads;
pub mod request_registration_uploads;
pub mod request_uploads;
pub(crate) mod store;
pub mod view;
