//! Every case of a section that a condition could tell from another: nothing is left
//! to luck.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{ANY_TEXT, Facts, Typed, atoms, conditions_of, field_among, filled, name_of, possible};
use crate::form::table::{Condition, Field, Kind, Part, Parts, Section};

/// All that a section can be told apart by: every part where it is shown, and from
/// there each answer and each fact that its conditions look at, in all their values.
pub(crate) fn every_case(section: &Section, facts: &Facts) -> Vec<Typed> {
    let mut cases = Cases { typed: Vec::new(), seen: BTreeSet::new() };
    for basis in bases(section, facts) {
        cases.vary(&section.parts, "", &basis);
    }
    cases.typed
}

/// Nothing answered; and everything, in four ways.
fn bases(section: &Section, facts: &Facts) -> Vec<Typed> {
    let with = |on: bool, fill: &dyn Fn(&Field) -> Value| {
        let mut facts = facts.clone();
        let names: Vec<String> = facts.keys().cloned().collect();
        names.iter().for_each(|fact| switch(&mut facts, fact, on));
        Typed { fields: filled(&section.parts, &mut |_| 2, &mut |field| fill(field)), facts }
    };
    let nothing = |field: &Field| if field.kind == Kind::Tick { json!(false) } else { Value::Null };
    let everything = |first: bool, yes: bool| {
        move |field: &Field| match (field.kind, &field.choices) {
            (_, Some(choices)) if first => choices.values.first().cloned().unwrap(),
            (_, Some(choices)) => choices.values.last().cloned().unwrap(),
            (Kind::YesNo | Kind::Tick, None) => json!(yes),
            (_, None) => json!(ANY_TEXT),
        }
    };
    vec![
        with(false, &nothing),
        with(true, &everything(true, true)),
        with(true, &everything(true, false)),
        with(false, &everything(false, true)),
        with(true, &everything(false, false)),
    ]
}

struct Cases {
    typed: Vec<Typed>,
    seen: BTreeSet<String>,
}

impl Cases {
    /// Varies each of the parts that stand at a place, where what is around them is shown.
    fn vary(&mut self, parts: &Parts, place: &str, around: &Typed) {
        for part in parts.iter() {
            let mut shown = around.clone();
            let conditions: Vec<&Condition> = conditions_of(part).flat_map(atoms).collect();
            for condition in &conditions {
                satisfy(&mut shown, parts, place, condition);
            }
            self.keep(&shown);
            for condition in &conditions {
                self.turn(&shown, parts, place, condition);
            }
            let pointer = format!("{place}/{}", name_of(part));
            match part {
                Part::Heading(_) | Part::Document(_) => {}
                Part::Field(field) => self.set(&shown, &pointer, possible(field)),
                Part::Group(group) => self.vary(&group.parts, &pointer, &shown),
                Part::List(list) => {
                    self.vary(&list.parts, &format!("{pointer}/0"), &shown);
                    let rows = shown.fields.pointer(&pointer).and_then(Value::as_array).unwrap();
                    let fewer = (0..rows.len()).map(|count| json!(rows[..count]));
                    self.set(&shown, &pointer, fewer.collect());
                }
            }
        }
    }

    /// Turns what one condition looks at in every way.
    fn turn(&mut self, shown: &Typed, parts: &Parts, place: &str, condition: &Condition) {
        match condition {
            Condition::Is { field, .. }
            | Condition::IsNot { field, .. }
            | Condition::Ticked { field }
            | Condition::Unticked { field }
            | Condition::Empty { field } => {
                let possible = possible(field_among(parts, field).unwrap());
                self.set(shown, &format!("{place}/{field}"), possible);
            }
            Condition::Fact { fact } => {
                let mut off = shown.clone();
                switch(&mut off.facts, fact, false);
                self.keep(&off);
            }
            Condition::AllOf { .. } | Condition::Missing => {}
        }
    }

    fn set(&mut self, typed: &Typed, pointer: &str, values: Vec<Value>) {
        for value in values {
            let mut changed = typed.clone();
            *changed.fields.pointer_mut(pointer).unwrap() = value;
            self.keep(&changed);
        }
    }

    fn keep(&mut self, typed: &Typed) {
        if self.seen.insert(format!("{typed:?}")) {
            self.typed.push(typed.clone());
        }
    }
}

/// Makes a condition hold for what stands at a place.
fn satisfy(typed: &mut Typed, parts: &Parts, place: &str, condition: &Condition) {
    let (field, value) = match condition {
        Condition::Is { field, values } => (field, values[0].clone()),
        Condition::IsNot { field, values } => {
            let possible = possible(field_among(parts, field).unwrap());
            (field, possible.into_iter().find(|value| !values.contains(value)).unwrap())
        }
        Condition::Ticked { field } => (field, json!(true)),
        Condition::Unticked { field } => (field, json!(false)),
        Condition::Empty { field } => (field, Value::Null),
        Condition::Fact { fact } => return switch(&mut typed.facts, fact, true),
        Condition::AllOf { .. } | Condition::Missing => return,
    };
    *typed.fields.pointer_mut(&format!("{place}/{field}")).unwrap() = value;
}

/// A fact as if its condition held, or not.
fn switch(facts: &mut Facts, fact: &str, on: bool) {
    let is_number = facts[fact].is_number();
    let value = if is_number { json!(if on { 2 } else { 0 }) } else { json!(on) };
    facts.insert(fact.to_owned(), value);
}
