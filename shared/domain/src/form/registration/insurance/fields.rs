//! What is stored of the section.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The fields of section `insurance`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct InsuranceFields {
    /// The number of the policy.
    pub policy_no: Option<String>,
    /// Its first day, YYYY-MM-DD.
    pub starts_on: Option<String>,
    /// Its last day, YYYY-MM-DD.
    pub ends_on: Option<String>,
}
