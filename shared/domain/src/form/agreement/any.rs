//! Random fields.

use proptest::prelude::*;
use serde_json::Value;

use super::{filled, possible};
use crate::form::table::Section;

/// Anything in every field of a section, and any number of rows in its lists.
pub(crate) fn any_fields(section: Section) -> impl Strategy<Value = Value> {
    let texts = prop::collection::vec(any_text(), 40);
    let chosen = prop::collection::vec(any::<prop::sample::Index>(), 80);
    (texts, chosen).prop_map(move |(texts, chosen)| {
        let mut texts = texts.iter().cycle();
        let chosen = std::cell::RefCell::new(chosen.iter().cycle());
        let choose = |among: usize| chosen.borrow_mut().next().unwrap().index(among);
        filled(&section.parts, &mut |_| choose(4), &mut |field| {
            let possible = possible(field);
            match &possible[choose(possible.len())] {
                Value::String(_) if field.choices.is_none() => texts.next().unwrap().clone(),
                value => value.clone(),
            }
        })
    })
}

/// Text of the kinds that people type into forms.
pub(crate) fn any_text() -> impl Strategy<Value = Value> {
    prop_oneof![
        2 => Just(Value::Null),
        1 => "\\PC{0,12}".prop_map(Value::from),
        1 => "[A-Za-z '-]{0,50}".prop_map(Value::from),
        1 => "[0-9]{1,4}([.-][0-9]{1,2}){0,2}".prop_map(Value::from),
        1 => "(19|20)[0-9]{2}-(0[1-9]|1[0-2])(-[0-2][0-9])?".prop_map(Value::from),
        1 => "\\+[0-9 ]{5,18}".prop_map(Value::from),
        1 => "[A-Z]{2}".prop_map(Value::from),
        1 => "[a-z]{1,5}@example\\.org".prop_map(Value::from),
    ]
}
