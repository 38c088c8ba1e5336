use std::collections::BTreeMap;

use jiff::Timestamp;

use super::super::samples::document;
use super::super::{Item, ReturnReason, Verdict, Verdicts};
use super::*;
use crate::form::registration::read;
use crate::form::registration::samples::{Setting, complete_sections};
use crate::ids::StudentId;

/// The sample with its documents, submitted once.
fn submitted() -> (Registration, Vec<Document>) {
    let begun = Registration::begun(StudentId::new(), "2027-autumn".parse().unwrap());
    let documents = ["contract", "insurance_proof", "permit_page"]
        .map(|slot| Document { submitted_in: Some(1), ..document(slot) });
    (begun.submitted().unwrap(), documents.into())
}

fn returned(registration: &Registration, item: Item) -> Registration {
    let Stage::ReadyForReview { review } = *registration.stage() else { panic!() };
    let note = shared_platform::locale::Bilingual { en: "Blurred.".into(), zh: "模糊。".into() };
    let back = Verdict::Return { reason: ReturnReason::Unreadable, note };
    let verdict = |each: Item| (each, if each == item { back.clone() } else { Verdict::Pass });
    let verdicts: BTreeMap<_, _> = Item::ALL.into_iter().map(verdict).collect();
    let verdicts = Verdicts::new(verdicts, true).unwrap();
    registration.judged(review, verdicts, complete_sections(), Timestamp::UNIX_EPOCH).unwrap()
}

#[test]
fn a_draft_takes_what_its_branch_asks_for_and_a_locked_registration_takes_nothing() {
    let setting = Setting::default();
    let read = read(&mut complete_sections(), setting.situation());
    let begun = Registration::begun(StudentId::new(), "2027-autumn".parse().unwrap());
    let open = begun.open_slots(&read);
    assert_eq!(open, read.documents.keys().copied().collect());
    let (submitted, _) = submitted();
    assert_eq!(submitted.open_slots(&read), BTreeSet::new());
}

#[test]
fn a_return_opens_the_documents_of_its_item_and_no_other() {
    let setting = Setting::default();
    let read = read(&mut complete_sections(), setting.situation());
    let (submitted, _) = submitted();
    for item in Item::ALL {
        let open = returned(&submitted, item).open_slots(&read);
        let asked = item.slots().iter().filter(|slot| read.documents.contains_key(slot));
        assert_eq!(open, asked.copied().collect(), "{item:?}");
    }
}

#[test]
fn in_an_open_slot_the_newest_counts_and_in_a_locked_one_what_was_submitted() {
    let setting = Setting::default();
    let read = read(&mut complete_sections(), setting.situation());
    let (submitted, mut documents) = submitted();
    let back = returned(&submitted, Item::Insurance);
    let open = back.open_slots(&read);
    let newer = ["contract", "insurance_proof", "insurance_proof", "passport_page"].map(document);
    documents.extend(newer);
    let counting = back.counting(&read, &open, &documents, setting.today);
    let counted: Vec<(&str, Option<u32>)> =
        counting.iter().map(|one| (one.slot.as_str(), one.submitted_in)).collect();
    let expected = [
        ("contract", Some(1)),
        ("insurance_proof", None),
        ("insurance_proof", None),
        ("permit_page", Some(1)),
    ];
    assert_eq!(counted, expected);
}
