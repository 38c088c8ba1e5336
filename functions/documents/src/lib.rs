//! Documents: asking to upload them, the list of an application's documents,
//! taking one back, and the inspection that lets a file through to staff or
//! refuses it.

mod announcement;
pub mod copy_documents;
mod copying;
pub mod erase_file;
mod files;
pub mod inspect_document;
pub mod inspection;
pub mod list_documents;
pub mod remove_document;
pub mod request_uploads;
mod store;
pub mod view;

pub use files::EraseFile;
use shared_platform::Actions;

/// The actions of this area.
#[must_use]
pub fn actions() -> Actions {
    Actions::new()
        .http::<request_uploads::RequestUploads>()
        .http::<list_documents::ListDocuments>()
        .http::<remove_document::RemoveDocument>()
        .queue::<inspect_document::InspectDocument>()
        .message::<erase_file::EraseFile>()
        .message::<copy_documents::CopyDocuments>()
}
