//! Letters as PDF. A letter is a template, the facts it certifies and a number of
//! a series; a kind of letter is a type that makes a [`Letter`] of its facts
//! ([`VisaExtension`] is the first), and [`render`] sets it on one page of A4.
//!
//! What the page shows is what the facts say: every character has its glyph in the
//! font of its script, and the text that programs read from the page is the text that
//! was given. A letter with a
//! character for which that cannot be kept is refused with the characters named,
//! never set with a box. In one build the same facts give the same bytes.
//!
//! The crate knows nothing of AWS, HTTP or the database, and stands by itself: its
//! libraries are in the binaries that set letters and in no others.

mod breaking;
mod codes;
mod fonts;
mod glyphs;
mod letter;
mod number;
mod page;
mod pdf;
mod squares;
mod visa_extension;
mod words;
mod writing;

pub use codes::{CheckCode, NotACode, VerificationCode};
pub use fonts::{FaceName, Fonts, UnusableFont};
pub use glyphs::CannotSet;
pub use letter::{Check, Fact, Issuer, Letter, Value};
pub use number::{LetterNumber, NotANumber, Series};
pub use page::{Page, Placed, set};
pub use visa_extension::{Gender, Permit, Student, Study, VisaExtension, Wanted};
pub use words::Bilingual;

/// The letter as a PDF: one page of A4, archival (PDF/A-2a) and accessible (PDF/UA-1).
///
/// # Errors
/// When a character of it has no glyph, or it does not fit on the page.
pub fn render(letter: &Letter, fonts: &Fonts) -> Result<Vec<u8>, CannotSet> {
    set(letter, fonts)?.pdf(fonts)
}
