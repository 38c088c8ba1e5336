//! What there is in an account of news.

use super::notices_partition;
use crate::personal_data::{Fate, Place, Selection};

/// The notices.
pub(crate) const NOTICES: Place = Place {
    name: "notices",
    fate: Fate::Erased,
    table: "NOTICES",
    begins: |person| vec![Selection::Partition(notices_partition(person.account))],
    leads: |_, _| (),
    owner: None,
    withheld: &[],
    withheld_of_others: &[],
};
