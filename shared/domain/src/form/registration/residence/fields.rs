//! What is stored of the section.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The fields of section `residence`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ResidenceFields {
    /// On campus or off campus.
    pub residence: Option<ResidenceKind>,
    /// The first day there, YYYY-MM-DD.
    pub moved_in_on: Option<String>,
    /// The day the accommodation was registered with the police, YYYY-MM-DD.
    pub registered_on: Option<String>,
    /// Off campus: whom the contract names.
    pub contract_holder: Option<String>,
    /// The first day of the contract, YYYY-MM-DD.
    pub contract_start: Option<String>,
    /// Its last day, YYYY-MM-DD.
    pub contract_end: Option<String>,
}

/// Where a student lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResidenceKind {
    /// In a building of the university.
    OnCampus,
    /// Elsewhere.
    OffCampus,
}
