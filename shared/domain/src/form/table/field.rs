//! The fields of a table.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::Count;
use super::condition::{Condition, value};

/// A field: how it is asked for, and when.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// The name of the field.
    pub name: &'static str,
    /// How it is asked for.
    pub kind: Kind,
    /// What can be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choices: Option<Choices>,
    /// When it is shown; always, where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<Condition>,
    /// When it may stay empty; never, where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub optional: Option<Optional>,
    /// What browsers fill it in with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<&'static str>,
    /// How many words the answer has at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least_words: Option<Count>,
}

/// How a field is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// A line.
    Text,
    /// A short line, as a number of a paper.
    Short,
    /// Several lines.
    Paragraphs,
    /// A day.
    Date,
    /// A month of a year.
    Month,
    /// A phone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A country or region.
    Country,
    /// A language.
    Language,
    /// One of many choices.
    Select,
    /// One of a few choices.
    Radios,
    /// Yes or no.
    YesNo,
    /// A box to tick.
    Tick,
    /// A box to tick under a text that has versions: the answer is the version that
    /// was agreed to.
    Agreement,
}

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Choices {
    /// The name of the list among the texts.
    pub name: String,
    /// The values, in the order in which they are offered.
    pub values: Vec<Value>,
}

impl Choices {
    /// The values of an enumeration, as the API document has them.
    fn of<Choice: ToSchema>() -> Self {
        let schema = serde_json::to_value(Choice::schema()).unwrap_or_default();
        let values = schema.get("enum").and_then(Value::as_array).cloned();
        let name = Choice::name();
        let (first, rest) = name.split_at(1);
        Self { name: format!("{}{rest}", first.to_lowercase()), values: values.unwrap_or_default() }
    }
}

/// When a field may stay empty.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Optional {
    /// Always: `true`.
    Always(bool),
    /// Where a condition holds.
    Where(Condition),
}

impl Field {
    const fn of(kind: Kind, name: &'static str) -> Self {
        Self {
            name,
            kind,
            choices: None,
            shown: None,
            optional: None,
            autocomplete: None,
            least_words: None,
        }
    }

    pub(crate) fn shown(self, condition: Condition) -> Self {
        Self { shown: Some(condition), ..self }
    }

    pub(crate) fn optional(self) -> Self {
        Self { optional: Some(Optional::Always(true)), ..self }
    }

    pub(crate) fn optional_where(self, condition: Condition) -> Self {
        Self { optional: Some(Optional::Where(condition)), ..self }
    }

    pub(crate) fn autocomplete(self, token: &'static str) -> Self {
        Self { autocomplete: Some(token), ..self }
    }

    pub(crate) fn least_words(self, least: Count) -> Self {
        Self { least_words: Some(least), ..self }
    }

    /// Offers these choices before the others.
    pub(crate) fn first<const N: usize>(mut self, choices: [impl Serialize; N]) -> Self {
        let first = choices.map(|choice| value(&choice));
        if let Some(choices) = &mut self.choices {
            choices.values.retain(|choice| !first.contains(choice));
            choices.values.splice(0..0, first);
        }
        self
    }
}

pub(crate) const fn text(name: &'static str) -> Field {
    Field::of(Kind::Text, name)
}

pub(crate) const fn short(name: &'static str) -> Field {
    Field::of(Kind::Short, name)
}

pub(crate) const fn paragraphs(name: &'static str) -> Field {
    Field::of(Kind::Paragraphs, name)
}

pub(crate) const fn date(name: &'static str) -> Field {
    Field::of(Kind::Date, name)
}

pub(crate) const fn month(name: &'static str) -> Field {
    Field::of(Kind::Month, name)
}

pub(crate) const fn phone(name: &'static str) -> Field {
    Field::of(Kind::Phone, name)
}

pub(crate) const fn email(name: &'static str) -> Field {
    Field::of(Kind::Email, name)
}

pub(crate) const fn country(name: &'static str) -> Field {
    Field::of(Kind::Country, name)
}

pub(crate) const fn language(name: &'static str) -> Field {
    Field::of(Kind::Language, name)
}

pub(crate) fn select<Choice: ToSchema>(name: &'static str) -> Field {
    Field { choices: Some(Choices::of::<Choice>()), ..Field::of(Kind::Select, name) }
}

pub(crate) fn radios<Choice: ToSchema>(name: &'static str) -> Field {
    Field { choices: Some(Choices::of::<Choice>()), ..Field::of(Kind::Radios, name) }
}

pub(crate) const fn yes_no(name: &'static str) -> Field {
    Field::of(Kind::YesNo, name)
}

pub(crate) const fn tick(name: &'static str) -> Field {
    Field::of(Kind::Tick, name)
}

pub(crate) const fn agreement(name: &'static str) -> Field {
    Field::of(Kind::Agreement, name)
}
