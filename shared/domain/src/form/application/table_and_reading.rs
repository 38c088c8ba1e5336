//! What a page asks for is what the reading asks for, and both are about the fields
//! that are stored.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::samples::{complete_sections, situation};
use super::*;
use crate::form::agreement::{Facts, Outcome, Typed, any_fields, check, disagreements, every_case};
use crate::form::table;

/// Each section with its table.
fn tables() -> impl Iterator<Item = (Section, table::Section)> {
    Section::ALL.into_iter().zip(table().sections)
}

/// The facts that the site has, too: what the programme asks for, and the age.
fn facts(asks: &FormSettings, is_minor: bool) -> Facts {
    let mut facts = match serde_json::to_value(asks).unwrap() {
        Value::Object(facts) => facts,
        other => panic!("{other}"),
    };
    facts.insert("isMinor".to_owned(), json!(is_minor));
    facts
}

/// Reads what was typed into a section of a form that else is complete.
fn read_typed(section: Section, typed: &Typed) -> Outcome {
    let mut asks = typed.facts.clone();
    let is_minor = asks.remove("isMinor") == Some(json!(true));
    let asks: FormSettings = serde_json::from_value(Value::Object(asks)).unwrap();
    let mut sections = complete_sections();
    // The studies begin on 1 September 2027.
    let born = if is_minor { "2010-01-01" } else { "2006-05-17" };
    sections.basic_information.birth_date = Some(born.to_owned());
    SectionFields::parse(section, typed.fields.clone()).unwrap().put_into(&mut sections);
    let findings = read(&mut sections, situation(&asks)).take(section);
    let kept = serde_json::to_value(SectionFields::of(section, &sections)).unwrap();
    // This form has its documents in checklists of programmes.
    Outcome { kept, findings, documents: BTreeMap::new() }
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
    assert!(check::choices_of_one_name_are_the_same(&table()) > 20);
}

#[test]
fn conditions_look_at_fields_beside_them_at_values_these_can_have_and_at_facts_there_are() {
    check::conditions_can_hold(&table(), &facts(&FormSettings::default(), false));
}

/// One answer after the other, in all its values: nothing here is left to luck.
#[test]
fn the_table_shows_what_the_reading_asks_for_whatever_is_chosen() {
    let facts = facts(&FormSettings::default(), false);
    for (section, table) in tables() {
        let cases = every_case(&table, &facts);
        assert!(cases.len() > 30, "{section:?} has {} cases", cases.len());
        for typed in cases {
            let outcome = read_typed(section, &typed);
            let found = disagreements(&table, &typed, &outcome);
            assert!(found.is_empty(), "{section:?} {found:#?}\n{typed:?}\n{outcome:?}");
        }
    }
}

fn any_facts() -> impl Strategy<Value = Facts> {
    let numbers = (0_u8..4, prop::sample::select(vec![0_u16, 10, 200]));
    (any::<[bool; 3]>(), numbers).prop_map(
        |([research_area, study_dates, is_minor], (recommenders, study_plan_words))| {
            let asks = FormSettings { research_area, study_dates, recommenders, study_plan_words };
            facts(&asks, is_minor)
        },
    )
}

fn any_typed() -> impl Strategy<Value = (Section, table::Section, Typed)> {
    let tables = prop::sample::select(tables().collect::<Vec<_>>());
    tables.prop_flat_map(|(section, table)| {
        let fields = any_fields(table.clone());
        (Just(section), Just(table), fields, any_facts())
            .prop_map(|(section, table, fields, facts)| (section, table, Typed { fields, facts }))
    })
}

proptest! {
    #[test]
    fn the_table_shows_what_the_reading_asks_for_whatever_is_typed(
        (section, table, typed) in any_typed(),
    ) {
        let outcome = read_typed(section, &typed);
        let found = disagreements(&table, &typed, &outcome);
        prop_assert!(found.is_empty(), "{:?} {:#?}\n{:?}", section, found, outcome);
    }
}
