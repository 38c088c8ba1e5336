//! What there is of a person's documents. Whoever has a folder leads to it.

use super::{DOCUMENT_PREFIX, files_partition};
use crate::personal_data::{Fate, Place, Selection};

/// Documents of all folders, and which files they are.
pub(crate) const DOCUMENTS: Place = Place {
    name: "documents",
    fate: Fate::Erased,
    table: "DOCUMENTS",
    begins: |person| vec![Selection::Partition(files_partition(person.account))],
    leads: |found, person| {
        if let Some(document) = found.named(DOCUMENT_PREFIX) {
            person.has_entries_about(document);
        }
    },
    owner: None,
    withheld: &[],
    withheld_of_others: &[],
};
