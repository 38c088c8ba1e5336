//! A section as it is shown to who fills it in.

use serde::Serialize;
use shared_platform::Locale;
use shared_platform::http::{FieldError, FieldProblem};
use utoipa::ToSchema;

use super::findings::Findings;

/// A section of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SectionView<Fields> {
    /// The fields as far as they are filled in.
    pub fields: Fields,
    /// Whether nothing is missing, wrong or to be confirmed today.
    pub complete: bool,
    /// What is missing, wrong or to be confirmed, with pointers into the fields
    /// (S55, S56).
    pub missing: Vec<FieldProblem>,
    /// What is worth a second look before submission; it keeps nothing back.
    pub warnings: Vec<FieldProblem>,
}

impl<Fields> SectionView<Fields> {
    /// A section with what was found in it.
    #[must_use]
    pub fn of(fields: Fields, findings: Findings, locale: Locale) -> Self {
        let explained = |error: &FieldError| error.explained(locale);
        let missing: Vec<FieldProblem> = findings.lacking().map(explained).collect();
        let warnings = findings.warnings.iter().map(explained).collect();
        Self { fields, complete: missing.is_empty(), missing, warnings }
    }
}
