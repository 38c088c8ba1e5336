//! The number of a letter as somebody at the counter types it.

use shared_letter::LetterNumber;
use shared_platform::Problem;
use shared_platform::http::FieldError;

/// The number that is meant. What is none is looked for like one that there is not.
pub(super) fn typed(number: &str) -> String {
    number.parse::<LetterNumber>().map_or_else(|_| "none".to_owned(), |number| number.to_string())
}

/// There is no letter of the number.
pub(super) fn unknown() -> Problem {
    FieldError::new("/number", "unknown_letter").into()
}
