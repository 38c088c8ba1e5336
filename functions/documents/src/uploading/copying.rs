//! Which documents of a folder another one can begin with.

use jiff::Timestamp;
use shared_domain::document::{Document, Folder, MOST_DOCUMENTS, counting};
use shared_platform::clock::beijing_date;

use super::announcement::fits;

/// A document and what it becomes in another folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Copy {
    pub(crate) original: Document,
    pub(crate) copy: Document,
}

/// The clean documents that the checklist of `folder` takes as well, at
/// most as many as it takes. Asked for again, they become the same copies.
pub(crate) fn copies(documents: &[Document], folder: &Folder, now: Timestamp) -> Vec<Copy> {
    let usable = counting(documents, &folder.checklist, beijing_date(now));
    let fitting = usable.into_iter().filter_map(|original| {
        let row = folder.slot(original.slot.as_str())?;
        fits(row, original.content_type, original.size_bytes).then(|| Copy {
            copy: Document {
                id: original.id.copied_to(&folder.id),
                folder: folder.id.clone(),
                issued_on: original.issued_on.filter(|_| row.valid_months.is_some()),
                // That it is a copy is known, and nothing to warn of.
                copies: Vec::new(),
                submitted_in: None,
                ..original.clone()
            },
            original: original.clone(),
        })
    });
    // No checklist takes more.
    fitting.take(usize::try_from(MOST_DOCUMENTS).unwrap_or(usize::MAX)).collect()
}
