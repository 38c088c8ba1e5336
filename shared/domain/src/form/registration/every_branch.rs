//! What holds in every branch of the form: in China or abroad, on campus or off,
//! whichever way the tuition is paid. All of them are tried.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Value, json};
use shared_platform::clock::beijing_date;
use shared_platform::http::FieldError;

use super::samples::{Setting, complete_sections};
use super::*;
use crate::document::{Document, FolderKind as _, counting_in, gaps_in};
use crate::form::sections::{AllSections, SectionName};
use crate::registration::samples::{begun, document};

/// A branch: each answer that decides about others.
#[derive(Debug, Clone, Copy)]
struct Branch {
    passport_changed: bool,
    payment: TuitionPayment,
    location: Location,
    residence: ResidenceKind,
    is_new: bool,
    /// Whether staff know the papers from last time.
    proven: bool,
}

fn branches() -> Vec<Branch> {
    use ResidenceKind::{OffCampus, OnCampus};
    use TuitionPayment::{OnlinePlatform, Other, Remittance, Scholarship};
    let mut branches = Vec::new();
    for payment in [OnlinePlatform, Remittance, Scholarship, Other] {
        for location in [Location::InChina, Location::Abroad] {
            for residence in [OnCampus, OffCampus] {
                for flags in 0..8 {
                    let [passport_changed, is_new, proven] =
                        [1, 2, 4].map(|flag| flags & flag == flag);
                    branches.push(Branch {
                        passport_changed,
                        payment,
                        location,
                        residence,
                        is_new,
                        proven,
                    });
                }
            }
        }
    }
    branches
}

impl Branch {
    const fn in_china(self) -> bool {
        matches!(self.location, Location::InChina)
    }

    fn off_campus(self) -> bool {
        self.in_china() && self.residence == ResidenceKind::OffCampus
    }

    /// Every field filled in, whether this branch asks for it or not.
    fn everything(self, setting: &Setting) -> Sections {
        let mut sections = complete_sections();
        sections.passport = PassportFields {
            passport_changed: Some(self.passport_changed),
            passport_no: Some("XT7777777".to_owned()),
            passport_expiry: Some("2037-05-16".to_owned()),
        };
        sections.tuition = TuitionFields {
            payment: Some(self.payment),
            remittance_claim: Some(setting.claim(ClaimState::Confirmed).to_string()),
        };
        sections.location.location = Some(self.location);
        sections.residence.residence = Some(self.residence);
        sections
    }

    fn setting(self) -> Setting {
        let mut setting = Setting { is_new: self.is_new, ..Setting::default() };
        if self.proven {
            let declared = read(&mut complete_sections(), setting.situation()).declared;
            setting.known.papers = setting.known.papers.updated_by(&declared);
        }
        setting
    }

    /// By the rules: the fields that the branch has.
    fn fields(self) -> BTreeSet<String> {
        let of = |section: &str, fields: &[&str]| {
            let field = |field: &&str| format!("/{section}/{field}");
            fields.iter().map(field).collect::<Vec<_>>()
        };
        let only = |holds: bool, fields: Vec<String>| if holds { fields } else { Vec::new() };
        let here = self.in_china();
        let by_remittance = self.payment == TuitionPayment::Remittance;
        let contract = ["contractHolder", "contractStart", "contractEnd"];
        [
            of("contact", &["email"]),
            of("passport", &["passportChanged"]),
            // S81, S82
            only(self.passport_changed, of("passport", &["passportNo", "passportExpiry"])),
            of("tuition", &["payment"]),
            // S87
            only(by_remittance, of("tuition", &["remittanceClaim"])),
            of("location", &["location"]),
            only(here, of("location", &["entryDate"])),
            only(here, of("residence", &["residence", "movedInOn", "registeredOn"])),
            // S94
            only(self.off_campus(), of("residence", &contract)),
            // S90
            only(here, of("insurance", &["policyNo", "startsOn", "endsOn"])),
            // S96, S97, S98
            only(here, of("permit", &["permitType", "permitNo", "permitExpiry"])),
            of("regulations", &["agreedTo"]),
        ]
        .concat()
        .into_iter()
        .collect()
    }

    /// By the rules: the documents that it has, and those that must be there.
    fn documents(self) -> BTreeMap<Slot, bool> {
        let here = self.in_china();
        let unless_proven = !self.proven;
        [
            (Slot::PassportPage, self.passport_changed, true),
            (Slot::PaymentReceipt, self.payment == TuitionPayment::Other, true),
            (Slot::Contract, self.off_campus(), unless_proven),
            (Slot::FeeReceipt, here && !self.off_campus(), true),
            (Slot::AccommodationRegistration, here, false),
            (Slot::InsuranceProof, here, unless_proven),
            (Slot::PermitPage, here, unless_proven),
            (Slot::Photo, here && self.is_new, true),
        ]
        .into_iter()
        .filter(|(_, asked, _)| *asked)
        .map(|(slot, _, required)| (slot, required))
        .collect()
    }
}

/// A document in every slot, whether it is asked for or not.
fn every_document() -> Vec<Document> {
    Slot::ALL.map(|slot| document(slot.name())).into()
}

/// The fields that hold an answer.
fn given(sections: &Sections) -> BTreeSet<String> {
    let mut given = BTreeSet::new();
    for section in Section::ALL {
        for (field, value) in sections.fields(section) {
            if value != Value::Null {
                given.insert(format!("/{}/{field}", section.name()));
            }
        }
    }
    given
}

/// What is declared by a form that was read and these documents, if nothing lacks.
fn complete(read: Read, documents: &[Document]) -> Result<Declared, Vec<FieldError>> {
    let folder = begun().asking(&read, &Section::ALL.into()).folder();
    let now = Timestamp::UNIX_EPOCH;
    let counting = counting_in(&folder, documents, beijing_date(now));
    read.complete(gaps_in(&folder, &counting, documents, now))
}

#[test]
fn what_is_submitted_holds_what_its_branch_requires_and_nothing_that_it_forbids() {
    for branch in branches() {
        let setting = branch.setting();
        let mut sections = branch.everything(&setting);
        let read = read(&mut sections, setting.situation());
        assert_eq!(given(&sections), branch.fields(), "{branch:?}");
        assert_eq!(read.documents, branch.documents(), "{branch:?}");

        let uploaded = every_document();
        let folder = begun().asking(&read, &Section::ALL.into()).folder();
        let slots: BTreeSet<&str> = counting_in(&folder, &uploaded, setting.today)
            .iter()
            .map(|document| document.slot.as_str())
            .collect();
        let expected = branch.documents().into_keys().map(Slot::name).collect();
        assert_eq!(slots, expected, "{branch:?}");
        let declared = complete(read, &uploaded).unwrap();
        assert_eq!(declared.in_china, branch.in_china());
        assert!(declared.tuition.is_some() && declared.passport.is_some(), "{branch:?}");
    }
}

#[test]
fn no_branch_is_complete_without_any_one_field_or_document_that_it_requires() {
    for branch in branches() {
        let setting = branch.setting();
        let filled_in = branch.everything(&setting);
        for pointer in branch.fields() {
            let (section, field) = pointer[1..].split_once('/').unwrap();
            // The only one that may stay empty (R5).
            if field == "registeredOn" {
                continue;
            }
            let section = *Section::ALL.iter().find(|each| each.name() == section).unwrap();
            let mut fields = filled_in.fields(section);
            fields[field] = Value::Null;
            let mut sections = filled_in.with(section, Value::Object(fields)).unwrap();
            let read = read(&mut sections, setting.situation());
            let refused = complete(read, &every_document()).unwrap_err();
            let pointers: Vec<&str> = refused.iter().map(|error| error.pointer.as_str()).collect();
            assert!(
                pointers.contains(&format!("/sections{pointer}").as_str()),
                "{branch:?} {pointer}"
            );
        }
        for (left_out, required) in branch.documents() {
            let mut uploaded = every_document();
            uploaded.retain(|document| document.slot.as_str() != left_out.name());
            let read = read(&mut filled_in.clone(), setting.situation());
            let outcome = complete(read, &uploaded);
            let pointer = format!("/documents/{}", left_out.name());
            match outcome {
                Ok(_) => assert!(!required, "{branch:?} {left_out:?}"),
                Err(errors) => {
                    assert!(required, "{branch:?} {left_out:?}");
                    assert_eq!(errors.len(), 1);
                    assert_eq!(
                        (errors[0].pointer.as_str(), errors[0].code),
                        (&*pointer, "document_missing")
                    );
                }
            }
        }
    }
}

#[test]
fn the_samples_are_complete_and_nothing_in_them_is_noticed() {
    let setting = Setting::default();
    let mut sections = complete_sections();
    let read = read(&mut sections, setting.situation());
    assert_eq!(sections, complete_sections(), "what is complete is kept as it is");
    assert_eq!(read.noticed, []);
    assert_eq!(read.lacking(), []);
}

#[test]
fn an_empty_form_asks_for_what_everybody_is_asked() {
    let setting = Setting::default();
    let read = read(&mut Sections::default(), setting.situation());
    let lacking: Vec<String> = read
        .lacking()
        .into_iter()
        .map(|(section, field)| format!("/{}/{field}", section.name()))
        .collect();
    let asked = [
        "/contact/email",
        "/passport/passportChanged",
        "/tuition/payment",
        "/location/location",
        "/regulations/agreedTo",
    ];
    assert_eq!(lacking, asked);
}

/// What is wrong after one change to a complete form, by place and code.
fn wrong(setting: &Setting, change: impl FnOnce(&mut Sections)) -> Vec<(String, &'static str)> {
    let mut sections = complete_sections();
    change(&mut sections);
    let outcome = complete(read(&mut sections, setting.situation()), &every_document());
    let errors = outcome.err().unwrap_or_default();
    errors.into_iter().map(|error| (error.pointer, error.code)).collect()
}

fn one(pointer: &str, code: &'static str) -> Vec<(String, &'static str)> {
    vec![(format!("/sections{pointer}"), code)]
}

/// S79
#[test]
fn a_corrected_email_counts_once_it_is_confirmed() {
    let mut setting = Setting::default();
    let correct = |all: &mut Sections| all.contact.email = Some("anna@example.net".to_owned());
    assert_eq!(wrong(&setting, correct), one("/contact/email", "email_not_confirmed"));
    setting.confirmed_emails.note("anna@example.net", 3);
    assert_eq!(wrong(&setting, correct), []);
}

/// S80
#[test]
fn whether_the_passport_has_changed_is_to_be_said_and_else_the_known_one_holds() {
    let setting = Setting::default();
    let unsaid = |all: &mut Sections| all.passport.passport_changed = None;
    assert_eq!(wrong(&setting, unsaid), one("/passport/passportChanged", "required"));
    let declared = read(&mut complete_sections(), setting.situation()).declared;
    assert_eq!(declared.passport, setting.known.papers.passport);
}

/// S81, S82
#[test]
fn a_changed_passport_has_a_number_and_a_last_day_that_is_not_over() {
    let setting = Setting::default();
    let changed = |number: &'static str, expiry: &'static str| {
        move |all: &mut Sections| {
            all.passport = PassportFields {
                passport_changed: Some(true),
                passport_no: Some(number.to_owned()),
                passport_expiry: Some(expiry.to_owned()),
            };
        }
    };
    assert_eq!(wrong(&setting, changed("XT7777777", "2033-05-16")), []);
    let number = wrong(&setting, changed("X", "2033-05-16"));
    assert_eq!(number, one("/passport/passportNo", "invalid_passport_number"));
    let over = wrong(&setting, changed("XT7777777", "2027-08-31"));
    assert_eq!(over, one("/passport/passportExpiry", "date_past"));
}

/// S84, S86
#[test]
fn the_way_to_pay_is_chosen_and_the_platform_stands_first() {
    let setting = Setting::default();
    let unsaid = |all: &mut Sections| all.tuition.payment = None;
    assert_eq!(wrong(&setting, unsaid), one("/tuition/payment", "required"));
    let table = serde_json::to_value(table()).unwrap();
    assert_eq!(table["sections"][2]["parts"][0]["choices"]["values"][0], json!("online_platform"));
}

#[test]
fn who_pays_on_the_platform_has_paid_the_own_order() {
    let mut setting = Setting::default();
    let declared = read(&mut complete_sections(), setting.situation()).declared;
    assert_eq!(declared.tuition, setting.tuition.paid_order.map(Tuition::Order));
    setting.tuition.paid_order = None;
    assert_eq!(wrong(&setting, |_| {}), one("/tuition/payment", "tuition_not_paid"));
}

/// S87
#[test]
fn a_remittance_needs_a_claim_of_ones_own_that_is_confirmed() {
    let setting = Setting::default();
    let by_claim = |claim: String| {
        move |all: &mut Sections| {
            all.tuition.payment = Some(TuitionPayment::Remittance);
            all.tuition.remittance_claim = Some(claim);
        }
    };
    let confirmed = setting.claim(ClaimState::Confirmed).to_string();
    assert_eq!(wrong(&setting, by_claim(confirmed)), []);
    let waiting = wrong(&setting, by_claim(setting.claim(ClaimState::Waiting).to_string()));
    assert_eq!(waiting, one("/tuition/remittanceClaim", "claim_not_confirmed"));
    for unknown in [crate::ids::ClaimId::new().to_string(), "42".to_owned()] {
        let wrong = wrong(&setting, by_claim(unknown));
        assert_eq!(wrong, one("/tuition/remittanceClaim", "unknown_claim"));
    }
}

/// S89
#[test]
fn the_present_location_is_chosen_and_in_china_with_the_day_of_entry() {
    let setting = Setting::default();
    let unsaid = |all: &mut Sections| all.location.location = None;
    assert_eq!(wrong(&setting, unsaid), one("/location/location", "required"));
    let no_entry = |all: &mut Sections| all.location.entry_date = None;
    assert_eq!(wrong(&setting, no_entry), one("/location/entryDate", "required"));
}

/// S105
#[test]
fn who_is_abroad_is_asked_for_no_residence_insurance_or_permit_and_none_is_kept() {
    let setting = Setting::default();
    let mut sections = complete_sections();
    sections.location.location = Some(Location::Abroad);
    let read = read(&mut sections, setting.situation());
    assert_eq!(sections.residence, ResidenceFields::default());
    assert_eq!(sections.insurance, InsuranceFields::default());
    assert_eq!(sections.permit, PermitFields::default());
    assert_eq!((read.documents, read.declared.permit), (BTreeMap::new(), None));
}

/// S99
#[test]
fn the_regulations_are_agreed_to_in_the_version_that_is_in_force() {
    let mut setting = Setting::default();
    let silent = |all: &mut Sections| all.regulations.agreed_to = None;
    assert_eq!(wrong(&setting, silent), one("/regulations/agreedTo", "required"));
    setting.regulations = "2027-2".parse().unwrap();
    assert_eq!(wrong(&setting, |_| {}), one("/regulations/agreedTo", "regulations_changed"));
}
