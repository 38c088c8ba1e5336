//! What an applicant says of a file before it is sent, and which document it
//! becomes: a new one, or the one that was announced before and has not arrived.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use shared_domain::document::{
    ChecklistSlot, ContentType, Document, DocumentState, Folder, MOST_UPLOADS, PHOTO_SLOT,
    counting_in, is_recent,
};
use shared_domain::ids::DocumentId;
use shared_platform::clock::beijing_date;
use shared_platform::http::FieldError;
use shared_platform::slug::Slug;
use utoipa::ToSchema;

/// The largest file taken, whatever a checklist says: inspection holds it in memory.
const MOST_BYTES: u64 = 20 * 1024 * 1024;
/// The longest file name kept, in characters.
const LONGEST_FILE_NAME: usize = 200;

/// What is to be uploaded.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UploadRequest {
    /// The slot of the application's checklist.
    slot: String,
    /// The name of the file on the applicant's side.
    file_name: String,
    /// The format: one that the slot takes.
    content_type: String,
    /// The length in bytes.
    size_bytes: u64,
    /// The SHA-256 of the bytes, in base64.
    sha256: String,
    /// When the paper was issued, YYYY-MM-DD: required where the slot takes it
    /// for some months only.
    #[schema(required = false)]
    issued_on: Option<Date>,
}

impl UploadRequest {
    /// The document of this file, if the folder's checklist takes it (S54).
    pub(crate) fn announced(
        &self,
        folder: &Folder,
        now: Timestamp,
    ) -> Result<Document, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut wrong = |pointer: &str, code| errors.push(FieldError::new(pointer, code));

        let row = folder.slot(&self.slot);
        let content_type = ContentType::parse(&self.content_type);
        match (row, content_type) {
            (None, _) => wrong("/slot", "unknown_slot"),
            // S65: staff have not re-opened it.
            (Some(row), _) if !folder.takes(&row.slot) => {
                wrong("/slot", "slot_locked");
            }
            (Some(row), Some(content_type)) if takes(row, content_type) => {}
            (Some(row), _) if row.slot.as_str() == PHOTO_SLOT => {
                wrong("/contentType", "photo_not_jpeg");
            }
            (Some(_), _) => wrong("/contentType", "format_not_taken"),
        }
        if self.size_bytes == 0 {
            wrong("/sizeBytes", "file_empty");
        }
        if row.is_some_and(|row| self.size_bytes > row.max_bytes.min(MOST_BYTES)) {
            wrong("/sizeBytes", "file_too_large");
        }
        let file_name = file_name(&self.file_name);
        if file_name.is_none() {
            wrong("/fileName", "malformed");
        }
        if !is_sha256(&self.sha256) {
            wrong("/sha256", "malformed");
        }
        if let Some(code) = row.and_then(|row| wrong_date(row, self.issued_on, beijing_date(now))) {
            wrong("/issuedOn", code);
        }
        let (Some(row), Some(content_type), Some(file_name), true) =
            (row, content_type, file_name, errors.is_empty())
        else {
            return Err(errors);
        };
        Ok(Document {
            id: DocumentId::new(),
            folder: folder.id.clone(),
            slot: row.slot.clone(),
            file_name,
            content_type,
            size_bytes: self.size_bytes,
            sha256: self.sha256.clone(),
            state: DocumentState::Requested,
            refusal: None,
            issued_on: self.issued_on.filter(|_| row.valid_months.is_some()),
            copies: Vec::new(),
            requested_at: now,
            inspected_at: None,
            submitted_in: None,
        })
    }
}

/// A file cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoRoom {
    /// Its slot has all the files it takes.
    InSlot,
    /// The folder has had all its uploads.
    InFolder,
}

impl NoRoom {
    /// The error of the file that stands at `pointer`.
    pub(crate) fn error(self, pointer: &str) -> FieldError {
        match self {
            Self::InSlot => FieldError::new(format!("{pointer}/slot"), "slot_full"),
            Self::InFolder => FieldError::new(pointer, "too_many_uploads"),
        }
    }
}

/// What is to be written for the files of one request.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// Documents that are new.
    pub(crate) new: Vec<Document>,
    /// Documents announced before, as they are now; their files have not arrived.
    pub(crate) again: Vec<Document>,
}

impl Plan {
    /// The document that an announced file becomes, where there is room for it.
    /// `present` are the documents there are, `requested` is how many there ever were.
    pub(crate) fn add(
        &mut self,
        announced: Document,
        folder: &Folder,
        present: &[Document],
        requested: u32,
    ) -> Result<Document, NoRoom> {
        let now = announced.requested_at;
        let is_same = |other: &&Document| {
            other.is_awaited(now)
                && (&other.slot, other.size_bytes, &other.sha256)
                    == (&announced.slot, announced.size_bytes, &announced.sha256)
        };
        if let Some(same) = self.documents().find(is_same) {
            return Ok(same.clone());
        }
        if let Some(same) = present.iter().find(is_same) {
            let again =
                Document { issued_on: announced.issued_on, requested_at: now, ..same.clone() };
            self.again.push(again.clone());
            return Ok(again);
        }
        if self.is_full(&announced.slot, folder, present, now) {
            return Err(NoRoom::InSlot);
        }
        let so_far = u32::try_from(self.new.len()).unwrap_or(u32::MAX);
        if requested.saturating_add(so_far) >= MOST_UPLOADS {
            return Err(NoRoom::InFolder);
        }
        self.new.push(announced.clone());
        Ok(announced)
    }

    /// Whether a slot for several files has them, or may have them in a moment:
    /// one more would push out the oldest unseen. In a slot for one file a newer
    /// one replaces it, which is what it is sent for.
    fn is_full(&self, slot: &Slug, folder: &Folder, present: &[Document], now: Timestamp) -> bool {
        let most = folder.slot(slot.as_str()).map_or(1, |row| row.max_count);
        let here = |document: &&Document| document.slot == *slot;
        let counting = counting_in(folder, present, beijing_date(now));
        let counting = counting.into_iter().filter(here).count();
        let awaited = present.iter().filter(here).filter(|other| other.is_awaited(now)).count();
        let taken = counting + awaited + self.new.iter().filter(here).count();
        most > 1 && u32::try_from(taken).is_ok_and(|taken| taken >= most)
    }

    /// All documents that are to be written.
    pub(crate) fn documents(&self) -> impl Iterator<Item = &Document> {
        self.new.iter().chain(&self.again)
    }
}

/// Whether the slot takes the format; the photo's only takes JPEG (S41).
fn takes(row: &ChecklistSlot, content_type: ContentType) -> bool {
    let listed = row.content_types.iter().any(|listed| listed == content_type.as_str());
    let is_photo = row.slot.as_str() == PHOTO_SLOT;
    listed && (!is_photo || content_type == ContentType::Jpeg)
}

/// Whether the slot takes a file of this format and length.
pub(crate) fn fits(row: &ChecklistSlot, content_type: ContentType, size_bytes: u64) -> bool {
    takes(row, content_type) && size_bytes <= row.max_bytes.min(MOST_BYTES)
}

/// What is wrong with the date of issue for a slot that asks for it.
fn wrong_date(row: &ChecklistSlot, issued_on: Option<Date>, today: Date) -> Option<&'static str> {
    row.valid_months?;
    match issued_on {
        None => Some("required"),
        Some(issued) if issued > today => Some("date_in_future"),
        Some(_) if !is_recent(row, issued_on, today) => Some("document_too_old"),
        Some(_) => None,
    }
}

/// The last part of the file's name, if it can be shown: whole characters, none
/// that are invisible or turn the text around.
fn file_name(text: &str) -> Option<String> {
    let name = text.rsplit(['/', '\\']).next()?.trim();
    let shown = |character: char| {
        let turns = matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
        !character.is_control() && !turns
    };
    let fits = !name.is_empty() && name.chars().count() <= LONGEST_FILE_NAME;
    (fits && name.chars().all(shown)).then(|| name.to_owned())
}

fn is_sha256(text: &str) -> bool {
    STANDARD.decode(text).is_ok_and(|bytes| bytes.len() == 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_kept_without_its_folder() {
        for (given, kept) in [
            ("scan.jpg", "scan.jpg"),
            ("C:\\Users\\anna\\护照 扫描.jpg", "护照 扫描.jpg"),
            ("../../etc/passwd", "passwd"),
            (" a b.pdf ", "a b.pdf"),
        ] {
            assert_eq!(file_name(given).as_deref(), Some(kept));
        }
    }

    #[test]
    fn a_file_name_that_deceives_is_refused() {
        for given in
            ["", " ", "folder/", "a\0b.jpg", "photo\u{202E}gpj.exe", "a\nb", &"a".repeat(201)]
        {
            assert_eq!(file_name(given), None, "{given:?}");
        }
    }
}
