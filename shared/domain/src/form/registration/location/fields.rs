//! What is stored of the section.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The fields of section `location`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct LocationFields {
    /// Where the student is.
    pub location: Option<Location>,
    /// In China: the day of the last entry, YYYY-MM-DD.
    pub entry_date: Option<String>,
}

/// Where a student is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Location {
    /// In Chinese mainland.
    InChina,
    /// Elsewhere.
    Abroad,
}
