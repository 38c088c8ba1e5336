//! What automatic checks notice before a person looks at a matter.

use serde::{Deserialize, Serialize};
use shared_platform::slug::Slug;
use utoipa::ToSchema;

use super::headline::Word;
use super::words::FindingCode;

/// Something an automatic check noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Finding {
    /// What.
    #[schema(value_type = FindingCode)]
    pub code: Word,
    /// How grave it is.
    pub severity: Severity,
    /// The document slot it is about, if it is about one.
    pub slot: Option<Slug>,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth a look.
    Warning,
    /// It must not be so: something went wrong before this task was opened.
    Blocking,
}
