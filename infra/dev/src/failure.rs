//! Why the local run cannot go on, in words for the person who started it.

use std::fmt::Display;

/// What went wrong and what to do about it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(String);

impl Failure {
    /// A failure that says `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

/// Turns an error into a [`Failure`] that says what was being done.
pub(crate) trait OrFail<T> {
    /// The value, or a failure that begins with `doing`.
    fn or_fail(self, doing: impl Display) -> Result<T, Failure>;
}

impl<T, E: Display> OrFail<T> for Result<T, E> {
    fn or_fail(self, doing: impl Display) -> Result<T, Failure> {
        self.map_err(|error| Failure(format!("{doing}: {error}")))
    }
}
