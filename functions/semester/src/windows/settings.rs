//! What the university has set about the registrations of a semester, beside its
//! windows.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_domain::form::registration::RegistrationRules;
use shared_platform::slug::Slug;
use utoipa::ToSchema;

/// What the registrations of a semester are measured against.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RegistrationSettings {
    /// The day on which visas and permits are extended (R4); where none is set, the
    /// first day of the semester counts.
    pub extension_on: Option<Date>,
    /// The version of the regulations that students agree to (S99); where none is
    /// set, they are those of the semester, and called as it is.
    pub regulations: Option<Slug>,
    /// How long papers must last, and how grave it is when something does not fit.
    pub rules: RegistrationRules,
}
