//! What the form is measured against beside its own fields.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_platform::slug::Slug;
use utoipa::ToSchema;

use super::checks::Check;
use crate::form::ConfirmedEmails;
use crate::ids::{ClaimId, OrderId};
use crate::names::PassportName;
use crate::registration::papers::Papers;
use crate::review::Severity;

/// What the fields of a registration are measured against.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// Today in Beijing.
    pub today: Date,
    /// The semester.
    pub term: &'a Term,
    /// Who the student is, by the student's record.
    pub known: &'a Known,
    /// Whether it is the student's first semester.
    pub is_new: bool,
    /// What is known of the tuition.
    pub tuition: &'a TuitionFacts,
    /// The addresses that are confirmed.
    pub confirmed_emails: &'a ConfirmedEmails,
    /// The version of the regulations that is in force.
    pub regulations: &'a Slug,
    /// What the university has set.
    pub rules: &'a RegistrationRules,
}

/// The semester that is registered for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Term {
    /// Its name.
    pub semester: Slug,
    /// Its first day.
    pub starts: Date,
    /// Its last day.
    pub ends: Date,
    /// The day on which permits are extended.
    pub extension_day: Date,
}

/// What the student's record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The name as in the passport.
    pub name: PassportName,
    /// The Chinese name, where there is one.
    pub chinese_name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The papers, as staff have seen them last.
    pub papers: Papers,
}

/// What is known of the tuition of the semester.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TuitionFacts {
    /// The student's own order on the payment platform, once it is paid.
    pub paid_order: Option<OrderId>,
    /// The student's claims of remittances.
    pub claims: BTreeMap<ClaimId, ClaimState>,
}

/// How far the claim of a remittance is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimState {
    /// Staff have not confirmed it, or not yet.
    Waiting,
    /// Staff have confirmed it (S87).
    Confirmed,
}

/// What the university has set about registrations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RegistrationRules {
    /// For how many months a passport is valid beyond the day of the extension (R4).
    pub passport_months: u32,
    /// Within how many days accommodation is registered with the police: the guide
    /// says 24 hours, the form has days (R5).
    pub registration_days: u32,
    /// No paper is valid for more years than these.
    pub longest_paper_years: u32,
    /// How grave each check is; a stop keeps a registration from being submitted.
    pub severity: BTreeMap<Check, Severity>,
}

impl Default for RegistrationRules {
    fn default() -> Self {
        Self {
            passport_months: 6,
            registration_days: 1,
            longest_paper_years: 15,
            severity: BTreeMap::new(),
        }
    }
}

impl RegistrationRules {
    /// How grave it is what a check notices.
    #[must_use]
    pub fn severity_of(&self, check: Check) -> Severity {
        self.severity.get(&check).copied().unwrap_or(check.usual_severity())
    }
}

/// What a section is read by: the situation, and what other sections say.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case<'a> {
    pub(crate) situation: Situation<'a>,
    /// Whether the student is in China (S105).
    pub(crate) in_china: bool,
}

/// The reading of a section of this form.
pub(crate) type Reading<'a> = crate::form::reading::Reading<Case<'a>>;
