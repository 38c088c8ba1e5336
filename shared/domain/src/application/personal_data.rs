//! What there is of an applicant's applications.

use super::{applicant_partition, folder_of};
use crate::document::personal_data::DOCUMENTS;
use crate::personal_data::{Fate, Place, Selection};

/// Applications, what was submitted, what was to be revised.
pub(crate) const APPLICATIONS: Place = Place {
    name: "applications",
    fate: Fate::Erased,
    table: "APPLICATIONS",
    begins: |person| vec![Selection::Partition(applicant_partition(person.account))],
    leads: |found, person| {
        let Some(id) = found.named("APPLICATION#") else { return };
        person.has_entries_about(id);
        if let Ok(id) = id.parse() {
            let folder = folder_of(person.account, id);
            person.has_more_in(&DOCUMENTS, Selection::Partition(folder.partition()));
        }
    },
    owner: None,
    withheld: &["requestedBy", "revision.requestedBy", "secondLook.by", "secondLook.reason"],
    withheld_of_others: &[],
};
