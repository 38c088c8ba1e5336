//! What was done to all the rest. The log knows no noun; those that tell it more
//! than the person may know say so themselves.

use shared_platform::audit::subject_partition;

use super::{Fate, Person, Place, Reason, Selection};
use crate::application::decision;
use crate::review;

/// The entries about the account and about everything that the person has.
pub const LOG: Place = Place {
    name: "log",
    fate: Fate::Kept(Reason::Accountability),
    table: "AUDIT",
    begins: |person| vec![Selection::Partition(subject_partition(person.account))],
    leads: |_, _| (),
    owner: None,
    withheld: &[],
    withheld_of_others: &[&["actor", "address"], review::TOLD_TO_STAFF, decision::TOLD_TO_STAFF],
};

impl Person {
    /// Notes that the log may tell of something of the person's.
    pub(crate) fn has_entries_about(&mut self, subject: &str) {
        self.has_more_in(&LOG, Selection::Partition(subject_partition(subject)));
    }
}
