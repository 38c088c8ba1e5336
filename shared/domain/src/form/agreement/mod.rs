//! Holds a form's tables and readings together: for any fields and any facts, what
//! the table shows is what the reading asks for. For the tests of every form.

mod any;
mod cases;
pub(crate) mod check;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

pub(crate) use self::any::{any_fields, any_text};
pub(crate) use self::cases::every_case;
use super::findings::Findings;
use super::table::{Condition, Count, Document, Field, Kind, List, Optional, Part, Parts, Section};

/// The facts of a form, by their names.
pub(crate) type Facts = Map<String, Value>;

/// A text that no kind of field takes which is particular about its texts.
const ANY_TEXT: &str = "x";

/// What somebody has typed into a section, and the facts of the case.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Typed {
    pub(crate) fields: Value,
    pub(crate) facts: Facts,
}

/// What reading a section made of it.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) kept: Value,
    pub(crate) findings: Findings,
    /// The documents that were asked for, and whether they have to be there.
    pub(crate) documents: BTreeMap<&'static str, bool>,
}

/// Each place where table and reading are not of one opinion.
pub(crate) fn disagreements(section: &Section, typed: &Typed, outcome: &Outcome) -> Vec<String> {
    let Findings { unkeepable, gaps, unconfirmed, warnings } = &outcome.findings;
    let mut codes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for finding in unkeepable.iter().chain(gaps).chain(unconfirmed).chain(warnings) {
        codes.entry(&finding.pointer).or_default().push(finding.code);
    }
    let documents = outcome.documents.clone();
    let mut comparison =
        Comparison { typed, kept: &outcome.kept, codes, documents, found: Vec::new() };
    comparison.parts(&section.parts, "", true);
    for slot in comparison.documents.into_keys() {
        comparison.found.push(format!("{slot}: asked for, and no document of the table"));
    }
    for pointer in comparison.codes.into_keys() {
        comparison.found.push(format!("{pointer}: found, and no field of the table"));
    }
    comparison.found
}

struct Comparison<'a> {
    typed: &'a Typed,
    kept: &'a Value,
    /// What was found at each pointer that was not yet met.
    codes: BTreeMap<&'a str, Vec<&'a str>>,
    /// What was asked for of the documents that were not yet met.
    documents: BTreeMap<&'static str, bool>,
    found: Vec<String>,
}

impl Comparison<'_> {
    fn parts(&mut self, parts: &Parts, place: &str, around: bool) {
        for part in parts.iter() {
            let pointer = format!("{place}/{}", name_of(part));
            let shown = around && self.is_shown(part, place, &pointer);
            match part {
                Part::Heading(_) => {}
                Part::Field(field) => self.field(field, place, &pointer, shown),
                Part::Document(document) => self.document(document, place, &pointer, shown),
                Part::Group(group) => self.parts(&group.parts, &pointer, shown),
                Part::List(list) => self.list(list, &pointer, shown),
            }
        }
    }

    fn field(&mut self, field: &Field, place: &str, pointer: &str, shown: bool) {
        let typed = is_given(field, self.typed.fields.pointer(pointer));
        let kept = is_given(field, self.kept.pointer(pointer));
        let optional = self.may_be_empty(field.optional.as_ref(), place, pointer)
            || (field.optional.is_none() && field.kind == Kind::Tick);
        let stays = field.shown != Some(Condition::Missing);
        let codes = self.codes.remove(pointer).unwrap_or_default();
        let misses = codes.contains(&"required");
        match (shown, typed) {
            (false, _) => {
                self.expect(!kept, pointer, "is kept, and not shown");
                self.expect(codes.is_empty(), pointer, "has findings, and is not shown");
            }
            (true, false) if optional => {
                self.expect(!misses, pointer, "is required, and may stay empty");
            }
            (true, false) => self.expect(misses, pointer, "is not required, and has to be there"),
            (true, true) => {
                self.expect(kept || !stays, pointer, "is shown, and not kept");
                self.expect(!misses, pointer, "is required, and given");
            }
        }
        let is_any_text = self.typed.fields.pointer(pointer) == Some(&json!(ANY_TEXT));
        if shown && is_any_text && stays {
            let particular =
                codes.iter().copied().find(|code| KINDS.iter().any(|(_, each)| each == code));
            let expected =
                KINDS.iter().find(|(kind, _)| *kind == field.kind).map(|(_, code)| *code);
            self.expect(particular == expected, pointer, "is read as another kind");
        }
    }

    fn document(&mut self, document: &Document, place: &str, pointer: &str, shown: bool) {
        let optional = self.may_be_empty(document.optional.as_ref(), place, pointer);
        let expected = shown.then_some(!optional);
        let asked = self.documents.remove(document.slot);
        let otherwise = format!("is asked for as {asked:?}, and shown as {expected:?}");
        self.expect(asked == expected, pointer, &otherwise);
    }

    fn may_be_empty(&self, optional: Option<&Optional>, place: &str, pointer: &str) -> bool {
        match optional {
            None => false,
            Some(Optional::Always(always)) => *always,
            Some(Optional::Where(condition)) => self.holds(condition, place, pointer),
        }
    }

    fn list(&mut self, list: &List, pointer: &str, shown: bool) {
        let rows =
            |fields: &Value| fields.pointer(pointer).and_then(Value::as_array).map_or(0, Vec::len);
        let (typed, kept) = (rows(&self.typed.fields), rows(self.kept));
        let codes = self.codes.remove(pointer).unwrap_or_default();
        let lacks = shown && (typed as u64) < self.count(list.least);
        self.expect(kept == if shown { typed } else { 0 }, pointer, "keeps another number of rows");
        self.expect(
            codes.contains(&"too_few_rows") == lacks,
            pointer,
            "needs another number of rows",
        );
        for row in 0..typed {
            self.parts(&list.parts, &format!("{pointer}/{row}"), shown);
        }
    }

    fn is_shown(&self, part: &Part, place: &str, pointer: &str) -> bool {
        shown_of(part).is_none_or(|condition| self.holds(condition, place, pointer))
    }

    fn holds(&self, condition: &Condition, place: &str, pointer: &str) -> bool {
        let value = |field: &str| {
            let value = self.typed.fields.pointer(&format!("{place}/{field}"));
            value.unwrap_or_else(|| panic!("no field {place}/{field}"))
        };
        match condition {
            Condition::Is { field, values } => values.contains(value(field)),
            Condition::IsNot { field, values } => {
                !is_empty(value(field)) && !values.contains(value(field))
            }
            Condition::Ticked { field } => value(field) == true,
            Condition::Unticked { field } => value(field) != true,
            Condition::Empty { field } => is_empty(value(field)),
            Condition::Fact { fact } => is_on(&self.typed.facts, fact),
            Condition::AllOf { conditions } => {
                conditions.iter().all(|condition| self.holds(condition, place, pointer))
            }
            Condition::Missing => {
                let typed = self.typed.fields.pointer(pointer);
                self.codes.contains_key(pointer) || typed.is_some_and(|value| !is_empty(value))
            }
        }
    }

    fn count(&self, count: Count) -> u64 {
        match count {
            Count::Number(number) => number.into(),
            Count::Fact { fact } => self.typed.facts[fact].as_u64().unwrap(),
        }
    }

    fn expect(&mut self, holds: bool, pointer: &str, otherwise: &str) {
        if !holds {
            self.found.push(format!("{pointer}: {otherwise}"));
        }
    }
}

/// The kinds that are particular about their texts, with what they say to others.
const KINDS: [(Kind, &str); 6] = [
    (Kind::Date, "invalid_date"),
    (Kind::Month, "invalid_month"),
    (Kind::Phone, "invalid_phone"),
    (Kind::Email, "email_malformed"),
    (Kind::Country, "unknown_country"),
    (Kind::Language, "unknown_language"),
];

/// What a part is called among the stored fields; of a heading nothing is stored.
pub(crate) fn name_of(part: &Part) -> &'static str {
    match part {
        Part::Heading(heading) => heading.name,
        Part::Field(field) => field.name,
        Part::Document(document) => document.slot,
        Part::Group(group) => group.name,
        Part::List(list) => list.name,
    }
}

pub(crate) fn shown_of(part: &Part) -> Option<&Condition> {
    match part {
        Part::Heading(heading) => heading.shown.as_ref(),
        Part::Field(field) => field.shown.as_ref(),
        Part::Document(document) => document.shown.as_ref(),
        Part::Group(group) => group.shown.as_ref(),
        Part::List(list) => list.shown.as_ref(),
    }
}

/// Every condition of a part: when it is shown, and when it may stay empty.
pub(crate) fn conditions_of(part: &Part) -> impl Iterator<Item = &Condition> {
    let optional = match part {
        Part::Field(Field { optional: Some(Optional::Where(condition)), .. })
        | Part::Document(Document { optional: Some(Optional::Where(condition)), .. }) => {
            Some(condition)
        }
        _ => None,
    };
    shown_of(part).into_iter().chain(optional)
}

/// The single conditions that make up one.
pub(crate) fn atoms(condition: &Condition) -> Vec<&Condition> {
    match condition {
        Condition::AllOf { conditions } => conditions.iter().flat_map(atoms).collect(),
        one => vec![one],
    }
}

/// Every value that a field can have, as far as a condition can tell them apart.
pub(crate) fn possible(field: &Field) -> Vec<Value> {
    match (field.kind, &field.choices) {
        (_, Some(choices)) => choices.values.iter().cloned().chain([Value::Null]).collect(),
        (Kind::YesNo, None) => vec![json!(true), json!(false), Value::Null],
        (Kind::Tick, None) => vec![json!(true), json!(false)],
        (_, None) => vec![json!(ANY_TEXT), Value::Null],
    }
}

/// The field of this name among parts.
pub(crate) fn field_among<'a>(parts: &'a Parts, name: &str) -> Option<&'a Field> {
    parts.iter().find_map(|part| match part {
        Part::Field(field) if field.name == name => Some(field),
        _ => None,
    })
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

fn is_given(field: &Field, value: Option<&Value>) -> bool {
    match value {
        None => false,
        Some(value) if field.kind == Kind::Tick => value == true,
        Some(value) => !is_empty(value),
    }
}

fn is_on(facts: &Facts, fact: &str) -> bool {
    let value = facts.get(fact).unwrap_or_else(|| panic!("no fact {fact}"));
    value == true || value.as_u64().is_some_and(|number| number > 0)
}

/// The fields of parts, with so many rows in each list.
fn filled(
    parts: &Parts,
    rows: &mut dyn FnMut(&List) -> usize,
    fill: &mut dyn FnMut(&Field) -> Value,
) -> Value {
    let mut fields = Map::new();
    for part in parts.iter() {
        let value = match part {
            Part::Heading(_) | Part::Document(_) => continue,
            Part::Field(field) => fill(field),
            Part::Group(group) => filled(&group.parts, rows, fill),
            Part::List(list) => (0..rows(list)).map(|_| filled(&list.parts, rows, fill)).collect(),
        };
        fields.insert(name_of(part).to_owned(), value);
    }
    Value::Object(fields)
}
