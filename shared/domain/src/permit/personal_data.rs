//! What there is of a student's new permits. They lie with the student's record, and
//! are exported and erased with it; here is what they lead to.

use super::case::PERMITS;
use super::{NewPermit, folder_of};
use crate::document::personal_data::DOCUMENTS;
use crate::personal_data::{Found, Person, Selection};

/// A new permit leads to its documents.
pub(crate) fn lead_on(found: &Found, person: &mut Person) {
    if found.named(PERMITS).is_none() {
        return;
    }
    let Some(permit) = found.read::<NewPermit>() else { return };
    let folder = folder_of(permit.account, permit.registration());
    person.has_more_in(&DOCUMENTS, Selection::Partition(folder.partition()));
}

#[cfg(test)]
mod tests {
    use super::super::case::tests::expected;
    use super::*;

    #[test]
    fn a_new_permit_leads_to_its_documents() {
        let permit = expected();
        let key = NewPermit::key_of(&permit.registration());
        let found = Found { key, value: serde_json::to_value(&permit).unwrap() };
        let mut person =
            Person::new(permit.account, "tester.anna".to_owned(), "anna@example.org".to_owned());
        lead_on(&found, &mut person);
        let folder = folder_of(permit.account, permit.registration()).partition();
        assert!(format!("{person:?}").contains(&format!("Partition({folder:?})")));
    }
}
