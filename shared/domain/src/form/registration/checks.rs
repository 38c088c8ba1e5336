//! Whether what a registration says fits together: the same checks when it is
//! filled in and when staff look at it. How grave each is, the university sets.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::reading::Declared;
use super::situation::Situation;
use super::{Section, Slot};
use crate::names::alike;
use crate::registration::papers::Period;
use crate::review::Severity;

/// Something that does not fit together.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = RegistrationCheck)]
pub enum Check {
    /// The permit lasts longer than the passport.
    PermitBeyondPassport,
    /// The passport ends too soon after the day of the extension (R4).
    PassportTooShort,
    /// The insurance does not cover the semester.
    InsuranceTooShort,
    /// The contract does not cover the semester.
    ContractTooShort,
    /// The contract is not under the name of the passport (S94).
    ContractOfAnother,
    /// The accommodation was not registered in time (R5).
    AccommodationNotRegistered,
    /// A day that can hardly be meant.
    DateImplausible,
}

/// A field, with its section.
type Place = (Section, &'static str);

impl Check {
    /// Every check.
    pub const ALL: [Self; 7] = [
        Self::PermitBeyondPassport,
        Self::PassportTooShort,
        Self::InsuranceTooShort,
        Self::ContractTooShort,
        Self::ContractOfAnother,
        Self::AccommodationNotRegistered,
        Self::DateImplausible,
    ];

    /// Its stable code, whose text is `field-<code>`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PermitBeyondPassport => "permit_beyond_passport",
            Self::PassportTooShort => "passport_too_short",
            Self::InsuranceTooShort => "insurance_too_short",
            Self::ContractTooShort => "contract_too_short",
            Self::ContractOfAnother => "contract_of_another",
            Self::AccommodationNotRegistered => "accommodation_not_registered",
            Self::DateImplausible => "date_implausible",
        }
    }

    /// How grave it is where the university has set nothing: a stop where the
    /// student has surely mistyped or cannot be let through, else a warning.
    #[must_use]
    pub const fn usual_severity(self) -> Severity {
        match self {
            Self::InsuranceTooShort | Self::DateImplausible => Severity::Blocking,
            Self::PermitBeyondPassport
            | Self::PassportTooShort
            | Self::ContractTooShort
            | Self::ContractOfAnother
            | Self::AccommodationNotRegistered => Severity::Warning,
        }
    }

    /// The document that shows how it is.
    #[must_use]
    pub const fn slot(self) -> Option<Slot> {
        match self {
            Self::PermitBeyondPassport => Some(Slot::PermitPage),
            Self::PassportTooShort => Some(Slot::PassportPage),
            Self::InsuranceTooShort => Some(Slot::InsuranceProof),
            Self::ContractTooShort | Self::ContractOfAnother => Some(Slot::Contract),
            Self::AccommodationNotRegistered => Some(Slot::AccommodationRegistration),
            Self::DateImplausible => None,
        }
    }

    /// Where it is so. What is not filled in fits.
    fn places(self, declared: &Declared, situation: Situation<'_>) -> Vec<Place> {
        match self {
            Self::PermitBeyondPassport => permit_beyond_passport(declared),
            Self::PassportTooShort => passport_too_short(declared, situation),
            Self::InsuranceTooShort => insurance_too_short(declared, situation),
            Self::ContractTooShort => contract_too_short(declared, situation),
            Self::ContractOfAnother => contract_of_another(declared, situation),
            Self::AccommodationNotRegistered => accommodation_not_registered(declared, situation),
            Self::DateImplausible => date_implausible(declared, situation),
        }
    }
}

/// What a check noticed, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noticed {
    /// What.
    pub check: Check,
    /// How grave it is.
    pub severity: Severity,
    /// The section of the field.
    pub section: Section,
    /// The field.
    pub field: &'static str,
}

/// All that does not fit together.
pub(super) fn run(declared: &Declared, situation: Situation<'_>) -> Vec<Noticed> {
    let noticed = |check: Check| {
        let severity = situation.rules.severity_of(check);
        let places = check.places(declared, situation).into_iter();
        places.map(move |(section, field)| Noticed { check, severity, section, field })
    };
    Check::ALL.into_iter().flat_map(noticed).collect()
}

fn permit_beyond_passport(declared: &Declared) -> Vec<Place> {
    let (Some(permit), Some(passport)) = (&declared.permit, &declared.passport) else {
        return Vec::new();
    };
    only_if(permit.expires > passport.expires, (Section::Permit, "permitExpiry"))
}

/// R4: nobody abroad asks for an extension.
fn passport_too_short(declared: &Declared, situation: Situation<'_>) -> Vec<Place> {
    let Some(passport) = declared.passport.as_ref().filter(|_| declared.in_china) else {
        return Vec::new();
    };
    let months = i64::from(situation.rules.passport_months);
    let needed = situation.term.extension_day.saturating_add(months.months());
    only_if(passport.expires < needed, place_of_passport(declared))
}

/// Where the last day of the passport is asked for, or that it is the known one.
const fn place_of_passport(declared: &Declared) -> Place {
    let field = if declared.passport_changed { "passportExpiry" } else { "passportChanged" };
    (Section::Passport, field)
}

/// From the first day of the semester, or the day of entry where that is later.
fn insurance_too_short(declared: &Declared, situation: Situation<'_>) -> Vec<Place> {
    let Some(insurance) = &declared.insurance else { return Vec::new() };
    let places = [(Section::Insurance, "startsOn"), (Section::Insurance, "endsOn")];
    uncovered(insurance.period, declared.entered_on, situation, places)
}

/// From the first day of the semester, or the first day there where that is later.
fn contract_too_short(declared: &Declared, situation: Situation<'_>) -> Vec<Place> {
    let Some(contract) = &declared.residence.contract else { return Vec::new() };
    let places = [(Section::Residence, "contractStart"), (Section::Residence, "contractEnd")];
    uncovered(contract.period, declared.residence.moved_in_on, situation, places)
}

fn uncovered(
    period: Period,
    since: Option<Date>,
    situation: Situation<'_>,
    [start, end]: [Place; 2],
) -> Vec<Place> {
    let term = situation.term;
    let from = since.map_or(term.starts, |since| since.max(term.starts));
    [only_if(period.starts > from, start), only_if(period.ends < term.ends, end)].concat()
}

fn contract_of_another(declared: &Declared, situation: Situation<'_>) -> Vec<Place> {
    let Some(contract) = &declared.residence.contract else { return Vec::new() };
    let known = situation.known;
    let chinese = known.chinese_name.as_deref();
    let is_own = known.name.is(&contract.holder)
        || chinese.is_some_and(|chinese| alike(chinese, &contract.holder));
    only_if(!is_own, (Section::Residence, "contractHolder"))
}

/// R5: anew after each entry and each move.
fn accommodation_not_registered(declared: &Declared, situation: Situation<'_>) -> Vec<Place> {
    let residence = &declared.residence;
    let Some(since) = declared.entered_on.max(residence.moved_in_on) else { return Vec::new() };
    let days = i64::from(situation.rules.registration_days);
    let last = since.saturating_add(days.days());
    let is_late = match residence.registered_on {
        Some(registered) => registered < since || registered > last,
        None => situation.today > last,
    };
    only_if(declared.in_china && is_late, (Section::Residence, "registeredOn"))
}

fn date_implausible(declared: &Declared, situation: Situation<'_>) -> Vec<Place> {
    let today = situation.today;
    let years = i64::from(situation.rules.longest_paper_years);
    let is_past = |date: Date| date <= today && date >= today.saturating_sub(years.years());
    let is_near = |date: Date| date <= today.saturating_add(years.years());
    let is_period = |period: Period| period.starts <= period.ends && is_near(period.ends);
    let residence = &declared.residence;
    let passport = declared.passport.as_ref().map(|passport| is_near(passport.expires));
    let permit = declared.permit.as_ref().map(|permit| is_near(permit.expires));
    let insurance = declared.insurance.as_ref().map(|insurance| is_period(insurance.period));
    let contract = residence.contract.as_ref().map(|contract| is_period(contract.period));
    [
        (place_of_passport(declared), passport),
        ((Section::Permit, "permitExpiry"), permit),
        ((Section::Insurance, "endsOn"), insurance),
        ((Section::Residence, "contractEnd"), contract),
        ((Section::Location, "entryDate"), declared.entered_on.map(is_past)),
        ((Section::Residence, "movedInOn"), residence.moved_in_on.map(is_past)),
        ((Section::Residence, "registeredOn"), residence.registered_on.map(is_past)),
    ]
    .into_iter()
    .filter(|(_, is_plausible)| *is_plausible == Some(false))
    .map(|(place, _)| place)
    .collect()
}

fn only_if(holds: bool, place: Place) -> Vec<Place> {
    if holds { vec![place] } else { Vec::new() }
}

#[cfg(test)]
mod tests;
