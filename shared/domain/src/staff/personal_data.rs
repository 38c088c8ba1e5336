//! What there is of a member of staff beside the account.

use super::directory_key;
use crate::personal_data::{Fate, Place, Selection};

/// The entry in the directory; applicants have none.
pub(crate) const DIRECTORY: Place = Place {
    name: "staff_directory",
    fate: Fate::Erased,
    table: "ACCOUNTS",
    begins: |person| vec![Selection::Item(directory_key(person.account))],
    leads: |_, _| (),
    owner: None,
    withheld: &[],
    withheld_of_others: &[],
};
