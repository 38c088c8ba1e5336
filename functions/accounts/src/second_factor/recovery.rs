//! Recovery codes: what a member of staff shows when the authenticator is lost.
//! There are ten; each works once.

use std::fmt;

use crate::secrets::{NoRandomness, fill_randomly, hash_of_secret};

/// How many a member of staff has.
const NUMBER: usize = 10;
/// 120 bits: nobody guesses one from its hash, so the hash need not be slow.
const BYTES: usize = 15;
/// The same in letters and digits of base32.
const LETTERS: usize = 24;
/// How many of them are written together.
const GROUP: usize = 4;

/// A recovery code: 24 letters and digits, written in six groups.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct RecoveryCode(String);

impl RecoveryCode {
    /// Ten new codes.
    ///
    /// # Errors
    /// [`NoRandomness`].
    pub(crate) fn ten() -> Result<Vec<Self>, NoRandomness> {
        (0..NUMBER).map(|_| Self::random()).collect()
    }

    fn random() -> Result<Self, NoRandomness> {
        let mut bytes = [0; BYTES];
        fill_randomly(&mut bytes)?;
        Ok(Self(data_encoding::BASE32.encode(&bytes)))
    }

    /// Reads a code as somebody typed it, however grouped and in whatever case.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let letters: String = text.chars().filter(|letter| !matches!(letter, ' ' | '-')).collect();
        let letters = letters.to_ascii_uppercase();
        let of_base32 = |letter: u8| matches!(letter, b'A'..=b'Z' | b'2'..=b'7');
        let well_formed = letters.len() == LETTERS && letters.bytes().all(of_base32);
        well_formed.then_some(Self(letters))
    }

    /// How the code is kept.
    pub(crate) fn hash(&self) -> String {
        hash_of_secret(&self.0)
    }
}

/// How a code is shown, once.
impl fmt::Display for RecoveryCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let groups: Vec<&str> = (0..LETTERS)
            .step_by(GROUP)
            .filter_map(|start| self.0.get(start..start + GROUP))
            .collect();
        formatter.write_str(&groups.join("-"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        for code in RecoveryCode::ten().unwrap() {
            let shown = code.to_string();
            assert_eq!(shown.len(), 29);
            for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', " ")] {
                assert!(RecoveryCode::parse(&typed) == Some(code.clone()), "{typed}");
            }
        }
    }

    #[test]
    fn what_is_no_code_is_not_read() {
        for typed in [
            "",
            "ABCD-EFGH",
            "ABCD-EFGH-IJKL-MNOP-QRST-UVW1",
            "ABCD-EFGH-IJKL-MNOP-QRST-UVWXY",
            "ÄBCD-EFGH-IJKL-MNOP-QRST-UVW",
        ] {
            assert!(RecoveryCode::parse(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn ten_codes_are_ten_different_ones() {
        let codes = RecoveryCode::ten().unwrap();
        let different: std::collections::HashSet<String> =
            codes.iter().map(ToString::to_string).collect();
        assert_eq!(different.len(), 10);
    }
}
