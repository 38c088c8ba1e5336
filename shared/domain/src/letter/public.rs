//! What anybody may ask about a letter who has it before them: whether it is one of
//! ours, and good. It says no more than what proves that it is this one.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_platform::ids::AccountId;
use utoipa::ToSchema;

use crate::ids::LetterId;
use crate::registration::RegistrationId;

/// A letter as it is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PublicLetter {
    /// Which.
    pub id: LetterId,
    /// Its number, as it is printed.
    pub number: String,
    /// The student's account.
    pub account: AccountId,
    /// The registration that it is for.
    pub registration: RegistrationId,
    /// The initials of the name on it.
    pub initials: String,
    /// The last day on which it is good.
    pub valid_until: Date,
    /// The hash of what is typed to ask about it.
    pub check_code_hash: String,
    /// The hash of what its QR code holds.
    pub verification_hash: String,
    /// Since when another one has replaced it.
    #[serde(default)]
    pub replaced_at: Option<Timestamp>,
}

/// Whether a letter is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LetterValidity)]
pub enum Validity {
    /// It is.
    Valid,
    /// Another one has replaced it.
    Replaced,
    /// Its last day is over.
    Expired,
    /// There is no such letter, or the code is not that of it.
    NotKnown,
}

impl PublicLetter {
    /// Whether it is good on a day.
    #[must_use]
    pub fn validity(&self, today: Date) -> Validity {
        if self.replaced_at.is_some() {
            Validity::Replaced
        } else if self.valid_until < today {
            Validity::Expired
        } else {
            Validity::Valid
        }
    }
}

/// The initials of a name, `N. V. A.`
#[must_use]
pub fn initials(name: &str) -> String {
    let words = name.split(|letter: char| letter.is_whitespace() || letter == '-');
    let first = words.filter_map(|word| word.chars().find(|letter| letter.is_alphabetic()));
    let initials = first.map(|letter| format!("{}.", letter.to_uppercase()));
    initials.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn of_a_name_only_the_initials_are_shown() {
        for (name, shown) in [
            ("NGUYEN VAN A", "N. V. A."),
            ("O'Neil-Müller, Ånna", "O. M. Å."),
            ("  ", ""),
            ("ßen", "SS."),
        ] {
            assert_eq!(initials(name), shown);
        }
    }

    #[test]
    fn a_letter_is_good_to_the_end_of_its_last_day_unless_it_is_replaced() {
        let mut letter = PublicLetter {
            id: LetterId::new(),
            number: "VE-2027-000001".to_owned(),
            account: AccountId::new(),
            registration: super::super::case::tests::begun().registration(),
            initials: "N. V. A.".to_owned(),
            valid_until: date(2027, 10, 6),
            check_code_hash: String::new(),
            verification_hash: String::new(),
            replaced_at: None,
        };
        assert_eq!(letter.validity(date(2027, 10, 6)), Validity::Valid);
        assert_eq!(letter.validity(date(2027, 10, 7)), Validity::Expired);
        letter.replaced_at = Some(Timestamp::UNIX_EPOCH);
        assert_eq!(letter.validity(date(2027, 10, 6)), Validity::Replaced);
    }
}
