//! Documents: asking to upload one, the list of an application's documents, and
//! the inspection that lets a file through to staff or refuses it.

mod files;
pub mod inspect_document;
pub mod inspection;
pub mod list_documents;
pub mod request_upload;
mod store;
pub mod view;

use shared::Actions;

/// The actions of this area.
#[must_use]
pub fn actions() -> Actions {
    Actions::new()
        .http::<request_upload::RequestUpload>()
        .http::<list_documents::ListDocuments>()
        .queue::<inspect_document::InspectDocument>()
}
