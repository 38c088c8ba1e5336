//! A decision as the applicant reads it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_domain::application::decision::{
    AdmissionCondition, ConditionCode, Decision, DecisionOutcome, DecisionReason,
};
use shared_platform::locale::Bilingual;
use utoipa::ToSchema;

/// What staff decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Decision)]
pub struct DecisionView {
    /// The decision.
    pub outcome: DecisionOutcome,
    /// When it was made.
    pub decided_at: Timestamp,
    /// Why.
    pub reasons: Vec<ReasonView>,
    /// What an admitted applicant must still bring.
    pub conditions: Vec<ConditionView>,
    /// What the reviewer wrote to the applicant.
    pub note_to_applicant: Option<String>,
}

/// A reason in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReasonView {
    /// The reason.
    pub code: DecisionReason,
    /// What it says.
    pub text: Bilingual,
}

/// A condition in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConditionView {
    /// The condition.
    pub code: ConditionCode,
    /// What it says.
    pub text: Bilingual,
    /// More about it.
    pub note: Option<Bilingual>,
    /// The last day for it.
    pub due_on: Option<Date>,
}

impl From<Decision> for DecisionView {
    fn from(decision: Decision) -> Self {
        let Decision { outcome, details } = decision;
        let reasons = details.reasons.into_iter();
        let reasons = reasons.map(|code| ReasonView { code, text: code.text() });
        Self {
            outcome,
            decided_at: details.decided_at,
            reasons: reasons.collect(),
            conditions: details.conditions.into_iter().map(ConditionView::from).collect(),
            note_to_applicant: details.note_to_applicant,
        }
    }
}

impl From<AdmissionCondition> for ConditionView {
    fn from(condition: AdmissionCondition) -> Self {
        let AdmissionCondition { code, note, due_on } = condition;
        Self { code, text: code.text(), note, due_on }
    }
}
