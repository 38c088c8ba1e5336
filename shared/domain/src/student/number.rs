//! Student numbers: ours, until the university's own system gives one.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use shared_platform::store::Key;

use crate::ids::ApplicationId;

/// Longest number, in characters.
const LONGEST: usize = 20;

/// The text is not a student number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number of 1 to 20 letters, digits and hyphens")]
pub struct NotAStudentNumber;

/// A student number: 1 to 20 letters, digits and hyphens, in upper case. Ours are
/// the year of the intake and six digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StudentNumber(String);

impl StudentNumber {
    /// The number that a student gets if nobody has it. It follows from the
    /// application, so that whoever tries again tries the same numbers.
    #[must_use]
    pub fn candidate(year: i16, application: ApplicationId, attempt: u32) -> Self {
        let seed = format!("{application}#{attempt}");
        let hash = ring::digest::digest(&ring::digest::SHA256, seed.as_bytes());
        let number = hash
            .as_ref()
            .iter()
            .fold(0_u64, |number, byte| (number * 256 + u64::from(*byte)) % 1_000_000);
        Self(format!("{year}{number:06}"))
    }

    /// The number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key of the item that says whose the number is, and keeps others from
    /// getting it.
    #[must_use]
    pub fn key(&self) -> Key {
        Key::new(format!("NUMBER#{}", self.0), "NUMBER")
    }
}

impl fmt::Display for StudentNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl FromStr for StudentNumber {
    type Err = NotAStudentNumber;

    fn from_str(text: &str) -> Result<Self, NotAStudentNumber> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if !(1..=LONGEST).contains(&text.len()) || !text.bytes().all(allowed) {
            return Err(NotAStudentNumber);
        }
        Ok(Self(text.to_ascii_uppercase()))
    }
}

impl TryFrom<String> for StudentNumber {
    type Error = NotAStudentNumber;

    fn try_from(text: String) -> Result<Self, NotAStudentNumber> {
        text.parse()
    }
}

impl From<StudentNumber> for String {
    fn from(number: StudentNumber) -> Self {
        number.0
    }
}

impl utoipa::PartialSchema for StudentNumber {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^[A-Z0-9-]{1,20}$"))
            .into()
    }
}

impl utoipa::ToSchema for StudentNumber {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_number_is_the_year_and_six_digits_and_the_same_for_who_tries_again() {
        let application = ApplicationId::new();
        let number = StudentNumber::candidate(2027, application, 0);
        assert_eq!(number, StudentNumber::candidate(2027, application, 0));
        assert_ne!(number, StudentNumber::candidate(2027, application, 1));
        let text = number.to_string();
        assert_eq!((text.len(), text.get(..4)), (10, Some("2027")));
        assert!(text.bytes().all(|digit| digit.is_ascii_digit()), "{text}");
    }

    #[test]
    fn numbers_are_spread_over_all_there_are() {
        let numbers: BTreeSet<String> = (0..2000)
            .map(|_| StudentNumber::candidate(2027, ApplicationId::new(), 0).to_string())
            .collect();
        assert!(numbers.len() > 1980, "{}", numbers.len());
    }

    #[test]
    fn a_number_of_the_university_is_up_to_twenty_letters_digits_and_hyphens() {
        for text in ["1", "2027-LX-0042", "0042", &"9".repeat(20)] {
            assert_eq!(text.parse::<StudentNumber>().map(String::from).as_deref(), Ok(text));
        }
        assert_eq!("lx42".parse::<StudentNumber>().unwrap().as_str(), "LX42");
        for text in ["", "a b", "２０２７", "a#b", "a_b", &"9".repeat(21)] {
            assert_eq!(text.parse::<StudentNumber>(), Err(NotAStudentNumber), "{text}");
        }
    }
}
