//! A slot: one kind of document that a folder asks for.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_platform::locale::Bilingual;
use shared_platform::slug::Slug;
use utoipa::ToSchema;

/// The slot of the ID photo, which has rules of its own (S39, S40, S41).
pub const PHOTO_SLOT: &str = "photo";

/// One kind of document that a programme asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChecklistSlot {
    /// The slot, as `passport_page` or `photo`.
    pub slot: Slug,
    /// What the applicant is asked for.
    pub name: Bilingual,
    /// Whether an application can be submitted without it.
    pub required: bool,
    /// Media types taken, as `image/jpeg`.
    pub content_types: Vec<String>,
    /// Largest file, in bytes.
    pub max_bytes: u64,
    /// Fewest files, where the slot is required or used at all.
    pub min_count: u32,
    /// Most files.
    pub max_count: u32,
    /// The address of a form to fill in, sign and upload.
    #[serde(default)]
    pub template: Option<String>,
    /// For how many months after its date of issue the document is good.
    #[serde(default)]
    pub valid_months: Option<u32>,
    /// The slot of which this one holds the translation. It is asked for, where
    /// it is required, as soon as the original is; and a translation asks for
    /// its original.
    #[serde(default)]
    pub translation_of: Option<Slug>,
}

/// Whether a paper issued on a date is still taken by a slot on another date.
#[must_use]
pub fn is_recent(row: &ChecklistSlot, issued_on: Option<Date>, today: Date) -> bool {
    let Some(months) = row.valid_months else { return true };
    issued_on.is_some_and(|issued| issued.saturating_add(i64::from(months).months()) >= today)
}
