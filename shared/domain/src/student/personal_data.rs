//! What there is of a person as a student.

use super::Student;
use super::records::{STUDENTS_OF_ACCOUNT, beside, student_partition};
use crate::application::applicant_partition;
use crate::personal_data::{Fate, Place, Selection};
use crate::{letter, permit, registration};

/// Which records of students are the person's.
pub(crate) const STUDENT_INDEX: Place = Place {
    name: "student_index",
    fate: Fate::Erased,
    table: "REGISTRATIONS",
    begins: |person| vec![Selection::Partition(applicant_partition(person.account))],
    leads: |found, person| {
        let Some(id) = found.named(STUDENTS_OF_ACCOUNT) else { return };
        person.has_entries_about(id);
        if let Ok(id) = id.parse() {
            person.has_more_in(&STUDENTS, Selection::Partition(student_partition(id)));
        }
    },
    owner: None,
    withheld: &[],
    withheld_of_others: &[],
};

/// The records, and the registrations of each semester with all that was submitted.
pub(crate) const STUDENTS: Place = Place {
    name: "students",
    fate: Fate::Erased,
    table: "REGISTRATIONS",
    begins: |_| Vec::new(),
    leads: |found, person| {
        for key in found.read::<Student>().iter().flat_map(beside) {
            person.has_more_in(&STUDENT_LISTS, Selection::Item(key));
        }
        registration::personal_data::lead_on(found, person);
        letter::personal_data::lead_on(found, person);
        permit::personal_data::lead_on(found, person);
    },
    owner: None,
    withheld: &["by", registration::personal_data::RETURNED_BY],
    withheld_of_others: &[],
};

/// The lists in which they are found.
pub(crate) const STUDENT_LISTS: Place = Place {
    name: "student_lists",
    fate: Fate::Erased,
    table: "REGISTRATIONS",
    begins: |_| Vec::new(),
    leads: |_, _| (),
    owner: None,
    withheld: &[],
    withheld_of_others: &[],
};
