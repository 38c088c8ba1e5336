//! The catalogue without its programmes: when one can apply, who pays, what one
//! is admitted as, which departments there are (S31-S33), and the office (S71).

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_platform::locale::Bilingual;
use shared_platform::slug::Slug;
use shared_platform::store::Key;
use utoipa::ToSchema;

use super::office::Office;
use crate::ids::ImportId;

/// The lists that an applicant chooses from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Catalogue {
    /// When studies begin, and when one can apply for that.
    pub intakes: Vec<Intake>,
    /// Who pays for the studies, each with what one can be admitted as under it.
    pub funding_categories: Vec<FundingCategory>,
    /// What one can be admitted as.
    pub admission_types: Vec<Named>,
    /// The departments.
    pub departments: Vec<Named>,
    /// The office, once it was imported.
    pub office: Option<Office>,
}

/// The lists to choose from as they are stored, with the version they are changed under.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StoredCatalogue {
    /// The lists.
    pub content: Catalogue,
    /// Zero before the first import.
    pub version: u64,
    /// The import that is being written.
    #[serde(default)]
    pub importing: Option<ImportId>,
}

/// The key of the lists in the Programmes table.
#[must_use]
pub fn catalogue_key() -> Key {
    Key::new("CATALOGUE", "CATALOGUE")
}

/// An intake with its window of application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Intake {
    /// Its short name, as `2027-autumn`.
    pub id: Slug,
    /// Its name.
    pub name: Bilingual,
    /// The first instant of the window.
    pub opens_at: Timestamp,
    /// The instant at which the window is over.
    pub closes_at: Timestamp,
    /// The first day of studies.
    pub starts_on: Date,
}

/// Who pays for the studies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FundingCategory {
    /// Its short name, as `self_funded`.
    pub id: Slug,
    /// Its name.
    pub name: Bilingual,
    /// The admission types it is open to, in the order shown.
    pub admission_types: Vec<Slug>,
}

/// A choice with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its short name.
    pub id: Slug,
    /// Its name.
    pub name: Bilingual,
}

impl Catalogue {
    /// The intake of this id.
    #[must_use]
    pub fn intake(&self, id: &Slug) -> Option<&Intake> {
        self.intakes.iter().find(|row| row.id == *id)
    }

    /// The funding category of this id.
    #[must_use]
    pub fn funding_category(&self, id: &Slug) -> Option<&FundingCategory> {
        self.funding_categories.iter().find(|row| row.id == *id)
    }

    /// The admission type of this id.
    #[must_use]
    pub fn admission_type(&self, id: &Slug) -> Option<&Named> {
        self.admission_types.iter().find(|row| row.id == *id)
    }

    /// The department of this id.
    #[must_use]
    pub fn department(&self, id: &Slug) -> Option<&Named> {
        self.departments.iter().find(|row| row.id == *id)
    }
}

/// When one can apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first instant.
    pub opens_at: Timestamp,
    /// The instant at which it is over.
    pub closes_at: Timestamp,
}

impl Intake {
    /// The window of a programme of this intake, which may close earlier.
    #[must_use]
    pub fn window(&self, programme_closes_at: Option<Timestamp>) -> Window {
        let closes_at = programme_closes_at.map_or(self.closes_at, |at| at.min(self.closes_at));
        Window { opens_at: self.opens_at, closes_at }
    }
}

impl Window {
    /// Whether one can apply now.
    #[must_use]
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.opens_at <= now && now < self.closes_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_open_from_its_first_instant_until_just_before_its_last() {
        let instant = |text: &str| text.parse::<Timestamp>().unwrap();
        let window = Window {
            opens_at: instant("2026-10-01T00:00:00Z"),
            closes_at: instant("2027-05-31T16:00:00Z"),
        };
        assert!(!window.is_open(instant("2026-09-30T23:59:59.999Z")));
        assert!(window.is_open(instant("2026-10-01T00:00:00Z")));
        assert!(window.is_open(instant("2027-05-31T15:59:59.999Z")));
        assert!(!window.is_open(instant("2027-05-31T16:00:00Z")));
    }
}
