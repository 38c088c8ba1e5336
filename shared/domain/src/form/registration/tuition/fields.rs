//! What is stored of the section.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The fields of section `tuition`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct TuitionFields {
    /// How the tuition of the semester is paid.
    pub payment: Option<TuitionPayment>,
    /// The confirmed claim of a remittance.
    pub remittance_claim: Option<String>,
}

/// How tuition is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TuitionPayment {
    /// On the university's payment platform, the first choice (S86).
    OnlinePlatform,
    /// By a remittance that was confirmed before (S87).
    Remittance,
    /// A scholarship pays it.
    Scholarship,
    /// In another way, with its receipt (S85).
    Other,
}
