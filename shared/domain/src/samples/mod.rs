//! Nouns for tests, made up but complete: a new field of a noun is added here and
//! in no test. What a test is about it says itself, over the sample:
//! `Document { slot, ..samples::document(…) }`.

// A test stops at the first thing that is not as it must be.
#![allow(clippy::unwrap_used)]

mod application;
mod document;
mod payment;
mod people;
mod review;

pub use application::{
    application, decided, in_stage, open_revision, programme, revision, slot, stage, stages,
    submission,
};
pub use document::document;
pub use payment::order;
pub use people::{colleague, contact, office, student};
pub use review::{Question, REMARK, Reasons, task};

use shared_platform::locale::Bilingual;

/// A text that is the same in both languages.
#[must_use]
pub fn bilingual(text: &str) -> Bilingual {
    Bilingual { en: text.to_owned(), zh: text.to_owned() }
}
