//! What several areas know of an uploaded document: its item, the folder that it
//! belongs to, where it lies, and which documents count. Documents changes it, and
//! admissions what a submission freezes of it.

mod counting;
mod folder;
mod gaps;
mod keys;
pub(crate) mod personal_data;
mod shown;
mod slot;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_platform::clock::seconds_after;
use shared_platform::outbox::Message;
use shared_platform::slug::Slug;
use utoipa::ToSchema;

pub use self::counting::{copies_within, counting, counting_in, is_needed, lacking};
pub use self::folder::{Closed, Folder, FolderId, FolderKind, Opening, Until};
pub use self::gaps::gaps_in;
use self::keys::DOCUMENT_PREFIX;
pub use self::keys::{
    document_in_quarantine, documents_of, file_prefix, files_partition, objects_of,
};
pub use self::shown::SubmittedDocumentView;
pub use self::slot::{ChecklistSlot, PHOTO_SLOT, is_recent};
use crate::ids::DocumentId;

/// A format that documents come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub enum ContentType {
    /// A JPEG picture.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// A PNG picture.
    #[serde(rename = "image/png")]
    Png,
    /// A PDF document.
    #[serde(rename = "application/pdf")]
    Pdf,
}

impl ContentType {
    /// The format of a media type, if it is one that documents come in.
    #[must_use]
    pub fn parse(media_type: &str) -> Option<Self> {
        [Self::Jpeg, Self::Png, Self::Pdf].into_iter().find(|known| known.as_str() == media_type)
    }

    /// The media type as it stands in a header.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }
}

/// The most documents that all slots of a checklist take together: they are
/// submitted, and copied, in one transaction.
pub const MOST_DOCUMENTS: u32 = 40;

/// How long it matters that a file was asked for and is not inspected, counted
/// from when it was last asked for. Inspection takes seconds, so a submission
/// waits for what may be on its way, and nobody is kept back long by what never
/// comes.
const HOLDS_SUBMISSION_SECONDS: i64 = 10 * 60;
/// So long its owner sees it, can ask for the same document again, and it has a
/// place in its slot: no shorter than a submission waits for it.
const AWAITED_SECONDS: i64 = 60 * 60;
/// Then it is forgotten, as the file in quarantine is: no sooner than the last
/// attempt to inspect it.
pub const FORGOTTEN_SECONDS: i64 = 2 * 24 * 60 * 60;

/// Uploads that may be asked for in the life of one folder.
pub const MOST_UPLOADS: u32 = 200;

/// Where a document is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentState {
    /// The applicant may send the file, or has sent it and it is not inspected yet.
    Requested,
    /// Inspected: staff may open it.
    Clean,
    /// Inspected and refused.
    Refused,
    /// Clean, and part of a submission that staff may look at again; but its
    /// owner has taken it out of the application.
    SetAside,
}

impl DocumentState {
    /// Whether the file passed inspection and lies in the bucket for good.
    #[must_use]
    pub const fn has_clean_file(self) -> bool {
        matches!(self, Self::Clean | Self::SetAside)
    }
}

/// A document of a folder, as it stands in the Documents table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// The document; later ones sort later.
    pub id: DocumentId,
    /// The folder it belongs to.
    pub folder: FolderId,
    /// What it shows: a slot of the folder's checklist.
    pub slot: Slug,
    /// The name the applicant gave the file.
    pub file_name: String,
    /// The format the applicant declared; inspection has confirmed it once the document is clean.
    pub content_type: ContentType,
    /// The length of the file as uploaded, in bytes.
    pub size_bytes: u64,
    /// The SHA-256 of the file as uploaded, in base64.
    pub sha256: String,
    /// Where it is on its way.
    pub state: DocumentState,
    /// Why it was refused: a stable code whose text is `refusal-<code>`.
    pub refusal: Option<String>,
    /// When the paper was issued; asked for where the slot takes it for some
    /// months only.
    #[serde(default)]
    pub issued_on: Option<Date>,
    /// Where else the applicant had uploaded the same file when it was inspected.
    #[serde(default)]
    pub copies: Vec<SameFile>,
    /// When the applicant last asked to upload it.
    pub requested_at: Timestamp,
    /// When it was inspected.
    pub inspected_at: Option<Timestamp>,
    /// The latest submission that it is part of; such a document is never erased
    /// while its folder is there.
    #[serde(default)]
    pub submitted_in: Option<u32>,
}

/// A document that is the same file, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SameFile {
    /// The document.
    pub document: DocumentId,
    /// The folder it belongs to.
    pub folder: FolderId,
    /// What it is said to show.
    pub slot: Slug,
}

impl From<&Document> for SameFile {
    fn from(document: &Document) -> Self {
        let Document { id, folder, slot, .. } = document;
        Self { document: *id, folder: folder.clone(), slot: slot.clone() }
    }
}

impl Document {
    /// Whether its file may yet come or be inspected, as far as its owner sees.
    #[must_use]
    pub fn is_awaited(&self, now: Timestamp) -> bool {
        self.is_requested_within(AWAITED_SECONDS, now)
    }

    /// Whether a submission waits for it: it may be clean in a moment.
    #[must_use]
    pub fn holds_submission(&self, now: Timestamp) -> bool {
        self.is_requested_within(HOLDS_SUBMISSION_SECONDS, now)
    }

    fn is_requested_within(&self, seconds: i64, now: Timestamp) -> bool {
        self.state == DocumentState::Requested && now < seconds_after(self.requested_at, seconds)
    }

    /// The documents in other folders of its owner that are the same file
    /// in another slot. In the same slot it is what belongs there.
    pub fn copies_elsewhere(&self) -> impl Iterator<Item = &SameFile> {
        self.copies.iter().filter(|copy| copy.folder != self.folder && copy.slot != self.slot)
    }
}

/// A folder that was begun with the contents of another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyDocuments {
    /// The other one.
    pub from: FolderId,
    /// The one that was begun.
    pub to: FolderId,
}

impl Message for CopyDocuments {
    const ACTION: &'static str = "copy_documents";
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared_platform::ids::AccountId;

    use crate::application::folder_of;
    use crate::ids::ApplicationId;
    use crate::samples;

    #[test]
    fn a_submission_waits_ten_minutes_for_a_file_that_was_asked_for() {
        let folder = folder_of(AccountId::new(), ApplicationId::new());
        let of = |state| samples::document(folder.clone(), "photo", state);
        let after = |seconds| seconds_after(Timestamp::UNIX_EPOCH, seconds);
        assert!(of(DocumentState::Requested).holds_submission(after(599)));
        assert!(!of(DocumentState::Requested).holds_submission(after(600)));
        assert!(of(DocumentState::Requested).is_awaited(after(3599)));
        assert!(!of(DocumentState::Clean).holds_submission(after(0)));
    }
}
