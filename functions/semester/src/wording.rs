//! What staff write in their own words.

use shared_platform::http::{FieldError, required_text};
use shared_platform::locale::Bilingual;

/// Longest note to a student, and longest remark to one, in characters.
pub(crate) const LONGEST_NOTE: usize = 500;

/// What is wrong with a note that has to be there in both languages (S106).
pub(crate) fn wrong_in_note(pointer: &str, note: &Bilingual) -> Vec<FieldError> {
    let of = [("en", &note.en), ("zh", &note.zh)].map(|(language, text)| {
        required_text(&format!("{pointer}/{language}"), text, LONGEST_NOTE).err()
    });
    of.into_iter().flatten().collect()
}
