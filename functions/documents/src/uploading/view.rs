//! A document, and the way to upload it, as its owner sees them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use shared_domain::application::ApplicationHead;
use shared_domain::document::{ContentType, Document, DocumentState, SameFile, copies_within};
use shared_domain::ids::{ApplicationId, DocumentId};
use shared_platform::slug::Slug;
use shared_platform::{Locale, texts};
use utoipa::ToSchema;

/// A document of an application.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Document)]
pub struct DocumentView {
    /// The document.
    pub id: DocumentId,
    /// The slot of the checklist it belongs to.
    pub slot: Slug,
    /// The name of the file as it was given.
    pub file_name: String,
    /// The format.
    pub content_type: ContentType,
    /// The length of the file as uploaded, in bytes.
    pub size_bytes: u64,
    /// Whether it is waited for, clean or refused.
    pub state: DocumentState,
    /// Why it was refused, if it was.
    pub refusal: Option<RefusalView>,
    /// Whether it counts towards a complete application today.
    pub counts: bool,
    /// When the paper was issued, where the slot asks for it.
    pub issued_on: Option<Date>,
    /// Where else the applicant uploaded the same file: perhaps one of them is
    /// the wrong one.
    pub copies: Vec<CopyView>,
    /// When the upload was asked for.
    pub requested_at: Timestamp,
}

/// Why a document was refused, and what to do.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = DocumentRefusal)]
pub struct RefusalView {
    /// The stable code.
    pub code: String,
    /// What to do, in the reader's language.
    pub detail: String,
}

/// Another place where the same file was uploaded.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = DocumentCopy)]
pub struct CopyView {
    /// The application.
    pub application: ApplicationId,
    /// The slot of its checklist.
    pub slot: Slug,
}

impl CopyView {
    /// The place, if it is of an application.
    fn of(SameFile { folder, slot, .. }: SameFile) -> Option<Self> {
        Some(Self { application: folder.noun::<ApplicationHead>()?, slot })
    }
}

/// Where and how to send a file.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UploadLink {
    /// The HTTP method: PUT.
    pub method: String,
    /// The address; whoever has it can send this file and no other.
    pub url: String,
    /// Headers to send exactly so; they are signed.
    pub headers: BTreeMap<String, String>,
    /// When the link ends.
    pub expires_at: Timestamp,
}

impl DocumentView {
    /// The view of a document for a reader of a language, by itself.
    #[must_use]
    pub fn of(document: &Document, locale: Locale) -> Self {
        let refusal = document.refusal.as_ref().map(|code| RefusalView {
            code: code.clone(),
            detail: texts::text(locale, &format!("refusal-{}", code.replace('_', "-"))),
        });
        Self {
            id: document.id,
            slot: document.slot.clone(),
            file_name: document.file_name.clone(),
            content_type: document.content_type,
            size_bytes: document.size_bytes,
            state: document.state,
            refusal,
            counts: false,
            issued_on: document.issued_on,
            copies: Vec::new(),
            requested_at: document.requested_at,
        }
    }

    /// The same view in the list of a folder: whether the document counts,
    /// and where the same file is too. What inspection found in other
    /// folders stands in the document; in its own it is looked at now.
    #[must_use]
    pub fn among(self, document: &Document, shown: &[&Document], counts: bool) -> Self {
        let here = copies_within(document, shown.iter().copied());
        let copies = document.copies_elsewhere().cloned().chain(here);
        Self { counts, copies: copies.filter_map(CopyView::of).collect(), ..self }
    }
}

#[cfg(test)]
mod tests {
    use shared_domain::document::FolderKind as _;

    use super::*;
    use crate::inspecting::inspection::Refusal;

    /// Names every refusal, so that a new one does not compile until it stands here.
    const fn is_known(refusal: Refusal) -> bool {
        use Refusal::*;
        match refusal {
            UploadAltered
            | TypeMismatch
            | FileDamaged
            | HiddenData
            | PictureKindUnsupported
            | PictureTooLarge
            | UnpacksTooLarge
            | PdfEncrypted
            | PdfActiveContent
            | PdfUnreadable
            | PhotoNotJpeg
            | PhotoTooSmall
            | PhotoNotPortrait
            | PhotoBackground
            | PhotoBlank => true,
        }
    }

    #[test]
    fn every_refusal_says_what_to_do_in_both_languages() {
        use Refusal::*;
        let all = [
            UploadAltered,
            TypeMismatch,
            FileDamaged,
            HiddenData,
            PictureKindUnsupported,
            PictureTooLarge,
            UnpacksTooLarge,
            PdfEncrypted,
            PdfActiveContent,
            PdfUnreadable,
            PhotoNotJpeg,
            PhotoTooSmall,
            PhotoNotPortrait,
            PhotoBackground,
            PhotoBlank,
        ];
        let all = all.into_iter().filter(|refusal| is_known(*refusal));
        let codes = all.map(|refusal| serde_json::to_value(refusal).unwrap());
        // And what comes too late, by the word of its folder.
        for code in codes.chain([ApplicationHead::LOCKED.into()]) {
            let name = format!("refusal-{}", code.as_str().unwrap().replace('_', "-"));
            assert!(texts::has(Locale::En, &name) && texts::has(Locale::Zh, &name), "{name}");
        }
    }
}
