//! What is stored of the section.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The fields of section `passport`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PassportFields {
    /// Whether the passport is another one than last time.
    pub passport_changed: Option<bool>,
    /// The number of the new one.
    pub passport_no: Option<String>,
    /// Its last day, YYYY-MM-DD.
    pub passport_expiry: Option<String>,
}
