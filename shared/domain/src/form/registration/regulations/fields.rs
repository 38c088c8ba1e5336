//! What is stored of the section.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The fields of section `regulations`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RegulationsFields {
    /// The version of the regulations that the student agrees to.
    pub agreed_to: Option<String>,
}
