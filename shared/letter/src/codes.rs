//! What proves that a letter is one of ours: the code in its QR code, and the
//! shorter one for those who type.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

/// Crockford's base 32: no I, L, O and U, so that what is read from paper is typed right.
const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What somebody types beside a letter's number to ask about it: ten characters, 50
/// bits. It is shown in two groups, `7KQ2M-X0ZC9`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CheckCode([u8; Self::LENGTH]);

impl CheckCode {
    const LENGTH: usize = 10;

    /// The code of ten random bytes, of which five bits each are used.
    #[must_use]
    pub fn of_random(bytes: [u8; Self::LENGTH]) -> Self {
        Self(bytes.map(|byte| byte & 31))
    }
}

impl Display for CheckCode {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (first, second) = self.0.split_at(Self::LENGTH / 2);
        write!(f, "{}-{}", written(first), written(second))
    }
}

impl FromStr for CheckCode {
    type Err = NotACode;

    fn from_str(typed: &str) -> Result<Self, NotACode> {
        digits(typed)?.try_into().map(Self).map_err(|_| NotACode)
    }
}

/// What the QR code of a letter holds beside its number: 128 bits, which nobody
/// types. It is written as 26 characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VerificationCode(u128);

impl VerificationCode {
    const LENGTH: usize = 26;

    /// The code of sixteen random bytes.
    #[must_use]
    pub fn of_random(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }
}

impl Display for VerificationCode {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let digits: Vec<u8> =
            (0..Self::LENGTH).rev().map(|place| (self.0 >> (5 * place)) as u8 & 31).collect();
        f.write_str(&written(&digits))
    }
}

impl FromStr for VerificationCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let digits = digits(text)?;
        // 26 digits are 130 bits: the first holds three.
        if digits.len() != Self::LENGTH || digits.first().is_none_or(|first| *first > 7) {
            return Err(NotACode);
        }
        Ok(Self(digits.iter().fold(0, |code, digit| code << 5 | u128::from(*digit))))
    }
}

/// The text is no code of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a code of a letter")]
pub struct NotACode;

fn written(digits: &[u8]) -> String {
    let symbol = |digit: &u8| SYMBOLS.get(usize::from(*digit)).copied().map(char::from);
    digits.iter().filter_map(symbol).collect()
}

/// The digits that somebody typed: in capitals or not, wide or not, grouped in any
/// way, with O for 0 and I or L for 1.
fn digits(typed: &str) -> Result<Vec<u8>, NotACode> {
    let digit = |letter: char| {
        let symbol = match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let place = SYMBOLS.iter().position(|candidate| char::from(*candidate) == symbol);
        place.and_then(|place| u8::try_from(place).ok()).ok_or(NotACode)
    };
    typed.nfkc().filter(|letter| !is_grouping(*letter)).map(digit).collect()
}

fn is_grouping(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '-' | '\u{2010}'..='\u{2014}' | '\u{2212}')
}

macro_rules! as_text {
    ($($code:ty),*) => {$(
        impl TryFrom<String> for $code {
            type Error = NotACode;

            fn try_from(text: String) -> Result<Self, NotACode> {
                text.parse()
            }
        }

        impl From<$code> for String {
            fn from(code: $code) -> Self {
                code.to_string()
            }
        }
    )*};
}

as_text!(CheckCode, VerificationCode);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CheckCode, VerificationCode};

    #[test]
    fn a_check_code_has_ten_characters_that_cannot_be_mistaken() {
        let code = CheckCode::of_random([0, 1, 2, 3, 4, 28, 29, 30, 31, 255]);
        assert_eq!(code.to_string(), "01234-WXYZZ");
    }

    #[test]
    fn a_check_code_is_read_however_it_is_typed() {
        let code = CheckCode::of_random([7, 19, 0, 1, 1, 1, 26, 0, 9, 9]);
        assert_eq!(code.to_string(), "7K011-1T099");
        for typed in ["7K011-1T099", "7koil it o99", " ７ｋ０１１１Ｔ０９９", "7K011–1T099"]
        {
            assert_eq!(typed.parse(), Ok(code), "{typed}");
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for typed in ["", "7K011-1T09", "7K011-1T0999", "7K011-1TU99", "７Ｋ０１１－１Ｔ０９ß"]
        {
            assert!(typed.parse::<CheckCode>().is_err(), "{typed}");
        }
        assert!("8ZZZZZZZZZZZZZZZZZZZZZZZZZ".parse::<VerificationCode>().is_err());
    }

    proptest! {
        #[test]
        fn every_check_code_is_read_back(bytes: [u8; 10]) {
            let code = CheckCode::of_random(bytes);
            prop_assert_eq!(code.to_string().to_lowercase().parse(), Ok(code));
        }

        #[test]
        fn every_verification_code_is_read_back(bytes: [u8; 16]) {
            let code = VerificationCode::of_random(bytes);
            prop_assert_eq!(code.to_string().len(), 26);
            prop_assert_eq!(code.to_string().parse(), Ok(code));
        }
    }
}
