//! Documents.

use jiff::Timestamp;

use crate::document::{ContentType, Document, DocumentState, FolderId};
use crate::ids::DocumentId;

/// A photograph in a slot of a folder, however far it has come.
#[must_use]
pub fn document(folder: FolderId, slot: &str, state: DocumentState) -> Document {
    let is_inspected = state != DocumentState::Requested;
    Document {
        id: DocumentId::new(),
        folder,
        slot: slot.parse().unwrap(),
        file_name: format!("{slot}.jpg"),
        content_type: ContentType::Jpeg,
        size_bytes: 1000,
        sha256: slot.to_owned(),
        state,
        refusal: (state == DocumentState::Refused).then(|| "unreadable".to_owned()),
        issued_on: None,
        copies: Vec::new(),
        requested_at: Timestamp::UNIX_EPOCH,
        inspected_at: is_inspected.then_some(Timestamp::UNIX_EPOCH),
        submitted_in: None,
    }
}
