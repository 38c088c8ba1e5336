//! The sections of the form, by their names and with their fields.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::contact::ContactFields;
use super::insurance::InsuranceFields;
use super::location::{Location, LocationFields};
use super::passport::PassportFields;
use super::permit::PermitFields;
use super::regulations::RegulationsFields;
use super::residence::ResidenceFields;
use super::tuition::TuitionFields;
use crate::form::sections::{AllSections, SectionName};

/// The sections of the form, as far as they are filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = RegistrationSections)]
pub struct Sections {
    /// How to reach the student.
    pub contact: ContactFields,
    /// The passport.
    pub passport: PassportFields,
    /// How the tuition is paid.
    pub tuition: TuitionFields,
    /// Where the student is.
    pub location: LocationFields,
    /// In China: where the student lives.
    pub residence: ResidenceFields,
    /// In China: the insurance.
    pub insurance: InsuranceFields,
    /// In China: the visa or residence permit.
    pub permit: PermitFields,
    /// The regulations agreed to.
    pub regulations: RegulationsFields,
}

impl Sections {
    /// Whether the student says to be in China (S105).
    #[must_use]
    pub fn in_china(&self) -> bool {
        self.location.location == Some(Location::InChina)
    }
}

impl AllSections for Sections {
    type Name = Section;
}

/// A section of the form.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = RegistrationSection)]
pub enum Section {
    /// How to reach the student.
    Contact,
    /// The passport.
    Passport,
    /// How the tuition is paid.
    Tuition,
    /// Where the student is.
    Location,
    /// In China: where the student lives.
    Residence,
    /// In China: the insurance.
    Insurance,
    /// In China: the visa or residence permit.
    Permit,
    /// The regulations agreed to.
    Regulations,
}

impl Section {
    /// Every section, in the order of the steps.
    pub const ALL: [Self; 8] = [
        Self::Contact,
        Self::Passport,
        Self::Tuition,
        Self::Location,
        Self::Residence,
        Self::Insurance,
        Self::Permit,
        Self::Regulations,
    ];
}

impl SectionName for Section {
    const EVERY: &'static [Self] = &Self::ALL;

    fn name(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Passport => "passport",
            Self::Tuition => "tuition",
            Self::Location => "location",
            Self::Residence => "residence",
            Self::Insurance => "insurance",
            Self::Permit => "permit",
            Self::Regulations => "regulations",
        }
    }
}
