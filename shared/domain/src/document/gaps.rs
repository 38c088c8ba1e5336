//! Why a folder is not complete (S59).

use jiff::Timestamp;
use shared_platform::clock::beijing_date;
use shared_platform::http::FieldError;
use shared_platform::slug::Slug;

use super::{ChecklistSlot, Document, DocumentState, Folder, is_recent, lacking};

/// The slots that lack clean documents, and those that are open and where one is on
/// its way: what its owner has sent is not left behind. Each with a pointer like
/// `/documents/photo`.
#[must_use]
pub fn gaps_in(
    folder: &Folder,
    counting: &[&Document],
    documents: &[Document],
    now: Timestamp,
) -> Vec<FieldError> {
    let lacking: Vec<_> = lacking(&folder.checklist, counting).map(|row| &row.slot).collect();
    let waits = |slot: &Slug| {
        let on_its_way =
            |document: &Document| document.slot == *slot && document.holds_submission(now);
        folder.takes(slot) && documents.iter().any(on_its_way)
    };
    let has_gap = |row: &&ChecklistSlot| lacking.contains(&&row.slot) || waits(&row.slot);
    let gap = |row: &ChecklistSlot| {
        FieldError::new(format!("/documents/{}", row.slot), gap_code(row, documents, now))
    };
    folder.checklist.iter().filter(has_gap).map(gap).collect()
}

fn gap_code(slot: &ChecklistSlot, documents: &[Document], now: Timestamp) -> &'static str {
    let here: Vec<_> = documents.iter().filter(|document| document.slot == slot.slot).collect();
    let today = beijing_date(now);
    let any = |state| here.iter().any(|document| document.state == state);
    let is_old = |document: &&Document| {
        document.state == DocumentState::Clean && !is_recent(slot, document.issued_on, today)
    };
    if here.iter().any(|document| document.is_awaited(now)) {
        "document_not_inspected"
    } else if here.iter().any(is_old) {
        "document_too_old"
    } else if any(DocumentState::Clean) {
        "too_few_documents"
    } else if any(DocumentState::Refused) {
        "document_refused"
    } else {
        "document_missing"
    }
}
