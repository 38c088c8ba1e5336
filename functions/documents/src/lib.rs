//! Documents: asking to upload them, the list of a folder's documents, taking one
//! back, and the inspection that lets a file through to staff or refuses it.

mod files;
mod folders;
pub mod inspecting;
mod store;
pub mod uploading;

pub use files::EraseFile;
use inspecting::inspect_document;
use shared_platform::Actions;
use uploading::{
    copy_documents, erase_file, list_documents, list_permit_documents, list_registration_documents,
    remove_document, remove_permit_document, remove_registration_document, request_permit_uploads,
    request_registration_uploads, request_uploads,
};

/// The actions of this area.
#[must_use]
pub fn actions() -> Actions {
    Actions::new()
        .http::<request_uploads::RequestUploads>()
        .http::<list_documents::ListDocuments>()
        .http::<remove_document::RemoveDocument>()
        .http::<request_registration_uploads::RequestRegistrationUploads>()
        .http::<list_registration_documents::ListRegistrationDocuments>()
        .http::<remove_registration_document::RemoveRegistrationDocument>()
        .http::<request_permit_uploads::RequestPermitUploads>()
        .http::<list_permit_documents::ListPermitDocuments>()
        .http::<remove_permit_document::RemovePermitDocument>()
        .queue::<inspect_document::InspectDocument>()
        .message::<erase_file::EraseFile>()
        .message::<copy_documents::CopyDocuments>()
}
