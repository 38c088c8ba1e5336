//! What holds of the tables of every form by themselves.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::{Facts, atoms, conditions_of, field_among, name_of, possible};
use crate::form::sections::{AllSections, SectionName};
use crate::form::table::{Condition, Count, Form, Kind, Part, Parts};

pub(crate) fn sections_stand_in_order<Name: SectionName>(form: &Form) {
    let names: Vec<&str> = form.sections.iter().map(|section| section.name).collect();
    let expected: Vec<&str> = Name::EVERY.iter().map(|section| section.name()).collect();
    assert_eq!(names, expected);
}

pub(crate) fn every_stored_field_stands_there<Stored: AllSections + ToSchema>(form: &Form) {
    let schemas = Schemas::of::<Stored>();
    let all = &schemas.0[&*Stored::name()]["properties"];
    for section in &form.sections {
        let mut stored = Vec::new();
        schemas.describe(&all[section.name], "", &mut stored);
        let mut asked = Vec::new();
        describe(&section.parts, "", &mut asked);
        stored.sort();
        asked.sort();
        assert_eq!(asked, stored, "{}", section.name);
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
            Part::Heading(_) | Part::Document(_) => {}
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

/// Gives how many lists of choices there are.
pub(crate) fn choices_of_one_name_are_the_same(form: &Form) -> usize {
    fn collect(parts: &Parts, lists: &mut BTreeMap<String, Vec<Value>>) {
        for part in parts.iter() {
            match part {
                Part::Heading(_) | Part::Document(_) => {}
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
    form.sections.iter().for_each(|section| collect(&section.parts, &mut lists));
    lists.len()
}

/// They look at fields beside them, at values these can have, and at facts there are.
pub(crate) fn conditions_can_hold(form: &Form, facts: &Facts) {
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
                Part::Heading(_) | Part::Document(_) | Part::Group(_) => None,
            };
            if let Some(Count::Fact { fact }) = count {
                assert!(facts[fact].is_number(), "{fact}");
            }
            match part {
                Part::Group(group) => check(&group.parts, facts),
                Part::List(list) => check(&list.parts, facts),
                Part::Heading(_) | Part::Document(_) | Part::Field(_) => {}
            }
        }
    }
    form.sections.iter().for_each(|section| check(&section.parts, facts));
}
