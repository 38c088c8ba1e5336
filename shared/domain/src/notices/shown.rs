//! What mails and notices show. A sender says what it is; how it reads depends on
//! the reader's language and clock, which are known only when it is rendered.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_platform::locale::Bilingual;
use shared_platform::money::Money;

/// What a mail or a notice shows, by the names that its templates and texts use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Values(BTreeMap<String, Shown>);

/// A value of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Something to read.
    Words(Words),
    /// Several things to read, each by itself.
    List(Vec<Words>),
    /// Which of the ways a template knows it is said in; nobody reads it.
    Choice(String),
    /// Whether something is said.
    Flag(bool),
    /// What could be there, and is not.
    Nothing,
}

/// Something that is put into words for its reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Words {
    /// What somebody wrote on one line.
    Line(String),
    /// What somebody wrote, with its lines.
    Lines(String),
    /// What somebody wrote in both languages, on one line.
    Bilingual(Bilingual),
    /// An instant.
    Instant(Timestamp),
    /// A day.
    Day(Date),
    /// An amount of money.
    Amount(Money),
    /// A text of the service.
    Text {
        /// Its name in the catalogue of texts.
        name: String,
        /// What stands in its places.
        values: BTreeMap<String, Words>,
    },
    /// Sentences, one after the other.
    Sentences(Vec<Words>),
    /// A secret, letter by letter.
    Secret(String),
}

impl Values {
    /// No values.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// These and one more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Shown>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Shown> {
        self.0.get(name)
    }

    /// All of them, each with its name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Shown)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }
}

impl Shown {
    /// Which of the ways a template knows it is said in.
    #[must_use]
    pub fn choice(way: &str) -> Self {
        Self::Choice(way.to_owned())
    }
}

impl Words {
    /// What somebody wrote on one line.
    #[must_use]
    pub fn line(text: &str) -> Self {
        Self::Line(text.to_owned())
    }

    /// What somebody wrote, with its lines.
    #[must_use]
    pub fn lines(text: &str) -> Self {
        Self::Lines(text.to_owned())
    }

    /// A text of the service, by its name.
    #[must_use]
    pub fn text(name: impl Into<String>) -> Self {
        Self::Text { name: name.into(), values: BTreeMap::new() }
    }

    /// The same with what stands in one place of it.
    #[must_use]
    pub fn text_with(name: &str, place: &str, words: impl Into<Self>) -> Self {
        let values = BTreeMap::from([(place.to_owned(), words.into())]);
        Self::Text { name: name.to_owned(), values }
    }

    /// A secret, letter by letter.
    #[must_use]
    pub fn secret(secret: &str) -> Self {
        Self::Secret(secret.to_owned())
    }
}

impl From<&Bilingual> for Words {
    fn from(text: &Bilingual) -> Self {
        Self::Bilingual(text.clone())
    }
}

impl From<Timestamp> for Words {
    fn from(instant: Timestamp) -> Self {
        Self::Instant(instant)
    }
}

impl From<Date> for Words {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl From<Money> for Words {
    fn from(amount: Money) -> Self {
        Self::Amount(amount)
    }
}

impl<W: Into<Words>> From<W> for Shown {
    fn from(words: W) -> Self {
        Self::Words(words.into())
    }
}

impl<W: Into<Words>> From<Option<W>> for Shown {
    fn from(words: Option<W>) -> Self {
        words.map_or(Self::Nothing, |words| Self::Words(words.into()))
    }
}

impl From<Vec<Words>> for Shown {
    fn from(list: Vec<Words>) -> Self {
        Self::List(list)
    }
}

impl From<bool> for Shown {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}
