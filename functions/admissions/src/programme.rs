//! A programme of the catalogue, in the form it is imported, stored and shown.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_domain::application::ChecklistSlot;
use shared_domain::form::FormSettings;
use shared_domain::ids::ProgrammeId;
use shared_platform::locale::Bilingual;
use shared_platform::money::Money;
use shared_platform::slug::Slug;
use utoipa::ToSchema;

use crate::eligibility::Eligibility;

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

/// What a search shows of a programme under one funding category; stored so
/// that a page of results is one query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Offering {
    /// The programme.
    pub id: ProgrammeId,
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
    /// How long it takes, in months.
    pub duration_months: u32,
    /// Where applying is over before the end of the intake's window.
    pub closes_at: Option<Timestamp>,
    /// The application fee; `None` where it is waived.
    pub fee: Option<Money>,
}

impl Offering {
    /// What a search shows of `programme` under one of its funding categories.
    #[must_use]
    pub fn of(programme: &Programme, funding: &FundingFee) -> Self {
        Self {
            id: programme.id(),
            name: programme.name.clone(),
            department: programme.department.clone(),
            major: programme.major.clone(),
            research_area: programme.research_area.clone(),
            teaching_language: programme.teaching_language,
            intake: programme.intake.clone(),
            duration_months: programme.duration_months,
            closes_at: programme.closes_at,
            fee: funding.fee,
        }
    }

    /// Whether every word of `text` stands in the name, major or research area,
    /// in either language.
    #[must_use]
    pub fn mentions(&self, text: &str) -> bool {
        let texts = [Some(&self.name), Some(&self.major), self.research_area.as_ref()];
        let here: Vec<String> = texts
            .into_iter()
            .flatten()
            .flat_map(|text| [text.en.to_lowercase(), text.zh.to_lowercase()])
            .collect();
        text.to_lowercase()
            .split_whitespace()
            .all(|word| here.iter().any(|text| text.contains(word)))
    }
}
