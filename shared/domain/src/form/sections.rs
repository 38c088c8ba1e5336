//! A form is divided into sections. What is the same in every form, whichever
//! sections it has, goes by their names.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use shared_platform::http::{FieldError, typed};

use super::findings::Findings;
use super::reopening::{Reopenable, by_name, differing};

/// The name of a section of a form.
pub trait SectionName: std::fmt::Debug + Copy + Ord + 'static {
    /// Every section, in the order of the steps.
    const EVERY: &'static [Self];

    /// The name in paths and pointers.
    fn name(self) -> &'static str;
}

/// All sections of a form: one field for each, with the section's name.
pub trait AllSections: Clone + Default + Serialize + DeserializeOwned {
    /// Their names.
    type Name: SectionName;

    /// The fields of a section by their names.
    #[must_use]
    fn fields(&self, section: Self::Name) -> Map<String, Value> {
        match by_name(self).remove(section.name()) {
            Some(Value::Object(fields)) => fields,
            _ => Map::new(),
        }
    }

    /// The same form with what a client sends in the place of a section.
    ///
    /// # Errors
    /// Where the section has no such field, or it is not of its type; with a pointer
    /// into the section.
    fn with(&self, section: Self::Name, fields: Value) -> Result<Self, FieldError> {
        let mut all = by_name(self);
        all.insert(section.name().to_owned(), fields);
        typed("", Value::Object(all), "malformed").map_err(|error| {
            let place = format!("/{}", section.name());
            let pointer = error.pointer.strip_prefix(&place).unwrap_or(&error.pointer);
            FieldError::new(pointer, error.code)
        })
    }
}

impl<Sections: AllSections> Reopenable for Sections {
    type Field = (Sections::Name, String);

    fn take_over(&mut self, from: &Self, open: &BTreeSet<Self::Field>) {
        let mut all = by_name(self);
        for (section, field) in open {
            let taken = from.fields(*section).remove(field);
            let place = all.get_mut(section.name()).and_then(Value::as_object_mut);
            if let (Some(place), Some(taken)) = (place, taken) {
                place.insert(field.clone(), taken);
            }
        }
        // Fields of two forms of one kind are fields of such a form.
        if let Ok(mixed) = serde_json::from_value(Value::Object(all)) {
            *self = mixed;
        }
    }

    fn differing_from(&self, other: &Self) -> Vec<Self::Field> {
        let fields = |section: &Sections::Name| {
            let section = *section;
            let names = differing(&self.fields(section), &other.fields(section));
            names.into_iter().map(move |field| (section, field))
        };
        Sections::Name::EVERY.iter().flat_map(fields).collect()
    }
}

/// What reading a form found, section by section, with pointers into each.
#[derive(Debug, Clone)]
pub(crate) struct Found<Name>(Vec<(Name, Findings)>);

impl<Name: SectionName> Found<Name> {
    pub(crate) fn new(sections: impl IntoIterator<Item = (Name, Findings)>) -> Self {
        Self(sections.into_iter().collect())
    }

    /// All of it, with pointers like `/sections/basic_information/familyName`.
    pub(crate) fn all(self) -> Findings {
        let mut all = Findings::default();
        for (section, findings) in self.0 {
            all.add_under(&format!("/sections/{}", section.name()), findings);
        }
        all
    }

    /// The fields that are missing, wrong or not confirmed, each with its section.
    pub(crate) fn lacking(&self) -> Vec<(Name, String)> {
        let fields = |(section, findings): &(Name, Findings)| {
            let section = *section;
            let named = findings.lacking().filter_map(move |error| {
                Some((section, error.pointer.split('/').nth(1)?.to_owned()))
            });
            named.collect::<Vec<_>>()
        };
        self.0.iter().flat_map(fields).collect()
    }

    /// What was found in one section.
    pub(crate) fn findings_of(&mut self, section: Name) -> Option<&mut Findings> {
        self.0.iter_mut().find(|(each, _)| *each == section).map(|(_, findings)| findings)
    }

    /// What was found in one section, taken out.
    pub(crate) fn take(&mut self, section: Name) -> Findings {
        self.findings_of(section).map(std::mem::take).unwrap_or_default()
    }
}
