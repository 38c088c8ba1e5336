//! A registration as a folder of documents: what its form asks for is open until it
//! is submitted, and then what belongs to the items that staff have returned (S101),
//! for as long as it takes.

use shared_platform::ids::AccountId;
use shared_platform::slug::Slug;
use shared_platform::store::{Condition, Key};

use super::{RegistrationHead, RegistrationId, Stage};
use crate::document::{Folder, FolderId, FolderKind, Opening};
use crate::form::registration::checklist;

/// The folder of a registration.
#[must_use]
pub fn folder_of(account: AccountId, registration: RegistrationId) -> FolderId {
    FolderId::of::<RegistrationHead>(account, registration)
}

impl FolderKind for RegistrationHead {
    const KIND: &'static str = "registration";
    const TABLE: &'static str = "REGISTRATIONS";
    const LOCKED: &'static str = "registration_locked";
    type Id = RegistrationId;

    fn key(_: AccountId, registration: RegistrationId) -> Key {
        registration.key()
    }

    fn folder(&self) -> Folder {
        let opening = match self.stage() {
            Stage::Draft => Opening::Everything,
            Stage::Returned { .. } => {
                let slots = self.open_slots.iter().filter_map(|slot| slot.name().parse().ok());
                Opening::Reopened { slots: slots.collect(), until: None }
            }
            Stage::ReadyForReview { .. } | Stage::Approved { .. } => Opening::Nothing,
        };
        Folder {
            id: folder_of(self.account, self.id()),
            checklist: checklist(&self.asked),
            opening,
            round: self.round,
        }
    }

    fn taking<'a>(slots: impl IntoIterator<Item = &'a Slug>) -> Condition {
        let all = Condition::one_of("state", ["draft", "returned"]);
        slots.into_iter().fold(all, |all, slot| all.and(Condition::contains("openSlots", slot)))
    }
}

#[cfg(test)]
mod tests;
