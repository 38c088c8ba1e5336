//! A form that is locked but for a few fields, which were opened again by name
//! (S65).

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// A form of which single fields can be opened again.
pub trait Reopenable: Clone {
    /// A field by its section and name.
    type Field: Ord;

    /// Takes over those fields from another state of the form that are open.
    fn take_over(&mut self, from: &Self, open: &BTreeSet<Self::Field>);

    /// The fields that are not as another state of the form has them.
    fn differing_from(&self, other: &Self) -> Vec<Self::Field>;
}

/// The fields that are open: those that were opened again, and those that this makes
/// lack something. Such a field is open as long as its content as last submitted would
/// be a gap. `read` reads a form and tells which fields lack something; what is not
/// asked any more it empties.
pub fn open_fields<Form: Reopenable>(
    submitted: &Form,
    wanted: &Form,
    opened: BTreeSet<Form::Field>,
    read: impl Fn(&mut Form) -> Vec<Form::Field>,
) -> BTreeSet<Form::Field> {
    reopened(submitted, wanted, opened, read).0
}

/// The fields that may not be as `wanted` has them: those that are not open.
pub fn locked_changes<Form: Reopenable>(
    submitted: &Form,
    wanted: &Form,
    opened: BTreeSet<Form::Field>,
    read: impl Fn(&mut Form) -> Vec<Form::Field>,
) -> Vec<Form::Field> {
    let (open, allowed) = reopened(submitted, wanted, opened, read);
    let differing = wanted.differing_from(&allowed).into_iter();
    differing.filter(|field| !open.contains(field)).collect()
}

/// The fields that are open, and the form with these as they are wanted.
fn reopened<Form: Reopenable>(
    submitted: &Form,
    wanted: &Form,
    opened: BTreeSet<Form::Field>,
    read: impl Fn(&mut Form) -> Vec<Form::Field>,
) -> (BTreeSet<Form::Field>, Form) {
    let mut open = opened;
    loop {
        let mut allowed = submitted.clone();
        allowed.take_over(wanted, &open);
        let lacking = read(&mut allowed);
        let before = open.len();
        open.extend(lacking);
        if open.len() == before {
            return (open, allowed);
        }
    }
}

/// The fields of a section by their names.
pub(crate) fn by_name(section: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(section) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// The names of the fields of a section that are not as `before`.
pub(crate) fn differing<Section: Serialize>(now: &Section, before: &Section) -> Vec<String> {
    let before = by_name(before);
    let now = by_name(now).into_iter();
    now.filter(|(field, value)| before.get(field) != Some(value)).map(|(field, _)| field).collect()
}

/// Puts some fields of a section, chosen by name, in the place of what `into` has.
pub(crate) fn copy<Section: Serialize + DeserializeOwned>(
    from: &Section,
    into: &mut Section,
    chosen: impl Fn(&str) -> bool,
) {
    let mut fields = by_name(into);
    fields.extend(by_name(from).into_iter().filter(|(field, _)| chosen(field)));
    // Fields of two sections of one kind are fields of such a section.
    if let Ok(mixed) = serde_json::from_value(Value::Object(fields)) {
        *into = mixed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fields_that_differ_are_named_and_no_others() {
        let before = json!({ "city": "Xi'an", "street": "1 Test Road", "phone": null });
        let now = json!({ "city": "Nanjing", "street": "1 Test Road", "phone": "123" });
        assert_eq!(differing(&now, &before), ["city", "phone"]);
        assert_eq!(differing(&now, &now), [""; 0]);
    }
}
