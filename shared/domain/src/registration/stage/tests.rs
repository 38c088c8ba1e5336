use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use shared_kit::World;
use shared_platform::store::Item as StoredItem;

use super::super::samples::{self, any_return, any_verdict, judged};
use super::super::{Verdict, Verdicts};
use super::*;
use crate::form::registration::samples::{Setting, complete_sections};
use crate::form::registration::{Location, LocationFields, ResidenceKind, Section, read};

/// Begun, asking for the documents of the sample.
fn begun() -> RegistrationHead {
    let read = read(&mut complete_sections(), Setting::default().situation());
    samples::begun().asking(&read, &Section::ALL.into())
}

fn submitted() -> (RegistrationHead, ReviewId) {
    before_staff(&begun())
}

fn before_staff(registration: &RegistrationHead) -> (RegistrationHead, ReviewId) {
    let submitted = registration.submitted().unwrap();
    match submitted.stage {
        Stage::ReadyForReview { review } => (submitted, review),
        other => panic!("{other:?}"),
    }
}

/// A verdict on each item of somebody in China.
fn any_verdicts() -> impl Strategy<Value = Verdicts> {
    prop::collection::vec(any_verdict(), 4).prop_map(|verdicts| {
        let verdicts = Item::ALL.into_iter().zip(verdicts).collect();
        Verdicts::new(verdicts, true).unwrap()
    })
}

fn returning(items: &[Item]) -> impl Strategy<Value = Verdicts> {
    let items = items.to_vec();
    any_return().prop_map(move |returned| {
        let verdict = |item| if items.contains(&item) { returned.clone() } else { Verdict::Pass };
        let verdicts: BTreeMap<Item, Verdict> =
            Item::ALL.into_iter().map(|item| (item, verdict(item))).collect();
        Verdicts::new(verdicts, true).unwrap()
    })
}

fn returned(verdicts: Verdicts) -> RegistrationHead {
    let (registration, review) = submitted();
    judged(&registration, review, verdicts, complete_sections()).unwrap()
}

fn any_stage() -> impl Strategy<Value = RegistrationHead> {
    prop_oneof![Just(begun()), Just(submitted().0), any_verdicts().prop_map(returned),]
}

/// The sections that are open of the sample.
fn open(registration: &RegistrationHead) -> BTreeSet<Section> {
    let (sample, setting) = (complete_sections(), Setting::default());
    registration.open_sections(&sample, &sample, setting.situation())
}

/// S101
#[test]
fn what_is_returned_opens_its_sections_and_no_other() {
    assert_eq!(open(&begun()).len(), Section::ALL.len());
    assert_eq!(open(&submitted().0), BTreeSet::new());
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let insurance = returning(&[Item::Insurance]).new_tree(&mut runner).unwrap().current();
    assert_eq!(open(&returned(insurance)), BTreeSet::from([Section::Insurance]));
}

/// Through the very writer and reader of the tables: absent values and nested maps
/// come back as they were.
#[test]
fn every_stage_reads_back_as_it_was_stored() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let world = runtime.block_on(World::new());
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(60));
    let stored = runner.run(&any_stage(), |registration| {
        let key = registration.id().key();
        let read = runtime.block_on(async {
            world.put("REGISTRATIONS", StoredItem::new(key.clone(), &registration).unwrap()).await;
            world.get::<RegistrationHead>("REGISTRATIONS", &key).await
        });
        prop_assert_eq!(read, Some(registration));
        Ok(())
    });
    stored.unwrap();
}

#[test]
fn a_stored_stage_has_what_belongs_to_it_and_nothing_else() {
    let (ready, review) = submitted();
    let pass = |item: &Item| (*item, Verdict::Pass);
    let all_pass = Verdicts::new(Item::ALL.iter().map(pass).collect(), true).unwrap();
    let approved = judged(&ready, review, all_pass, complete_sections());
    for (registration, own) in [
        (begun(), vec!["state"]),
        (ready, vec!["review", "state"]),
        (approved.unwrap(), vec!["approvedAt", "review", "state"]),
    ] {
        let stored = serde_json::to_value(&registration.stage).unwrap();
        let mut names: Vec<&str> = stored.as_object().unwrap().keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, own);
    }
}

proptest! {
    /// S72: it is approved where all of payment, residence, insurance and visa pass.
    #[test]
    fn one_review_passes_or_returns_all_four_items(verdicts in any_verdicts()) {
        let judged = returned(verdicts.clone());
        let state = judged.stage().state();
        if verdicts.returned().is_empty() {
            prop_assert_eq!(state, RegistrationState::Approved);
        } else {
            prop_assert_eq!(state, RegistrationState::Returned);
            prop_assert_eq!(judged.open_items(), verdicts.returned());
        }
    }

    /// S101: without limit, and each round is counted.
    #[test]
    fn a_returned_registration_is_submitted_again_as_often_as_it_takes(
        rounds in prop::collection::vec(returning(&[Item::Insurance]), 1..12),
    ) {
        let (mut registration, mut review) = submitted();
        for (number, verdicts) in (1..).zip(rounds) {
            prop_assert_eq!(registration.round, number);
            prop_assert_eq!(registration.submitted(), Err(Locked));
            let back = judged(&registration, review, verdicts, complete_sections()).unwrap();
            (registration, review) = before_staff(&back);
        }
    }

    /// S101: a return opens the fields of its items and no other.
    #[test]
    fn a_return_opens_only_the_items_that_were_returned(
        returned_items in prop::collection::btree_set(prop::sample::select(Item::ALL.to_vec()), 1..4),
        section in prop::sample::select(Section::ALL.to_vec()),
        seed in any_return(),
    ) {
        let setting = Setting::default();
        let verdict = |item: Item| {
            (item, if returned_items.contains(&item) { seed.clone() } else { Verdict::Pass })
        };
        let verdicts = Verdicts::new(Item::ALL.into_iter().map(verdict).collect(), true).unwrap();
        let registration = returned(verdicts);
        let (changed, field) = with_a_change(section);
        let kept = complete_sections();
        let locked = registration.locked_changes(&kept, &changed, setting.situation()).unwrap();
        let is_open = returned_items.iter().any(|item| item.sections().contains(&section));
        let expected = if is_open { vec![] } else { vec![(section, field.to_owned())] };
        prop_assert_eq!(locked, expected);
    }

    #[test]
    fn whoever_has_not_the_task_judges_nothing(verdicts in any_verdicts(), stage in any_stage()) {
        let judged = judged(&stage, ReviewId::new(), verdicts, complete_sections());
        prop_assert_eq!(judged, Err(NotReadyForReview));
    }
}

/// The sample with one other answer in a section, which fits as well.
fn with_a_change(section: Section) -> (Sections, &'static str) {
    let mut all = complete_sections();
    let field = match section {
        Section::Contact => {
            all.contact.email = Some("ANNA.TESTER@example.org".to_owned());
            "email"
        }
        Section::Passport => {
            all.passport.passport_changed = None;
            "passportChanged"
        }
        Section::Tuition => {
            all.tuition.payment = Some(crate::form::registration::TuitionPayment::Scholarship);
            "payment"
        }
        Section::Location => {
            all.location.entry_date = Some("2027-08-19".to_owned());
            "entryDate"
        }
        Section::Residence => {
            all.residence.contract_holder = Some("ANNA MARIA TESTER".to_owned());
            "contractHolder"
        }
        Section::Insurance => {
            all.insurance.policy_no = Some("PICC-2".to_owned());
            "policyNo"
        }
        Section::Permit => {
            all.permit.permit_no = Some("A2".to_owned());
            "permitNo"
        }
        Section::Regulations => {
            all.regulations.agreed_to = None;
            "agreedTo"
        }
    };
    (all, field)
}

#[test]
fn what_is_not_returned_is_locked_before_staff_and_after_approval() {
    let setting = Setting::default();
    let (ready, _) = submitted();
    let sample = complete_sections();
    let locked =
        |head: &RegistrationHead| head.locked_changes(&sample, &sample, setting.situation());
    assert_eq!(locked(&ready), Err(Locked));
    assert_eq!(locked(&begun()), Ok(vec![]));
}

/// The slots that are open once a form that is kept is as it is wanted, where nothing of
/// that is locked.
fn slots_once(back: &RegistrationHead, kept: &Sections, wanted: &Sections) -> Vec<&'static str> {
    let setting = Setting::default();
    let situation = setting.situation();
    assert_eq!(back.locked_changes(kept, wanted, situation), Ok(vec![]));
    let open = back.open_sections(kept, wanted, situation);
    let back = back.asking(&read(&mut wanted.clone(), situation), &open);
    back.open_slots().iter().map(|slot| slot.name()).collect()
}

/// Who was said to be abroad, and is not, is asked for what everybody in China is.
#[test]
fn what_a_correction_makes_missing_is_open_too() {
    let setting = Setting::default();
    let mut abroad = complete_sections();
    abroad.location.location = Some(Location::Abroad);
    let _ = read(&mut abroad, setting.situation());
    let (registration, review) = submitted();
    let verdicts = BTreeMap::from([
        (Item::Payment, Verdict::Pass),
        (
            Item::Visa,
            Verdict::Return {
                reason: super::super::ReturnReason::NotAsTyped,
                note: shared_platform::locale::Bilingual {
                    en: "You are in China.".to_owned(),
                    zh: "您在中国。".to_owned(),
                },
            },
        ),
    ]);
    let verdicts = Verdicts::new(verdicts, false).unwrap();
    let back = judged(&registration, review, verdicts, abroad.clone()).unwrap();
    let expected = ["contract", "accommodation_registration", "insurance_proof", "permit_page"];
    assert_eq!(slots_once(&back, &abroad, &complete_sections()), expected);
}

#[test]
fn a_correction_of_where_one_lives_opens_the_other_proof() {
    let setting = Setting::default();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let verdicts = returning(&[Item::Residence]).new_tree(&mut runner).unwrap().current();
    let back = returned(verdicts);
    let mut moved = complete_sections();
    moved.residence.residence = Some(ResidenceKind::OnCampus);
    let _ = read(&mut moved, setting.situation());
    let expected = ["fee_receipt", "accommodation_registration"];
    assert_eq!(slots_once(&back, &complete_sections(), &moved), expected);
}

/// All items of a case pass.
fn passing(in_china: bool) -> Verdicts {
    let pass = |item: &Item| (*item, Verdict::Pass);
    Verdicts::new(Item::of_case(in_china).iter().map(pass).collect(), in_china).unwrap()
}

fn abroad() -> Sections {
    let mut abroad = complete_sections();
    abroad.location = LocationFields { location: Some(Location::Abroad), entry_date: None };
    let _ = read(&mut abroad, Setting::default().situation());
    abroad
}

fn enter(registration: &RegistrationHead, form: &Sections) -> Option<RegistrationHead> {
    registration.entered_china(form, Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH)
}

/// What is asked in China is open, and nobody has returned it.
fn assert_opened_in_china(opened: &RegistrationHead) {
    assert!(opened.is_opened_in_china());
    let setting = Setting::default();
    let expected = [
        Section::Passport,
        Section::Location,
        Section::Residence,
        Section::Insurance,
        Section::Permit,
    ];
    let open = opened.open_sections(&abroad(), &abroad(), setting.situation());
    assert_eq!(open, BTreeSet::from(expected));
    assert!(opened.submitted().is_ok());
}

#[test]
fn who_enters_china_after_an_approval_abroad_has_what_is_asked_there_open_and_nothing_else() {
    let (registration, review) = submitted();
    let approved = judged(&registration, review, passing(false), abroad()).unwrap();
    let opened = enter(&approved, &abroad()).unwrap();
    assert_opened_in_china(&opened);
    // Told twice, it is opened once; and nothing is opened of what was approved in China.
    assert_eq!(enter(&opened, &abroad()), None);
    let there = judged(&registration, review, passing(true), complete_sections()).unwrap();
    assert_eq!(enter(&there, &complete_sections()), None);
    assert_eq!(enter(&begun(), &abroad()), None, "who writes it says where they are");
}

#[test]
fn an_approval_abroad_opens_at_once_what_is_asked_in_china_of_who_entered_meanwhile() {
    let (registration, review) = submitted();
    let entered = enter(&registration, &abroad()).unwrap();
    assert_eq!(entered.stage().state(), RegistrationState::ReadyForReview);
    assert_eq!(enter(&entered, &abroad()), None, "told twice, it is known once");
    assert_opened_in_china(&judged(&entered, review, passing(false), abroad()).unwrap());
    // Also where it went back to the student in between, for something else.
    let mut verdicts: BTreeMap<Item, Verdict> = BTreeMap::from([(Item::Visa, Verdict::Pass)]);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    verdicts.insert(Item::Payment, any_return().new_tree(&mut runner).unwrap().current());
    let verdicts = Verdicts::new(verdicts, false).unwrap();
    let back = judged(&registration, review, verdicts, abroad()).unwrap();
    let (again, review) = before_staff(&enter(&back, &abroad()).unwrap());
    assert_opened_in_china(&judged(&again, review, passing(false), abroad()).unwrap());
    // Who says so in the form is approved in China, and asked for nothing more.
    let there = judged(&again, review, passing(true), complete_sections()).unwrap();
    assert_eq!(there.stage().state(), RegistrationState::Approved);
}
