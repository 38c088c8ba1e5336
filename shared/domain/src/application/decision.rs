//! What staff can decide on an application, and why.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_platform::locale::Bilingual;
use shared_platform::texts;
use utoipa::ToSchema;

use crate::notices::Words;

/// How an application was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionOutcome {
    /// The applicant is admitted.
    Accept,
    /// The applicant is not admitted.
    Decline,
    /// The applicant would be admitted if there were a place, and waits for one.
    Waitlist,
}

impl DecisionOutcome {
    /// Every outcome, in the order shown.
    pub const ALL: [Self; 3] = [Self::Accept, Self::Waitlist, Self::Decline];

    /// Its name, as replies and templates use it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Decline => "decline",
            Self::Waitlist => "waitlist",
        }
    }
}

/// Why a decision was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionReason {
    /// All that the guide asks for is fulfilled.
    RequirementsMet,
    /// Something that the guide asks for is not fulfilled.
    RequirementsNotMet,
    /// The results so far are not good enough.
    ResultsNotSufficient,
    /// The language of teaching is not spoken well enough.
    LanguageNotSufficient,
    /// The documents do not show what they must.
    DocumentsNotSufficient,
    /// The study plan does not convince.
    StudyPlanNotConvincing,
    /// Something that was said is not true.
    InformationNotTrue,
    /// Other applicants are ranked higher.
    OthersRankedHigher,
    /// There is no place left.
    NoPlaceLeft,
    /// Something else, which the note to the applicant says.
    Other,
}

impl DecisionReason {
    /// Every reason, in the order shown.
    pub const ALL: [Self; 10] = [
        Self::RequirementsMet,
        Self::RequirementsNotMet,
        Self::ResultsNotSufficient,
        Self::LanguageNotSufficient,
        Self::DocumentsNotSufficient,
        Self::StudyPlanNotConvincing,
        Self::InformationNotTrue,
        Self::OthersRankedHigher,
        Self::NoPlaceLeft,
        Self::Other,
    ];

    /// Whether one can decide so for this reason.
    #[must_use]
    pub const fn is_for(self, outcome: DecisionOutcome) -> bool {
        match self {
            Self::Other => true,
            Self::RequirementsMet => matches!(outcome, DecisionOutcome::Accept),
            Self::OthersRankedHigher | Self::NoPlaceLeft => {
                matches!(outcome, DecisionOutcome::Decline | DecisionOutcome::Waitlist)
            }
            Self::RequirementsNotMet
            | Self::ResultsNotSufficient
            | Self::LanguageNotSufficient
            | Self::DocumentsNotSufficient
            | Self::StudyPlanNotConvincing
            | Self::InformationNotTrue => matches!(outcome, DecisionOutcome::Decline),
        }
    }

    /// What the applicant is told.
    #[must_use]
    pub fn text(self) -> Bilingual {
        texts::in_both_languages(self.text_name())
    }

    /// The same for a mail or a notice; what only points at the note is left to it.
    #[must_use]
    pub fn in_words(self) -> Option<Words> {
        (self != Self::Other).then(|| Words::text(self.text_name()))
    }

    const fn text_name(self) -> &'static str {
        match self {
            Self::RequirementsMet => "reason-requirements-met",
            Self::RequirementsNotMet => "reason-requirements-not-met",
            Self::ResultsNotSufficient => "reason-results-not-sufficient",
            Self::LanguageNotSufficient => "reason-language-not-sufficient",
            Self::DocumentsNotSufficient => "reason-documents-not-sufficient",
            Self::StudyPlanNotConvincing => "reason-study-plan-not-convincing",
            Self::InformationNotTrue => "reason-information-not-true",
            Self::OthersRankedHigher => "reason-others-ranked-higher",
            Self::NoPlaceLeft => "reason-no-place-left",
            Self::Other => "reason-other",
        }
    }
}

/// What can be asked for before an admitted applicant may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConditionCode {
    /// The last transcript of the present school.
    FinalTranscript,
    /// The certificate of the degree that the applicant is about to get.
    DegreeCertificate,
    /// A better or newer result of a language test.
    LanguageCertificate,
    /// The physical examination for foreigners.
    PhysicalExamination,
    /// A passport that is valid for longer.
    PassportRenewal,
    /// Proof that the studies can be paid.
    FinancialProof,
    /// Something else, which the note says.
    Other,
}

impl ConditionCode {
    /// Every condition, in the order shown.
    pub const ALL: [Self; 7] = [
        Self::FinalTranscript,
        Self::DegreeCertificate,
        Self::LanguageCertificate,
        Self::PhysicalExamination,
        Self::PassportRenewal,
        Self::FinancialProof,
        Self::Other,
    ];

    /// What the applicant is told.
    #[must_use]
    pub fn text(self) -> Bilingual {
        texts::in_both_languages(self.text_name())
    }

    const fn text_name(self) -> &'static str {
        match self {
            Self::FinalTranscript => "condition-final-transcript",
            Self::DegreeCertificate => "condition-degree-certificate",
            Self::LanguageCertificate => "condition-language-certificate",
            Self::PhysicalExamination => "condition-physical-examination",
            Self::PassportRenewal => "condition-passport-renewal",
            Self::FinancialProof => "condition-financial-proof",
            Self::Other => "condition-other",
        }
    }
}

/// Something that an admitted applicant must still bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AdmissionCondition {
    /// What.
    pub code: ConditionCode,
    /// More about it.
    pub note: Option<Bilingual>,
    /// The last day for it.
    pub due_on: Option<Date>,
}

impl AdmissionCondition {
    /// What is to be brought, and until when, for a mail or a notice; what only
    /// points at the note is left to it.
    #[must_use]
    pub fn in_words(&self) -> Words {
        let what = (self.code != ConditionCode::Other).then(|| Words::text(self.code.text_name()));
        let note = self.note.as_ref().map(Words::from);
        let until = self.due_on.map(|day| Words::text_with("condition-until", "day", day));
        Words::Sentences([what, note, until].into_iter().flatten().collect())
    }
}

/// What the log is told of a decision that is for colleagues only.
pub(crate) const TOLD_TO_STAFF: &[&str] =
    &["after.reasons", "after.conditions", "after.justified", "after.withoutPlace"];

/// What a decision rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Grounds {
    /// Why.
    #[serde(default)]
    pub reasons: Vec<DecisionReason>,
    /// What an admitted applicant must still bring.
    #[serde(default)]
    pub conditions: Vec<AdmissionCondition>,
    /// What the applicant is told beside.
    pub note_to_applicant: Option<String>,
    /// Why the applicant is admitted although a check found something that must
    /// not be so, or without a place.
    pub justification: Option<String>,
    /// Whether the applicant is admitted also where no place is left. It is said
    /// by itself, so that who sets a check aside does not do this unknowingly.
    #[serde(default)]
    pub without_place: bool,
}

/// What staff choose from when they decide, as docs/forms.json has it.
#[derive(Debug, Serialize)]
pub struct DecisionChoices {
    /// How one can decide.
    outcomes: [DecisionOutcome; 3],
    /// Why, for each outcome.
    reasons: BTreeMap<&'static str, Vec<DecisionReason>>,
    /// What an acceptance can depend on.
    conditions: [ConditionCode; 7],
}

impl DecisionChoices {
    /// All there is.
    #[must_use]
    pub fn all() -> Self {
        let reasons = |outcome: DecisionOutcome| {
            let all = DecisionReason::ALL.into_iter();
            (outcome.name(), all.filter(|reason| reason.is_for(outcome)).collect())
        };
        Self {
            outcomes: DecisionOutcome::ALL,
            reasons: DecisionOutcome::ALL.into_iter().map(reasons).collect(),
            conditions: ConditionCode::ALL,
        }
    }
}

/// A decision that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The decision.
    pub outcome: DecisionOutcome,
    /// What the applicant was told of it.
    #[serde(flatten)]
    pub details: DecisionDetails,
}

/// What an applicant is told of a decision, besides the decision itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DecisionDetails {
    /// When it was made.
    pub decided_at: Timestamp,
    /// Why.
    pub reasons: Vec<DecisionReason>,
    /// What an admitted applicant must still bring.
    pub conditions: Vec<AdmissionCondition>,
    /// What the reviewer wrote to the applicant.
    pub note_to_applicant: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_said(text: &Bilingual) -> bool {
        let is_text =
            |text: &str| text.contains(|letter: char| !letter.is_ascii()) || text.contains(' ');
        is_text(&text.en) && is_text(&text.zh) && text.en != text.zh
    }

    #[test]
    fn every_reason_and_every_condition_has_its_text_in_both_languages() {
        for text in DecisionReason::ALL.map(DecisionReason::text) {
            assert!(is_said(&text), "{text:?}");
        }
        for text in ConditionCode::ALL.map(ConditionCode::text) {
            assert!(is_said(&text), "{text:?}");
        }
    }

    #[test]
    fn whatever_is_decided_there_are_reasons_for_it() {
        for outcome in DecisionOutcome::ALL {
            let reasons = DecisionReason::ALL.iter().filter(|reason| reason.is_for(outcome));
            assert!(reasons.count() > 1, "{outcome:?}");
        }
    }
}
