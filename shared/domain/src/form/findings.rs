//! What reading a form finds, each at its field.

use shared_platform::http::FieldError;

/// What reading found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// What no draft can hold: endless text, control characters.
    pub unkeepable: Vec<FieldError>,
    /// What keeps a section from being complete (S38, S60).
    pub gaps: Vec<FieldError>,
    /// What somebody has still to confirm. A section is complete without it, a
    /// form is not (S13, S60).
    pub unconfirmed: Vec<FieldError>,
    /// What is worth a second look, and keeps nothing back (S42).
    pub warnings: Vec<FieldError>,
}

impl Findings {
    /// The findings of a part as findings of the whole.
    pub(crate) fn add_under(&mut self, prefix: &str, part: Self) {
        self.unkeepable.extend(under(prefix, part.unkeepable));
        self.gaps.extend(under(prefix, part.gaps));
        self.unconfirmed.extend(under(prefix, part.unconfirmed));
        self.warnings.extend(under(prefix, part.warnings));
    }

    /// What keeps a form from being submitted (S60).
    pub fn lacking(&self) -> impl Iterator<Item = &FieldError> {
        self.unkeepable.iter().chain(&self.gaps).chain(&self.unconfirmed)
    }
}

/// Errors of a part as errors of the whole.
#[must_use]
pub fn under(prefix: &str, errors: Vec<FieldError>) -> Vec<FieldError> {
    let moved =
        |error: FieldError| FieldError::new(format!("{prefix}{}", error.pointer), error.code);
    errors.into_iter().map(moved).collect()
}
