//! A letter as it is set: what a template makes of its facts.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Bilingual, CheckCode, LetterNumber, VerificationCode};

/// One page: who writes to whom, about what, and what is certified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Who writes.
    pub issuer: Issuer,
    /// The number of the letter.
    pub number: LetterNumber,
    /// The day of issue. The document bears it too: no clock is asked.
    pub issued: Date,
    /// What the letter is.
    pub title: Bilingual,
    /// To whom it is written.
    pub addressee: Bilingual,
    /// What is said before the facts.
    pub opening: Bilingual,
    /// The facts, in the order in which they are read.
    pub facts: Vec<Fact>,
    /// What is said after the facts.
    pub closing: Bilingual,
    /// How the letter is verified.
    pub check: Check,
}

/// One fact: its label, and what is certified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: Bilingual,
    /// What is certified.
    pub value: Value,
}

impl Fact {
    /// A fact under the label in Chinese and in English.
    pub fn new(zh: &str, en: &str, value: impl Into<Value>) -> Self {
        Self { label: Bilingual::new(zh, en), value: value.into() }
    }
}

/// The value of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A name or a number: set as it is.
    Verbatim(String),
    /// Words, set in both languages.
    Words(Bilingual),
    /// A day, set in both languages.
    Day(Date),
}

impl Value {
    /// The value as it stands on the page.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Verbatim(text) => text.clone(),
            Self::Words(words) => words.on_one_line(),
            Self::Day(day) => Bilingual::date(*day).on_one_line(),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Verbatim(text.to_owned())
    }
}

impl From<&Bilingual> for Value {
    fn from(words: &Bilingual) -> Self {
        Self::Words(words.clone())
    }
}

impl From<Date> for Value {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

/// Who writes letters: the university, and the office that answers questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issuer {
    /// The university.
    pub university: Bilingual,
    /// The office.
    pub office: Bilingual,
    /// Where it is.
    pub address: Bilingual,
    /// How it is reached: telephone and mail.
    pub contact: String,
}

/// How a letter is verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The public page that confirms letters.
    pub page: String,
    /// What is typed there beside the number.
    pub code: CheckCode,
    /// What the QR code holds beside the number.
    pub verification: VerificationCode,
}

impl Check {
    /// What the QR code of a letter holds. Number and code stand behind the `#`, which
    /// browsers send to nobody: they are in no log of a server and in no `Referer`.
    #[must_use]
    pub fn link(&self, number: LetterNumber) -> String {
        format!("{}#{number}.{}", self.page, self.verification)
    }
}
