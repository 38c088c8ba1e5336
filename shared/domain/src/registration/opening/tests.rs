use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

use super::super::samples::{any_return, begun, document, judged};
use super::super::{Verdict, Verdicts};
use super::*;
use crate::document::{Document, FolderKind as _, counting_in, gaps_in};
use crate::form::registration::samples::{Setting, complete_sections};
use crate::form::registration::{
    Check, ContactFields, InsuranceFields, Location, LocationFields, PassportFields, PermitFields,
    PermitKind, RegulationsFields, ResidenceFields, ResidenceKind, TuitionFields, TuitionPayment,
};
use crate::registration::papers::Papers;
use crate::review::Severity;

const EMAIL: &str = "anna.tester@example.org";

/// A registration with its student, and the form that is kept of it.
#[derive(Debug, Clone)]
struct Returned {
    head: RegistrationHead,
    kept: Sections,
    documents: Vec<Document>,
}

/// What happens to the university, the calendar and the record while it is there.
#[derive(Debug, Clone)]
struct Meanwhile {
    days: i64,
    longer_by: i64,
    stops: Vec<Check>,
    papers: Known,
    is_new: bool,
    is_unpaid: bool,
    regulations_change: bool,
    email_is_unconfirmed: bool,
}

/// What the record knows of the student's papers.
#[derive(Debug, Clone, Copy)]
enum Known {
    AsDeclared,
    AsBefore,
    Nothing,
}

fn setting(known: Known, sections: &Sections) -> Setting {
    let mut setting = Setting::default();
    let declared = read(&mut sections.clone(), setting.situation()).declared;
    setting.known.papers = match known {
        Known::AsDeclared => setting.known.papers.updated_by(&declared),
        Known::AsBefore => setting.known.papers,
        Known::Nothing => Papers::default(),
    };
    setting
}

/// Returned for some items, with everything that it had to have.
fn returned(sections: Sections, known: Known, verdict: &Verdict, items: &[Item]) -> Returned {
    let setting = setting(known, &sections);
    let mut kept = sections;
    let read = read(&mut kept, setting.situation());
    let head = begun().asking(&read, &Section::ALL.into()).submitted().unwrap();
    let submitted = |slot: &Slot| Document { submitted_in: Some(1), ..document(slot.name()) };
    let documents = head.required().iter().map(submitted).collect();
    let Stage::ReadyForReview { review } = *head.stage() else { panic!() };
    let case = Item::of_case(kept.in_china());
    // One is returned whatever was drawn.
    let is_returned = |item: Item| items.contains(&item) || item == case[0] && items.is_empty();
    let said =
        |item: &Item| (*item, if is_returned(*item) { verdict.clone() } else { Verdict::Pass });
    let verdicts: BTreeMap<Item, Verdict> = case.iter().map(said).collect();
    let verdicts = match verdicts.values().all(|said| *said == Verdict::Pass) {
        true => case.iter().map(|item| (*item, verdict.clone())).collect(),
        false => verdicts,
    };
    let verdicts = Verdicts::new(verdicts, kept.in_china()).unwrap();
    let head = judged(&head, review, verdicts, kept.clone()).unwrap();
    Returned { head, kept, documents }
}

impl Returned {
    /// It as the service reads it now, and the sections that are open.
    fn seen(&self, setting: &Setting) -> (RegistrationHead, Read, BTreeSet<Section>) {
        let mut wanted = self.kept.clone();
        let read = read(&mut wanted, setting.situation());
        let open = self.head.open_sections(&self.kept, &wanted, setting.situation());
        (self.head.asking(&read, &open), read, open)
    }

    /// What its submission lacks, as far as the student cannot give it.
    fn out_of_reach(&self, setting: &Setting) -> Vec<String> {
        let (head, read, open) = self.seen(setting);
        let fields = read.lacking().into_iter().filter(|(section, _)| !open.contains(section));
        let fields = fields.map(|field| format!("{field:?}"));
        let folder = head.folder();
        let counting = counting_in(&folder, &self.documents, setting.today);
        let gaps = gaps_in(&folder, &counting, &self.documents, Timestamp::UNIX_EPOCH);
        let is_open = |gap: &str| head.open_slots().iter().any(|slot| gap.ends_with(slot.name()));
        let gaps = gaps.into_iter().map(|gap| gap.pointer).filter(|gap| !is_open(gap));
        fields.chain(gaps).collect()
    }

    /// Corrected by somebody who fills in all that is open, and uploads what it asks for.
    fn corrected(&self, setting: &Setting) -> Self {
        let (_, _, open) = self.seen(setting);
        let mut kept = self.kept.clone();
        open.into_iter().for_each(|section| fill_in(&mut kept, section, setting));
        let mut wanted = kept.clone();
        let _ = read(&mut wanted, setting.situation());
        let locked = self.head.locked_changes(&self.kept, &wanted, setting.situation());
        assert_eq!(locked, Ok(vec![]));
        let mut corrected = Self { kept, ..self.clone() };
        let (head, _, _) = corrected.seen(setting);
        corrected.documents.extend(head.open_slots().iter().map(|slot| document(slot.name())));
        corrected
    }

    fn lacks(&self, setting: &Setting) -> usize {
        let (head, read, _) = self.seen(setting);
        let folder = head.folder();
        let counting = counting_in(&folder, &self.documents, setting.today);
        let gaps = gaps_in(&folder, &counting, &self.documents, Timestamp::UNIX_EPOCH);
        read.complete(gaps).err().map_or(0, |lacking| lacking.len())
    }
}

/// Fills a section in with what is right on the day.
fn fill_in(all: &mut Sections, section: Section, setting: &Setting) {
    let (today, term) = (setting.today, &setting.term);
    let text = |day: Date| Some(day.to_string());
    let first = text(today.min(term.starts));
    let last = text(today.max(term.ends).saturating_add(1.day()));
    match section {
        Section::Contact => all.contact = ContactFields { email: Some(EMAIL.to_owned()) },
        Section::Passport => {
            all.passport = PassportFields {
                passport_changed: Some(true),
                passport_no: Some("XT7777777".to_owned()),
                passport_expiry: text(today.saturating_add(9.years())),
            };
        }
        Section::Tuition => {
            all.tuition = TuitionFields {
                payment: Some(TuitionPayment::Scholarship),
                remittance_claim: None,
            };
        }
        Section::Location => {
            all.location =
                LocationFields { location: Some(Location::InChina), entry_date: text(today) };
        }
        Section::Residence => {
            all.residence = ResidenceFields {
                residence: Some(ResidenceKind::OffCampus),
                moved_in_on: text(today),
                registered_on: text(today),
                contract_holder: Some("Tester Anna Maria".to_owned()),
                contract_start: first,
                contract_end: last,
            };
        }
        Section::Insurance => {
            all.insurance = InsuranceFields {
                policy_no: Some("PICC-9".to_owned()),
                starts_on: first,
                ends_on: last,
            };
        }
        Section::Permit => {
            all.permit = PermitFields {
                permit_type: Some(PermitKind::ResidencePermit),
                permit_no: Some("A99".to_owned()),
                permit_expiry: text(today.saturating_add(1.year())),
            };
        }
        Section::Regulations => {
            all.regulations =
                RegulationsFields { agreed_to: Some(setting.regulations.to_string()) };
        }
    }
}

impl Meanwhile {
    fn setting(&self, sections: &Sections) -> Setting {
        let mut setting = setting(self.papers, sections);
        setting.today = setting.today.saturating_add(self.days.days());
        setting.term.ends = setting.term.ends.saturating_add(self.longer_by.days());
        setting.is_new = self.is_new;
        let stop = |check: &Check| (*check, Severity::Blocking);
        setting.rules.severity = self.stops.iter().map(stop).collect();
        if self.is_unpaid {
            setting.tuition.paid_order = None;
        }
        if self.regulations_change {
            setting.regulations = "2027-2".parse().unwrap();
        }
        if self.email_is_unconfirmed {
            setting.confirmed_emails = Default::default();
        }
        setting
    }
}

fn any_known() -> impl Strategy<Value = Known> {
    prop::sample::select(vec![Known::AsDeclared, Known::AsBefore, Known::Nothing])
}

fn any_meanwhile() -> impl Strategy<Value = Meanwhile> {
    let stops = prop::collection::vec(prop::sample::select(Check::ALL.to_vec()), 0..4);
    (0..900_i64, -60..200_i64, stops, any_known(), any::<[bool; 4]>()).prop_map(
        |(days, longer_by, stops, papers, flags)| {
            let [is_new, is_unpaid, regulations_change, email_is_unconfirmed] = flags;
            Meanwhile {
                days,
                longer_by,
                stops,
                papers,
                is_new,
                is_unpaid,
                regulations_change,
                email_is_unconfirmed,
            }
        },
    )
}

/// A form of any branch that can be submitted.
fn any_sections() -> impl Strategy<Value = Sections> {
    use TuitionPayment::{OnlinePlatform, Other, Scholarship};
    let payment = prop::sample::select(vec![OnlinePlatform, Scholarship, Other]);
    (payment, any::<[bool; 3]>()).prop_map(|(payment, [is_abroad, on_campus, new_passport])| {
        let mut sections = complete_sections();
        sections.tuition.payment = Some(payment);
        if is_abroad {
            sections.location.location = Some(Location::Abroad);
        }
        if on_campus {
            sections.residence.residence = Some(ResidenceKind::OnCampus);
        }
        if new_passport {
            fill_in(&mut sections, Section::Passport, &Setting::default());
        }
        sections
    })
}

fn any_returned() -> impl Strategy<Value = Returned> {
    let items = prop::collection::vec(prop::sample::select(Item::ALL.to_vec()), 0..4);
    let known = prop::sample::select(vec![Known::AsDeclared, Known::AsBefore]);
    (any_sections(), known, any_return(), items)
        .prop_map(|(sections, known, verdict, items)| returned(sections, known, &verdict, &items))
}

proptest! {
    /// S101: nobody is asked for what they cannot give.
    #[test]
    fn whatever_a_returned_registration_comes_to_lack_its_student_can_give(
        first in any_returned(), meanwhile in any_meanwhile(), later in any_meanwhile(),
    ) {
        let mut returned = first;
        for meanwhile in [meanwhile, later] {
            let mut setting = meanwhile.setting(&returned.kept);
            prop_assert_eq!(returned.out_of_reach(&setting), Vec::<String>::new());
            for _ in 0..3 {
                returned = returned.corrected(&setting);
                prop_assert_eq!(returned.out_of_reach(&setting), Vec::<String>::new());
                setting.confirmed_emails.note(EMAIL, 0);
            }
            prop_assert_eq!(returned.lacks(&setting), 0);
        }
    }
}

fn returned_for(item: Item) -> Returned {
    let note = crate::samples::bilingual("Blurred.");
    let verdict = Verdict::Return { reason: super::super::ReturnReason::Unreadable, note };
    returned(complete_sections(), Known::AsBefore, &verdict, &[item])
}

#[test]
fn a_permit_that_ends_during_a_return_can_be_replaced_with_its_page() {
    let returned = returned_for(Item::Insurance);
    let mut setting = Setting::default();
    let (head, _, open) = returned.seen(&setting);
    assert_eq!(open, BTreeSet::from([Section::Insurance]));
    assert_eq!(*head.open_slots(), BTreeSet::from([Slot::InsuranceProof]));
    setting.today = "2028-07-16".parse().unwrap();
    let (head, _, open) = returned.seen(&setting);
    assert_eq!(open, BTreeSet::from([Section::Insurance, Section::Permit]));
    assert_eq!(*head.open_slots(), BTreeSet::from([Slot::InsuranceProof, Slot::PermitPage]));
}

#[test]
fn a_proof_that_comes_to_be_needed_can_be_given() {
    let setting = setting(Known::AsDeclared, &complete_sections());
    let note = crate::samples::bilingual("Not paid.");
    let verdict = Verdict::Return { reason: super::super::ReturnReason::NotPaid, note };
    let returned = returned(complete_sections(), Known::AsDeclared, &verdict, &[Item::Payment]);
    assert_eq!(*returned.seen(&setting).0.open_slots(), BTreeSet::new());
    // Another insurance came onto the record: what was proven is not any more.
    let mut later = setting;
    later.known.papers.insurance = None;
    assert_eq!(*returned.seen(&later).0.open_slots(), BTreeSet::from([Slot::InsuranceProof]));
}

#[test]
fn what_was_changed_while_it_was_open_stays_open() {
    let returned = returned_for(Item::Payment);
    let mut longer = Setting::default();
    longer.term.ends = "2028-09-30".parse().unwrap();
    let corrected = returned.corrected(&longer);
    assert_eq!(corrected.kept.insurance.policy_no.as_deref(), Some("PICC-9"));
    let setting = Setting::default();
    let (_, _, open) = corrected.seen(&setting);
    assert!(open.contains(&Section::Insurance));
    let locked =
        corrected.head.locked_changes(&corrected.kept, &corrected.kept, setting.situation());
    assert_eq!(locked, Ok(vec![]));
}
