//! A new permit as a folder of documents: the receipt of the police and the permit's
//! page, until they are before a visa officer, and again when they are returned.

use shared_platform::ids::AccountId;
use shared_platform::locale::{Bilingual, Locale};
use shared_platform::slug::Slug;
use shared_platform::store::{Condition, Key};
use shared_platform::texts;

use super::{NewPermit, Stage};
use crate::document::{ChecklistSlot, ContentType, Folder, FolderId, FolderKind, Opening};
use crate::registration::RegistrationId;

/// Largest file.
const MOST_BYTES: u64 = 10 * 1024 * 1024;

/// A document of a new permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// What the police gave for the application and the passport.
    PoliceReceipt,
    /// The page of the new visa or permit.
    PermitPage,
}

/// The folder of the new permit of a registration.
#[must_use]
pub fn folder_of(account: AccountId, registration: RegistrationId) -> FolderId {
    FolderId::of::<NewPermit>(account, registration)
}

impl Slot {
    /// Every slot.
    pub const ALL: [Self; 2] = [Self::PoliceReceipt, Self::PermitPage];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PoliceReceipt => "police_receipt",
            Self::PermitPage => "permit_page",
        }
    }

    const fn text_name(self) -> &'static str {
        match self {
            Self::PoliceReceipt => "permit-slot-police-receipt",
            Self::PermitPage => "permit-slot-permit-page",
        }
    }

    fn row(self) -> Option<ChecklistSlot> {
        let formats = [ContentType::Jpeg, ContentType::Png, ContentType::Pdf];
        let text = |locale| texts::text(locale, self.text_name());
        Some(ChecklistSlot {
            slot: self.name().parse().ok()?,
            name: Bilingual { en: text(Locale::En), zh: text(Locale::Zh) },
            required: true,
            content_types: formats.map(|format| format.as_str().to_owned()).to_vec(),
            max_bytes: MOST_BYTES,
            min_count: 1,
            max_count: 1,
            template: None,
            valid_months: None,
            translation_of: None,
        })
    }
}

impl FolderKind for NewPermit {
    const KIND: &'static str = "permit";
    const TABLE: &'static str = "REGISTRATIONS";
    const LOCKED: &'static str = "permit_locked";
    type Id = RegistrationId;

    fn key(_: AccountId, registration: RegistrationId) -> Key {
        Self::key_of(&registration)
    }

    fn folder(&self) -> Folder {
        let checklist: Vec<ChecklistSlot> = Slot::ALL.into_iter().filter_map(Slot::row).collect();
        let opening = match self.stage() {
            Stage::Draft => Opening::Everything,
            Stage::Returned { .. } => {
                let slots = checklist.iter().map(|row| row.slot.clone()).collect();
                Opening::Reopened { slots, until: None }
            }
            Stage::ReadyForReview { .. } | Stage::Closed { .. } => Opening::Nothing,
        };
        let id = folder_of(self.account, self.registration());
        Folder { id, checklist, opening, round: self.round }
    }

    fn taking<'a>(_: impl IntoIterator<Item = &'a Slug>) -> Condition {
        Condition::one_of("state", ["draft", "returned"])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_has_a_text_in_both_languages() {
        for slot in Slot::ALL {
            let text = format!("permit-slot-{}", slot.name().replace('_', "-"));
            assert_eq!(slot.text_name(), text);
            assert!(texts::has(Locale::En, &text) && texts::has(Locale::Zh, &text), "{text}");
            assert!(slot.row().is_some_and(|row| row.required), "{slot:?}");
        }
    }
}
