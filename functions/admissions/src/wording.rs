//! What people write in their own words.

use shared_platform::http::FieldError;

/// Longest text that stands for itself, as an appeal, in characters.
pub(crate) const LONGEST_TEXT: usize = 2_000;
/// Longest note to something else, in characters.
pub(crate) const LONGEST_NOTE: usize = 500;

/// A text that has to be there, without the blanks around it.
///
/// # Errors
/// `required` where nothing is left, `too_long` beyond so many characters.
pub(crate) fn required_text(
    pointer: &str,
    given: &str,
    longest: usize,
) -> Result<String, FieldError> {
    let text = given.trim();
    let code = match text.chars().count() {
        0 => "required",
        length if length > longest => "too_long",
        _ => return Ok(text.to_owned()),
    };
    Err(FieldError::new(pointer, code))
}
