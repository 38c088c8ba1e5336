//! The documents of a registration: the slots that there are. Which of them a case
//! asks for say the tables, and the readings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shared_platform::locale::{Bilingual, Locale};
use shared_platform::texts;
use utoipa::ToSchema;

use super::Section;
use crate::document::{ChecklistSlot, ContentType, PHOTO_SLOT};

/// Largest file of a slot, in bytes.
const MOST_BYTES: u64 = 10 * 1024 * 1024;
/// Most files of a slot that takes papers of several pages.
const MOST_PAGES: u32 = 5;

/// A slot for documents.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = RegistrationSlot)]
pub enum Slot {
    /// The page of the new passport (S83).
    PassportPage,
    /// The receipt of another kind of payment (S85).
    PaymentReceipt,
    /// The contract of a flat (S94).
    Contract,
    /// The receipt of the accommodation fee (S95).
    FeeReceipt,
    /// What the police gave when the accommodation was registered (R5).
    AccommodationRegistration,
    /// The message or certificate of the insurance (S91).
    InsuranceProof,
    /// The page of the latest visa or residence permit (S96).
    PermitPage,
    /// The ID photo of a new student.
    Photo,
}

impl Slot {
    /// Every slot.
    pub const ALL: [Self; 8] = [
        Self::PassportPage,
        Self::PaymentReceipt,
        Self::Contract,
        Self::FeeReceipt,
        Self::AccommodationRegistration,
        Self::InsuranceProof,
        Self::PermitPage,
        Self::Photo,
    ];

    /// Its name in paths, pointers and keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PassportPage => "passport_page",
            Self::PaymentReceipt => "payment_receipt",
            Self::Contract => "contract",
            Self::FeeReceipt => "fee_receipt",
            Self::AccommodationRegistration => "accommodation_registration",
            Self::InsuranceProof => "insurance_proof",
            Self::PermitPage => "permit_page",
            Self::Photo => PHOTO_SLOT,
        }
    }

    /// The section that asks for it.
    #[must_use]
    pub const fn section(self) -> Section {
        match self {
            Self::PassportPage => Section::Passport,
            Self::PaymentReceipt => Section::Tuition,
            Self::Contract | Self::FeeReceipt | Self::AccommodationRegistration => {
                Section::Residence
            }
            Self::InsuranceProof => Section::Insurance,
            Self::PermitPage | Self::Photo => Section::Permit,
        }
    }

    /// The slot of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slot| slot.name() == name)
    }

    /// What the student is asked for.
    #[must_use]
    pub fn text(self) -> Bilingual {
        let text = |locale| texts::text(locale, self.text_name());
        Bilingual { en: text(Locale::En), zh: text(Locale::Zh) }
    }

    const fn text_name(self) -> &'static str {
        match self {
            Self::PassportPage => "registration-slot-passport-page",
            Self::PaymentReceipt => "registration-slot-payment-receipt",
            Self::Contract => "registration-slot-contract",
            Self::FeeReceipt => "registration-slot-fee-receipt",
            Self::AccommodationRegistration => "registration-slot-accommodation-registration",
            Self::InsuranceProof => "registration-slot-insurance-proof",
            Self::PermitPage => "registration-slot-permit-page",
            Self::Photo => "registration-slot-photo",
        }
    }

    const fn content_types(self) -> &'static [ContentType] {
        match self {
            // S41
            Self::Photo => &[ContentType::Jpeg],
            _ => &[ContentType::Jpeg, ContentType::Png, ContentType::Pdf],
        }
    }

    const fn most_files(self) -> u32 {
        match self {
            Self::Contract => MOST_PAGES,
            Self::PaymentReceipt | Self::FeeReceipt | Self::InsuranceProof => 2,
            Self::PassportPage
            | Self::AccommodationRegistration
            | Self::PermitPage
            | Self::Photo => 1,
        }
    }

    /// The row of a checklist that asks for it.
    fn row(self, required: bool) -> Option<ChecklistSlot> {
        let media_type = |format: &ContentType| format.as_str().to_owned();
        Some(ChecklistSlot {
            slot: self.name().parse().ok()?,
            name: self.text(),
            required,
            content_types: self.content_types().iter().map(media_type).collect(),
            max_bytes: MOST_BYTES,
            min_count: 1,
            max_count: self.most_files(),
            template: None,
            valid_months: None,
            translation_of: None,
        })
    }
}

/// What is asked for, as the checklist by which documents count. A document in
/// another slot is not part of the registration.
#[must_use]
pub(crate) fn checklist(asked: &BTreeMap<Slot, bool>) -> Vec<ChecklistSlot> {
    asked.iter().filter_map(|(slot, required)| slot.row(*required)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_has_a_name_a_row_and_a_text_in_both_languages() {
        for slot in Slot::ALL {
            assert_eq!(Slot::named(slot.name()), Some(slot));
            let text = format!("registration-slot-{}", slot.name().replace('_', "-"));
            assert_eq!(slot.text_name(), text);
            assert!(texts::has(Locale::En, &text) && texts::has(Locale::Zh, &text), "{text}");
            assert!(slot.row(true).is_some_and(|row| row.required), "{slot:?}");
        }
    }
}
