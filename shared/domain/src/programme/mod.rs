//! A programme of the catalogue, in the form it is imported, stored and shown.
//! Only the catalogue changes it; applications are made of it.

pub mod catalogue;
pub mod eligibility;
pub mod office;
pub mod seats;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_platform::locale::Bilingual;
use shared_platform::money::Money;
use shared_platform::slug::Slug;
use shared_platform::store::{Condition, Key};
use utoipa::ToSchema;

use self::eligibility::Eligibility;
use crate::document::ChecklistSlot;
use crate::form::application::FormSettings;
use crate::ids::ProgrammeId;

/// The language of teaching.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TeachingLanguage {
    /// Chinese.
    Chinese,
    /// English.
    English,
    /// Chinese and English.
    Both,
    /// Another language.
    Other,
}

impl TeachingLanguage {
    /// Every language, in the order shown.
    pub const ALL: [Self; 4] = [Self::Chinese, Self::English, Self::Both, Self::Other];
}

/// A programme of one intake, as an administrator imports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ImportedProgramme)]
pub struct Programme {
    /// The university's own name for this programme in this intake; its id is made from it.
    pub code: Slug,
    /// Its name.
    pub name: Bilingual,
    /// The department that teaches it.
    pub department: Slug,
    /// The major.
    pub major: Bilingual,
    /// The research area, where there is one.
    pub research_area: Option<Bilingual>,
    /// The language of teaching.
    pub teaching_language: TeachingLanguage,
    /// When the studies begin.
    pub intake: Slug,
    /// What one is admitted as.
    pub admission_type: Slug,
    /// How long it takes, in months.
    pub duration_months: u32,
    /// The instant at which applying is over, where that is before the end of the intake's window.
    pub closes_at: Option<Timestamp>,
    /// Who may pay for it, and the application fee.
    pub funding_categories: Vec<FundingFee>,
    /// What an applicant reads and agrees to before applying.
    pub guide: Guide,
    /// What the form asks for beyond what everybody is asked.
    #[serde(default)]
    #[schema(required = false)]
    pub asks: FormSettings,
    /// Whom it admits; everybody when not said.
    #[serde(default)]
    #[schema(required = false)]
    pub eligibility: Eligibility,
    /// How many applicants can be accepted; `null` where that is not limited.
    #[serde(default)]
    pub seats: Option<u32>,
    /// The documents asked for.
    pub checklist: Vec<ChecklistSlot>,
}

/// A funding category of a programme with its application fee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FundingFee {
    /// The funding category.
    pub id: Slug,
    /// The application fee; `null` where it is waived.
    pub fee: Option<Money>,
}

/// The application guide of a programme, dated and versioned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Guide {
    /// The version, which an applicant agrees to.
    pub version: Slug,
    /// The day it was published.
    pub published_at: Date,
    /// Who published it.
    pub publisher: Bilingual,
    /// What applicants must fulfil.
    pub requirements: Bilingual,
    /// What the documents must be like.
    pub documents_note: Bilingual,
    /// Until when to apply.
    pub deadline_note: Bilingual,
}

impl Programme {
    /// The id of the programme: the same for the same code, so that an import
    /// can be repeated.
    #[must_use]
    pub fn id(&self) -> ProgrammeId {
        ProgrammeId::named(self.code.as_str())
    }

    /// The funding category of this id, if the programme is open to it.
    #[must_use]
    pub fn funding(&self, category: &Slug) -> Option<&FundingFee> {
        self.funding_categories.iter().find(|funding| funding.id == *category)
    }
}

/// A programme as it is stored, with the version it is changed under.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredProgramme {
    /// The programme.
    pub content: Programme,
    /// Counts every change.
    pub version: u64,
    /// When it was taken out of the catalogue.
    #[serde(default)]
    pub removed_at: Option<Timestamp>,
}

impl StoredProgramme {
    /// That it is in the catalogue with this version of its guide (S30), as the
    /// condition of a write.
    #[must_use]
    pub fn offered_with_guide(version: &Slug) -> Condition {
        Condition::equals("content.guide.version", version).and(Condition::Missing("removedAt"))
    }
}

/// The key of a programme in the Programmes table.
#[must_use]
pub fn programme_key(programme: ProgrammeId) -> Key {
    Key::new(format!("PROGRAMME#{programme}"), "PROGRAMME")
}
