//! The four things of a registration that staff pass or return (S72).

use serde::{Deserialize, Serialize};
use shared_platform::locale::{Bilingual, Locale};
use shared_platform::texts;
use utoipa::ToSchema;

use crate::form::registration::{Section, Slot};

/// One of the things that staff look at.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = RegistrationItem)]
pub enum Item {
    /// The tuition.
    Payment,
    /// Where the student lives.
    Residence,
    /// The insurance.
    Insurance,
    /// Where the student is, and by which passport and permit.
    Visa,
}

impl Item {
    /// Every item.
    pub const ALL: [Self; 4] = [Self::Payment, Self::Residence, Self::Insurance, Self::Visa];

    /// Its name in pointers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Payment => "payment",
            Self::Residence => "residence",
            Self::Insurance => "insurance",
            Self::Visa => "visa",
        }
    }

    /// The items that a registration has: residence and insurance are asked of who
    /// is in China (S105).
    #[must_use]
    pub const fn of_case(in_china: bool) -> &'static [Self] {
        if in_china { &Self::ALL } else { &[Self::Payment, Self::Visa] }
    }

    /// The sections that it is about. How to reach the student, and that the
    /// regulations are agreed to, nobody looks at.
    #[must_use]
    pub const fn sections(self) -> &'static [Section] {
        match self {
            Self::Payment => &[Section::Tuition],
            Self::Residence => &[Section::Residence],
            Self::Insurance => &[Section::Insurance],
            Self::Visa => &[Section::Passport, Section::Location, Section::Permit],
        }
    }

    /// Whether a document is one of those that it is about: those of its sections.
    #[must_use]
    pub fn has(self, slot: Slot) -> bool {
        self.sections().contains(&slot.section())
    }

    /// Its name in words.
    #[must_use]
    pub fn text(self) -> Bilingual {
        let text = |locale| texts::text(locale, self.text_name());
        Bilingual { en: text(Locale::En), zh: text(Locale::Zh) }
    }

    const fn text_name(self) -> &'static str {
        match self {
            Self::Payment => "registration-item-payment",
            Self::Residence => "registration-item-residence",
            Self::Insurance => "registration-item-insurance",
            Self::Visa => "registration-item-visa",
        }
    }

    /// The name of the text that says why it is returned.
    pub(super) const fn name_of_return(self) -> &'static str {
        match self {
            Self::Payment => "registration-returned-payment",
            Self::Residence => "registration-returned-residence",
            Self::Insurance => "registration-returned-insurance",
            Self::Visa => "registration-returned-visa",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_belongs_to_one_item_and_no_section_to_two() {
        for slot in Slot::ALL {
            let items = Item::ALL.iter().filter(|item| item.has(slot));
            assert_eq!(items.count(), 1, "{slot:?}");
        }
        for section in Section::ALL {
            let items = Item::ALL.iter().filter(|item| item.sections().contains(&section));
            let unseen = matches!(section, Section::Contact | Section::Regulations);
            assert_eq!(items.count(), usize::from(!unseen), "{section:?}");
        }
    }

    #[test]
    fn every_item_has_a_name_in_both_languages() {
        for item in Item::ALL {
            let code = serde_json::to_value(item).unwrap();
            assert_eq!(code, item.name());
            let name = format!("registration-item-{}", item.name());
            assert_eq!(item.text_name(), name);
            for name in [item.text_name(), item.name_of_return()] {
                assert!(texts::has(Locale::En, name) && texts::has(Locale::Zh, name), "{name}");
            }
        }
    }
}
