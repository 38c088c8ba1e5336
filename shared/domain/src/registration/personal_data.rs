//! What there is of a student's registrations. They lie with the student's record,
//! and are exported and erased with it; here is what they lead to.

use super::{REGISTRATIONS, RegistrationHead, folder_of};
use crate::document::personal_data::DOCUMENTS;
use crate::personal_data::{Found, Person, Selection};

/// The attribute that says who of the staff returned one: the person is not told.
pub(crate) const RETURNED_BY: &str = "returnedBy";

/// A registration leads to its documents, and to what the log tells of it.
pub(crate) fn lead_on(found: &Found, person: &mut Person) {
    if found.named(REGISTRATIONS).is_none() {
        return;
    }
    let Some(head) = found.read::<RegistrationHead>() else { return };
    person.has_entries_about(&head.id().to_string());
    let folder = folder_of(head.account, head.id());
    person.has_more_in(&DOCUMENTS, Selection::Partition(folder.partition()));
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::form::registration::samples::complete_sections;
    use crate::registration::samples::{begun, judged};
    use crate::registration::{Item, ReturnReason, Stage, Verdict, Verdicts};

    fn stored(head: &RegistrationHead) -> Found {
        Found { key: head.id().key(), value: serde_json::to_value(head).unwrap() }
    }

    fn returned() -> RegistrationHead {
        let submitted = begun().submitted().unwrap();
        let Stage::ReadyForReview { review } = *submitted.stage() else { panic!() };
        let note = shared_platform::locale::Bilingual { en: "a".into(), zh: "b".into() };
        let back = Verdict::Return { reason: ReturnReason::Other, note };
        let verdicts = Item::ALL.into_iter().map(|item| (item, back.clone())).collect();
        let verdicts = Verdicts::new(verdicts, true).unwrap();
        judged(&submitted, review, verdicts, complete_sections()).unwrap()
    }

    #[test]
    fn a_registration_leads_to_its_documents_and_both_to_the_log() {
        let head = begun();
        let mut person =
            Person::new(head.account, "tester.anna".to_owned(), "anna@example.org".to_owned());
        lead_on(&stored(&head), &mut person);
        let led = format!("{person:?}");
        let folder = folder_of(head.account, head.id()).partition();
        assert!(led.contains(&format!("Partition({folder:?})")), "{led}");
        assert!(led.contains(&format!("SUBJECT#{}", head.id())), "{led}");
    }

    #[test]
    fn who_returned_it_is_an_attribute_that_is_withheld() {
        let found = stored(&returned());
        assert_eq!(found.value[RETURNED_BY]["userName"], json!("reviewer.li"));
        let left: Value = found
            .value
            .as_object()
            .unwrap()
            .clone()
            .into_iter()
            .filter(|(name, _)| name != RETURNED_BY)
            .collect();
        assert!(!left.to_string().contains("reviewer.li"), "{left}");
    }
}
