//! What somebody wants who saves a section.

use serde::Deserialize;
use utoipa::ToSchema;

/// What is wanted with the fields (S36-S38).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = SaveIntent)]
pub enum Intent {
    /// Keep what is there so far.
    SaveDraft,
    /// Be done with this step.
    SaveAndNext,
}
