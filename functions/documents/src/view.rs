//! A document, and the way to upload it, as its owner sees them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use shared::document::{ContentType, Document, DocumentState};
use shared::ids::DocumentId;
use shared::slug::Slug;
use shared::{Locale, texts};
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
    /// The view of a document for a reader of a language.
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
            requested_at: document.requested_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inspection::Refusal;

    /// Names every refusal, so that a new one does not compile until it stands here.
    const fn is_known(refusal: Refusal) -> bool {
        use Refusal::*;
        match refusal {
            UploadAltered
            | ApplicationLocked
            | TypeMismatch
            | FileDamaged
            | HiddenData
            | PictureKindUnsupported
            | PictureTooLarge
            | PdfEncrypted
            | PdfActiveContent
            | PdfUnreadable
            | PhotoNotJpeg
            | PhotoTooSmall
            | PhotoNotPortrait
            | PhotoBackground => true,
        }
    }

    #[test]
    fn every_refusal_says_what_to_do_in_both_languages() {
        use Refusal::*;
        let all = [
            UploadAltered,
            ApplicationLocked,
            TypeMismatch,
            FileDamaged,
            HiddenData,
            PictureKindUnsupported,
            PictureTooLarge,
            PdfEncrypted,
            PdfActiveContent,
            PdfUnreadable,
            PhotoNotJpeg,
            PhotoTooSmall,
            PhotoNotPortrait,
            PhotoBackground,
        ];
        for refusal in all.into_iter().filter(|refusal| is_known(*refusal)) {
            let code = serde_json::to_value(refusal).unwrap();
            let name = format!("refusal-{}", code.as_str().unwrap().replace('_', "-"));
            assert!(texts::has(Locale::En, &name) && texts::has(Locale::Zh, &name), "{name}");
        }
    }
}
