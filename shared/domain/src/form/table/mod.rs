//! A form as data: what its pages ask for, in which order and under which
//! conditions. Pages are drawn from it; what a field takes is for the reading to say.
//!
//! The names are those of the stored fields. Conditions are a closed language: a
//! page has nothing to understand but these few words.

mod condition;
mod document;
mod field;

use serde::Serialize;

pub use self::condition::Condition;
pub(crate) use self::condition::{empty, fact, is, is_not, ticked, unticked};
pub use self::document::Document;
pub(crate) use self::document::document;
pub use self::field::{Choices, Field, Kind, Optional};
pub(crate) use self::field::{
    agreement, country, date, email, language, month, paragraphs, phone, radios, select, short,
    text, tick, yes_no,
};

/// A form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Form {
    /// Its sections, in the order of the steps.
    pub sections: Vec<Section>,
}

/// A section of a form: a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// Its name in paths and pointers.
    pub name: &'static str,
    /// What is on it.
    pub parts: Parts,
}

impl Section {
    pub(crate) const fn new(name: &'static str, parts: Parts) -> Self {
        Self { name, parts }
    }
}

/// Parts in the order of the page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Parts(Vec<Part>);

impl Parts {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn heading(self, heading: impl Into<Heading>) -> Self {
        self.and(Part::Heading(heading.into()))
    }

    pub(crate) fn fields(mut self, fields: impl IntoIterator<Item = Field>) -> Self {
        self.0.extend(fields.into_iter().map(Part::Field));
        self
    }

    pub(crate) fn group(self, group: Group) -> Self {
        self.and(Part::Group(group))
    }

    pub(crate) fn document(self, document: Document) -> Self {
        self.and(Part::Document(document))
    }

    pub(crate) fn list(self, list: List) -> Self {
        self.and(Part::List(list))
    }

    fn and(mut self, part: Part) -> Self {
        self.0.push(part);
        self
    }

    /// Each part.
    pub fn iter(&self) -> impl Iterator<Item = &Part> {
        self.0.iter()
    }
}

/// A part of a section, a group or a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Part {
    /// Words over what follows.
    Heading(Heading),
    /// A field.
    Field(Field),
    /// A document to be uploaded.
    Document(Document),
    /// Fields under a name of their own.
    Group(Group),
    /// Rows.
    List(List),
}

/// A heading, with a note where its texts have one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Heading {
    /// The name of its text.
    #[serde(rename = "heading")]
    pub name: &'static str,
    /// When it is shown; always, where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<Condition>,
}

impl From<&'static str> for Heading {
    fn from(name: &'static str) -> Self {
        Self { name, shown: None }
    }
}

impl Heading {
    pub(crate) fn shown(self, condition: Condition) -> Self {
        Self { shown: Some(condition), ..self }
    }
}

/// Fields under a name of their own, as an address.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// The name of the group.
    #[serde(rename = "group")]
    pub name: &'static str,
    /// When it is shown; always, where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<Condition>,
    /// What is in it.
    pub parts: Parts,
}

impl Group {
    pub(crate) const fn new(name: &'static str, parts: Parts) -> Self {
        Self { name, shown: None, parts }
    }

    pub(crate) fn shown(self, condition: Condition) -> Self {
        Self { shown: Some(condition), ..self }
    }
}

/// Rows that can be added and removed (S49, S52).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct List {
    /// The name of the list.
    #[serde(rename = "list")]
    pub name: &'static str,
    /// How many rows it has at least.
    pub least: Count,
    /// When it is shown; always, where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<Condition>,
    /// What is in a row.
    pub parts: Parts,
}

impl List {
    pub(crate) const fn new(name: &'static str, least: Count, parts: Parts) -> Self {
        Self { name, least, shown: None, parts }
    }

    pub(crate) fn shown(self, condition: Condition) -> Self {
        Self { shown: Some(condition), ..self }
    }
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Count {
    /// Always so many.
    Number(u16),
    /// As many as a fact says.
    Fact {
        /// Its name.
        fact: &'static str,
    },
}
