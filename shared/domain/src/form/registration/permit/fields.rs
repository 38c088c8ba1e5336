//! What is stored of the section.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The fields of section `permit`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PermitFields {
    /// A visa or a residence permit.
    pub permit_type: Option<PermitKind>,
    /// Its number.
    pub permit_no: Option<String>,
    /// Its last day, YYYY-MM-DD.
    pub permit_expiry: Option<String>,
}

/// By what a student may stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PermitKind {
    /// A visa.
    Visa,
    /// A residence permit.
    ResidencePermit,
}
