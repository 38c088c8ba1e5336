use std::collections::{BTreeMap, BTreeSet};

use shared_platform::locale::Bilingual;

use super::super::samples::{begun, document, judged};
use super::super::{Item, ReturnReason, Verdict, Verdicts};
use super::*;
use crate::document::{Closed, Document, counting_in};
use crate::form::registration::samples::{Setting, complete_sections};
use crate::form::registration::{Read, Section, Slot, read};

fn read_sample() -> Read {
    let setting = Setting::default();
    read(&mut complete_sections(), setting.situation())
}

/// The sample with its documents, submitted once.
fn submitted() -> (RegistrationHead, Vec<Document>) {
    let begun = begun().asking(&read_sample(), &Section::ALL.into());
    let documents = ["contract", "insurance_proof", "permit_page"]
        .map(|slot| Document { submitted_in: Some(1), ..document(slot) });
    (begun.submitted().unwrap(), documents.into())
}

fn returned(registration: &RegistrationHead, item: Item) -> RegistrationHead {
    let Stage::ReadyForReview { review } = *registration.stage() else { panic!() };
    let note = Bilingual { en: "Blurred.".into(), zh: "模糊。".into() };
    let back = Verdict::Return { reason: ReturnReason::Unreadable, note };
    let verdict = |each: Item| (each, if each == item { back.clone() } else { Verdict::Pass });
    let verdicts: BTreeMap<_, _> = Item::ALL.into_iter().map(verdict).collect();
    let verdicts = Verdicts::new(verdicts, true).unwrap();
    judged(registration, review, verdicts, complete_sections()).unwrap()
}

#[test]
fn a_draft_takes_what_its_branch_asks_for_and_a_locked_registration_takes_nothing() {
    let read = read_sample();
    let begun = begun().asking(&read, &Section::ALL.into());
    assert_eq!(*begun.open_slots(), read.documents.keys().copied().collect());
    assert_eq!(begun.folder().check_open(jiff::Timestamp::MAX), Ok(()));
    let asked: Vec<String> =
        begun.folder().checklist.iter().map(|row| row.slot.to_string()).collect();
    assert_eq!(asked, read.documents.keys().map(|slot| slot.name()).collect::<Vec<_>>());
    let (submitted, _) = submitted();
    assert_eq!(*submitted.open_slots(), BTreeSet::new());
    assert_eq!(submitted.folder().check_open(jiff::Timestamp::MIN), Err(Closed::Locked));
}

#[test]
fn a_return_opens_the_documents_of_its_item_and_no_other_and_without_limit() {
    let read = read_sample();
    let (submitted, _) = submitted();
    for item in Item::ALL {
        let back = returned(&submitted, item);
        let asked = read.documents.keys().filter(|slot| item.has(**slot));
        let expected: BTreeSet<Slot> = asked.copied().collect();
        assert_eq!(*back.open_slots(), expected, "{item:?}");
        let folder = back.folder();
        for slot in Slot::ALL {
            let is_open = folder.takes(&slot.name().parse().unwrap());
            assert_eq!(is_open, expected.contains(&slot), "{item:?} {slot:?}");
        }
        let is_open = if expected.is_empty() { Err(Closed::Locked) } else { Ok(()) };
        assert_eq!(folder.check_open(jiff::Timestamp::MAX), is_open);
    }
}

#[test]
fn in_an_open_slot_the_newest_counts_and_in_a_locked_one_what_was_submitted() {
    let (submitted, mut documents) = submitted();
    let back = returned(&submitted, Item::Insurance);
    let newer = ["contract", "insurance_proof", "insurance_proof", "passport_page"].map(document);
    documents.extend(newer);
    let counting = counting_in(&back.folder(), &documents, Setting::default().today);
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
