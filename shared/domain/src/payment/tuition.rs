//! The tuition of a semester.

use crate::form::registration::TuitionFacts;
use crate::registration::RegistrationId;

/// What is known of the tuition that a student pays for a semester. There are no
/// orders for tuition and no claims of remittances yet: nobody has one, and the form
/// says so to who chooses these ways (S86, S87).
#[must_use]
pub fn tuition_of(_: &RegistrationId) -> TuitionFacts {
    TuitionFacts::default()
}
