//! What a page asks for is what the reading asks for, and both are about the fields
//! that are stored and the documents that there are.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::samples::{Setting, complete_sections};
use super::*;
use crate::form::agreement::{Facts, Outcome, Typed, any_fields, check, disagreements, every_case};
use crate::form::sections::AllSections;
use crate::form::table::{self, Part};

/// Each section with its table.
fn tables() -> impl Iterator<Item = (Section, table::Section)> {
    Section::ALL.into_iter().zip(table().sections)
}

fn facts(of: super::Facts) -> Facts {
    match serde_json::to_value(of).unwrap() {
        Value::Object(facts) => facts,
        other => panic!("{other}"),
    }
}

const NO_FACT: super::Facts = super::Facts {
    in_china: false,
    is_new: false,
    contract_proven: false,
    insurance_proven: false,
    permit_proven: false,
};

/// Reads what was typed into a section of a form that else is complete. What is to
/// be proven is what staff know already; so the facts are those that come of it.
fn read_typed(section: Section, typed: &Typed) -> (Typed, Outcome) {
    let is = |fact: &str| typed.facts[fact] == json!(true);
    let mut setting = Setting { is_new: is("isNew"), ..Setting::default() };
    let mut sections = complete_sections();
    if section != Section::Location && !is("inChina") {
        sections.location = LocationFields { location: Some(Location::Abroad), entry_date: None };
    }
    sections = sections.with(section, typed.fields.clone()).unwrap();
    let declared = read(&mut sections.clone(), setting.situation()).declared;
    let papers = &mut setting.known.papers;
    papers.contract = declared.residence.contract.filter(|_| is("contractProven"));
    papers.insurance = declared.insurance.filter(|_| is("insuranceProven"));
    papers.permit = declared.permit.filter(|_| is("permitProven"));

    let mut read = read(&mut sections, setting.situation());
    let of_section = documents_of(section);
    let documents = read.documents.iter().map(|(slot, required)| (slot.name(), *required));
    let documents = documents.filter(|(slot, _)| of_section.contains(slot)).collect();
    let kept = Value::Object(sections.fields(section));
    let typed = Typed { facts: facts(read.facts), ..typed.clone() };
    (typed, Outcome { kept, findings: read.take(section), documents })
}

/// The documents that stand in the table of a section.
fn documents_of(section: Section) -> BTreeSet<&'static str> {
    let (_, table) = tables().find(|(each, _)| *each == section).unwrap();
    let slot = |part: &Part| match part {
        Part::Document(document) => Some(document.slot),
        _ => None,
    };
    table.parts.iter().filter_map(slot).collect()
}

#[test]
fn sections_stand_in_the_table_in_the_order_of_the_steps() {
    check::sections_stand_in_order::<Section>(&table());
}

#[test]
fn every_stored_field_stands_in_the_table_once_and_is_of_its_kind() {
    check::every_stored_field_stands_there::<Sections>(&table());
}

#[test]
fn choices_of_one_name_are_the_same_wherever_they_are_offered() {
    assert_eq!(check::choices_of_one_name_are_the_same(&table()), 4);
}

#[test]
fn conditions_look_at_fields_beside_them_at_values_these_can_have_and_at_facts_there_are() {
    check::conditions_can_hold(&table(), &facts(NO_FACT));
}

#[test]
fn every_slot_stands_in_the_table_of_its_section_and_of_no_other() {
    let of_section =
        |section: Section| documents_of(section).into_iter().map(move |it| (it, section));
    let mut found: Vec<(&str, Section)> = Section::ALL.into_iter().flat_map(of_section).collect();
    let mut slots = Slot::ALL.map(|slot| (slot.name(), slot.section()));
    found.sort_unstable();
    slots.sort_unstable();
    assert_eq!(found, slots);
}

/// One answer after the other, in all its values: nothing here is left to luck.
#[test]
fn the_table_shows_what_the_reading_asks_for_whatever_is_chosen() {
    let mut count = 0;
    for (section, table) in tables() {
        for typed in every_case(&table, &facts(NO_FACT)) {
            let (typed, outcome) = read_typed(section, &typed);
            let found = disagreements(&table, &typed, &outcome);
            assert!(found.is_empty(), "{section:?} {found:#?}\n{typed:?}\n{outcome:?}");
            count += 1;
        }
    }
    assert!(count > 100, "{count} cases");
}

fn any_facts() -> impl Strategy<Value = Facts> {
    any::<[bool; 5]>().prop_map(
        |[in_china, is_new, contract_proven, insurance_proven, permit_proven]| {
            facts(super::Facts {
                in_china,
                is_new,
                contract_proven,
                insurance_proven,
                permit_proven,
            })
        },
    )
}

/// Anything at all, or the sample with a few answers changed: complete papers are
/// too rare among the former.
fn any_typed() -> impl Strategy<Value = (Section, table::Section, Typed)> {
    let tables = prop::sample::select(tables().collect::<Vec<_>>());
    tables.prop_flat_map(|(section, table)| {
        let fields = any_fields(table.clone());
        let kept = prop::collection::vec(any::<bool>(), 8);
        (Just(section), Just(table), fields, kept, any_facts()).prop_map(
            |(section, table, mut fields, kept, facts)| {
                let sample = complete_sections().fields(section).into_iter().zip(kept);
                for ((name, value), _) in sample.filter(|(_, is_kept)| *is_kept) {
                    fields[name] = value;
                }
                (section, table, Typed { fields, facts })
            },
        )
    })
}

proptest! {
    #[test]
    fn the_table_shows_what_the_reading_asks_for_whatever_is_typed(
        (section, table, typed) in any_typed(),
    ) {
        let (typed, outcome) = read_typed(section, &typed);
        let found = disagreements(&table, &typed, &outcome);
        prop_assert!(found.is_empty(), "{:?} {:#?}\n{:?}", section, found, outcome);
    }

    #[test]
    fn a_draft_always_saves_and_saving_it_again_changes_nothing(
        (section, _, typed) in any_typed(),
    ) {
        let setting = Setting::default();
        let others = complete_sections();
        match Draft::of(section, typed.fields, &others, setting.situation()) {
            Ok(saved) => {
                let kept = Value::Object(saved.sections.fields(section));
                let again = Draft::of(section, kept, &saved.sections, setting.situation());
                prop_assert_eq!(again, Ok(saved));
            }
            Err(errors) => prop_assert!(
                errors.iter().all(|error| ["too_long", "control_character"].contains(&error.code)),
                "{:?}", errors,
            ),
        }
    }

    #[test]
    fn every_gap_and_warning_leads_to_a_field_and_has_its_text(
        (section, _, typed) in any_typed(),
    ) {
        use shared_platform::{Locale, texts};
        let setting = Setting::default();
        let Ok(saved) = Draft::of(section, typed.fields, &complete_sections(), setting.situation())
        else { return Ok(()) };
        let kept = saved.sections.fields(section);
        for error in saved.gaps.iter().chain(&saved.warnings) {
            let field = error.pointer.trim_start_matches('/');
            prop_assert!(kept.contains_key(field), "{}", field);
            let text = format!("field-{}", error.code.replace('_', "-"));
            prop_assert!(texts::has(Locale::En, &text) && texts::has(Locale::Zh, &text), "{}", text);
        }
    }
}

#[test]
fn unknown_fields_and_wrong_types_are_named_by_their_place() {
    let setting = Setting::default();
    for (fields, pointer) in
        [(json!({ "policyNo": 5 }), "/policyNo"), (json!({ "shoeSize": "44" }), "/shoeSize")]
    {
        let others = complete_sections();
        let refused = Draft::of(Section::Insurance, fields, &others, setting.situation());
        let errors = refused.unwrap_err();
        assert_eq!((errors[0].pointer.as_str(), errors[0].code), (pointer, "malformed"));
    }
}
