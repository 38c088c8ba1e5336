//! What a page asks for is what the reading asks for, and both are about the fields
//! that are stored.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::samples::{complete_sections, situation};
use super::*;
use crate::form::agreement::{
    Facts, Outcome, Typed, any_fields, atoms, conditions_of, disagreements, every_case,
    field_among, name_of, possible,
};
use crate::form::table::{self, Condition, Count, Kind, Part, Parts};

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
    Outcome { kept, findings }
}

#[test]
fn sections_stand_in_the_table_in_the_order_of_the_steps() {
    let names: Vec<&str> = table().sections.iter().map(|section| section.name).collect();
    assert_eq!(names, Section::ALL.map(Section::name));
}

#[test]
fn every_stored_field_stands_in_the_table_once_and_is_of_its_kind() {
    let schemas = Schemas::of::<Sections>();
    for (section, table) in tables() {
        let mut stored = Vec::new();
        schemas.describe(&schemas.0["Sections"]["properties"][section.name()], "", &mut stored);
        let mut asked = Vec::new();
        describe(&table.parts, "", &mut asked);
        stored.sort();
        asked.sort();
        assert_eq!(asked, stored, "{section:?}");
    }
}

/// The schemas of stored types by their names.
struct Schemas(Map<String, Value>);

impl Schemas {
    fn of<Stored: ToSchema>() -> Self {
        let mut schemas = vec![(Stored::name().into_owned(), Stored::schema())];
        Stored::schemas(&mut schemas);
        let value = |schema| serde_json::to_value(schema).unwrap();
        Self(schemas.into_iter().map(|(name, schema)| (name, value(schema))).collect())
    }

    /// What is stored below a schema, each by its place and what it is.
    fn describe(&self, schema: &Value, place: &str, found: &mut Vec<(String, String)>) {
        let schema = self.resolved(schema);
        if let Some(items) = schema.get("items") {
            found.push((place.to_owned(), "list".to_owned()));
            return self.describe(items, place, found);
        }
        if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
            for (name, property) in properties {
                self.describe(property, &format!("{place}/{name}"), found);
            }
            return;
        }
        let kind = match (&schema["enum"], &schema["type"]) {
            (Value::Array(values), _) => choice_of(values),
            (_, kind) if *kind == json!("boolean") => "tick".to_owned(),
            (_, kind) if *kind == json!(["boolean", "null"]) => "yes or no".to_owned(),
            (_, kind) if *kind == json!(["string", "null"]) => "text".to_owned(),
            (_, other) => panic!("{place} is {other}"),
        };
        found.push((place.to_owned(), kind));
    }

    fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        // What may be absent is of its type or nothing.
        let schema = schema["oneOf"].get(0).unwrap_or(schema);
        match schema["$ref"].as_str() {
            Some(name) => self.resolved(&self.0[name.rsplit('/').next().unwrap()]),
            None => schema,
        }
    }
}

fn choice_of(values: &[Value]) -> String {
    let mut values: Vec<String> = values.iter().map(Value::to_string).collect();
    values.sort();
    format!("one of {}", values.join(", "))
}

/// The same of a table.
fn describe(parts: &Parts, place: &str, found: &mut Vec<(String, String)>) {
    for part in parts.iter() {
        let pointer = format!("{place}/{}", name_of(part));
        match part {
            Part::Heading(_) => {}
            Part::Group(group) => describe(&group.parts, &pointer, found),
            Part::List(list) => {
                found.push((pointer.clone(), "list".to_owned()));
                describe(&list.parts, &pointer, found);
            }
            Part::Field(field) => {
                let kind = match (field.kind, &field.choices) {
                    (Kind::Select | Kind::Radios, Some(choices)) => choice_of(&choices.values),
                    (Kind::YesNo, None) => "yes or no".to_owned(),
                    (Kind::Tick, None) => "tick".to_owned(),
                    (_, None) => "text".to_owned(),
                    (kind, Some(_)) => panic!("{pointer}: no choices of {kind:?}"),
                };
                found.push((pointer, kind));
            }
        }
    }
}

#[test]
fn choices_of_one_name_are_the_same_wherever_they_are_offered() {
    fn collect(parts: &Parts, lists: &mut BTreeMap<String, Vec<Value>>) {
        for part in parts.iter() {
            match part {
                Part::Heading(_) => {}
                Part::Group(group) => collect(&group.parts, lists),
                Part::List(list) => collect(&list.parts, lists),
                Part::Field(field) => {
                    let Some(choices) = &field.choices else { continue };
                    let first =
                        lists.entry(choices.name.clone()).or_insert_with(|| choices.values.clone());
                    assert_eq!(*first, choices.values, "{}", field.name);
                }
            }
        }
    }
    let mut lists = BTreeMap::new();
    tables().for_each(|(_, section)| collect(&section.parts, &mut lists));
    assert!(lists.len() > 20);
}

#[test]
fn conditions_look_at_fields_beside_them_at_values_these_can_have_and_at_facts_there_are() {
    fn check(parts: &Parts, facts: &Facts) {
        for part in parts.iter() {
            for condition in conditions_of(part).flat_map(atoms) {
                let beside = |field: &str| {
                    let field = field_among(parts, field);
                    field.unwrap_or_else(|| panic!("{}: {condition:?}", name_of(part)))
                };
                match condition {
                    Condition::Is { field, values } | Condition::IsNot { field, values } => {
                        let possible = possible(beside(field));
                        let all = values.iter().all(|value| possible.contains(value));
                        assert!(all, "{}: {condition:?}", name_of(part));
                    }
                    Condition::Ticked { field } | Condition::Unticked { field } => {
                        assert_eq!(beside(field).kind, Kind::Tick, "{}", name_of(part));
                    }
                    Condition::Empty { field } => {
                        beside(field);
                    }
                    Condition::Fact { fact } => assert!(facts.contains_key(*fact), "{fact}"),
                    Condition::AllOf { .. } | Condition::Missing => {}
                }
            }
            let count = match part {
                Part::List(list) => Some(list.least),
                Part::Field(field) => field.least_words,
                Part::Heading(_) | Part::Group(_) => None,
            };
            if let Some(Count::Fact { fact }) = count {
                assert!(facts[fact].is_number(), "{fact}");
            }
            match part {
                Part::Group(group) => check(&group.parts, facts),
                Part::List(list) => check(&list.parts, facts),
                Part::Heading(_) | Part::Field(_) => {}
            }
        }
    }
    let facts = facts(&FormSettings::default(), false);
    tables().for_each(|(_, section)| check(&section.parts, &facts));
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
