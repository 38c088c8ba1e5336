//! What people write in their own words.

pub(crate) use shared_platform::http::required_text;

/// Longest text that stands for itself, as an appeal, in characters.
pub(crate) const LONGEST_TEXT: usize = 2_000;
/// Longest note to something else, in characters.
pub(crate) const LONGEST_NOTE: usize = 500;
