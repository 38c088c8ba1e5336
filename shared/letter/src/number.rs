//! The number of a letter.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

/// A series of numbers. Each kind of letter has its own: two capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Series([u8; 2]);

impl Series {
    /// Letters for the extension of a visa or residence permit.
    pub const VISA_EXTENSION: Self = Self(*b"VE");
}

impl Display for Series {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let [first, second] = self.0.map(char::from);
        write!(f, "{first}{second}")
    }
}

/// The number of a letter: its series, the year, and a count from 1 in that year,
/// `VE-2026-000042`. Numbers follow each other, so one is no secret; who asks about a
/// letter also has one of its codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LetterNumber {
    series: Series,
    year: u16,
    count: u32,
}

impl LetterNumber {
    /// The number `count` of a year.
    #[must_use]
    pub const fn new(series: Series, year: u16, count: u32) -> Self {
        Self { series, year, count }
    }

    /// The series it belongs to.
    #[must_use]
    pub const fn series(self) -> Series {
        self.series
    }
}

impl Display for LetterNumber {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:04}-{:06}", self.series, self.year, self.count)
    }
}

impl FromStr for LetterNumber {
    type Err = NotANumber;

    /// Reads what somebody typed: in capitals or not, wide or not, grouped in any way.
    fn from_str(typed: &str) -> Result<Self, NotANumber> {
        let typed: String = typed.nfkc().filter(char::is_ascii_alphanumeric).collect();
        let typed = typed.to_ascii_uppercase();
        let (series, digits) = typed.split_at_checked(2).ok_or(NotANumber)?;
        let (year, count) = digits.split_at_checked(4).ok_or(NotANumber)?;
        let series = series.as_bytes().try_into().map_err(|_| NotANumber)?;
        let year = year.parse().map_err(|_| NotANumber)?;
        let count = count.parse().map_err(|_| NotANumber)?;
        let number = Self::new(Series(series), year, count);
        // What is no number is not made into one: letters among the digits, digits for letters.
        match number.to_string().replace('-', "") == typed {
            true if series.iter().all(u8::is_ascii_uppercase) => Ok(number),
            _ => Err(NotANumber),
        }
    }
}

impl TryFrom<String> for LetterNumber {
    type Error = NotANumber;

    fn try_from(text: String) -> Result<Self, NotANumber> {
        text.parse()
    }
}

impl From<LetterNumber> for String {
    fn from(number: LetterNumber) -> Self {
        number.to_string()
    }
}

/// The text is no number of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number of a letter")]
pub struct NotANumber;

#[cfg(test)]
mod tests {
    use super::{LetterNumber, NotANumber, Series};

    const NUMBER: LetterNumber = LetterNumber::new(Series::VISA_EXTENSION, 2026, 42);

    #[test]
    fn a_number_says_its_series_and_year() {
        assert_eq!(NUMBER.to_string(), "VE-2026-000042");
        let beyond = LetterNumber::new(Series::VISA_EXTENSION, 2026, 1_000_000);
        assert_eq!(beyond.to_string().parse(), Ok(beyond));
    }

    #[test]
    fn a_number_is_read_however_it_is_typed() {
        let wide = "ＶＥ－２０２６－００００４２";
        for typed in ["VE-2026-000042", "ve2026000042", " VE 2026 000042 ", wide] {
            assert_eq!(typed.parse(), Ok(NUMBER), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for typed in [
            "",
            "VE",
            "VE-2026",
            "VE-2026-42",
            "22-2026-000042",
            "VE-2026-00004X",
            "VE-2O26-000042",
        ] {
            assert_eq!(typed.parse::<LetterNumber>(), Err(NotANumber), "{typed}");
        }
    }
}
