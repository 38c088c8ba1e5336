//! Rows of a search (S31-S35): a page of results is one query of one partition.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::ids::ProgrammeId;
use shared_domain::programme::{FundingFee, Programme, TeachingLanguage};
use shared_platform::locale::Bilingual;
use shared_platform::money::Money;
use shared_platform::slug::Slug;
use shared_platform::store::Key;

/// What a search shows of a programme under one funding category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Offering {
    /// The programme.
    pub(crate) id: ProgrammeId,
    /// Its name.
    pub(crate) name: Bilingual,
    /// The department that teaches it.
    pub(crate) department: Slug,
    /// The major.
    pub(crate) major: Bilingual,
    /// The research area, where there is one.
    pub(crate) research_area: Option<Bilingual>,
    /// The language of teaching.
    pub(crate) teaching_language: TeachingLanguage,
    /// When the studies begin.
    pub(crate) intake: Slug,
    /// How long it takes, in months.
    pub(crate) duration_months: u32,
    /// Where applying is over before the end of the intake's window.
    pub(crate) closes_at: Option<Timestamp>,
    /// The application fee; `None` where it is waived.
    pub(crate) fee: Option<Money>,
}

impl Offering {
    /// What a search shows of `programme` under one of its funding categories.
    pub(crate) fn of(programme: &Programme, funding: &FundingFee) -> Self {
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
    pub(crate) fn mentions(&self, text: &str) -> bool {
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

/// The partition of one search.
pub(crate) fn offering_partition(
    intake: &Slug,
    funding_category: &Slug,
    admission_type: &Slug,
) -> String {
    format!("OFFERING#{intake}#{funding_category}#{admission_type}")
}

/// The keys of the rows that show a programme, in the order of its funding categories.
pub(crate) fn offering_keys(programme: &Programme) -> Vec<Key> {
    let key = |category| {
        Key::new(
            offering_partition(&programme.intake, category, &programme.admission_type),
            format!("{}#{}", programme.department, programme.id()),
        )
    };
    programme.funding_categories.iter().map(|funding| key(&funding.id)).collect()
}
