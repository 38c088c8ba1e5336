//! The two machine-readable lines of a passport: Doc 9303 of the ICAO, part 3
//! (check digits, 4.9) and part 4 (layout of size TD3, 4.2).

use std::fmt;

use jiff::civil::Date;

use super::Gender;
use crate::form::vocabulary::{Country, FieldCode};
use crate::names::stands_for;

/// How long each line is.
const LENGTH: usize = 44;

/// One of the lines: capitals, digits and the filler `<`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MrzLine(String);

impl MrzLine {
    pub(super) fn parse(text: &str) -> Result<Self, FieldCode> {
        let bare: String = text.chars().filter(|letter| *letter != ' ').collect();
        let bare = bare.to_uppercase();
        let allowed =
            |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '<';
        if bare.len() != LENGTH || !bare.chars().all(allowed) {
            return Err("mrz_malformed");
        }
        Ok(Self(bare))
    }

    /// The characters of a range of positions, counted from 1 as in the standard.
    fn at(&self, first: usize, last: usize) -> &str {
        self.0.get(first - 1..last).unwrap_or_default()
    }
}

impl fmt::Display for MrzLine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Both lines, of a passport, with check digits that are right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mrz {
    upper: MrzLine,
    lower: MrzLine,
}

impl Mrz {
    /// # Errors
    /// The code, under the name of the line that it is about.
    pub(super) fn of(upper: MrzLine, lower: MrzLine) -> Result<Self, (&'static str, FieldCode)> {
        if !upper.0.starts_with('P') {
            return Err(("mrzLine1", "mrz_not_of_a_passport"));
        }
        let simple =
            [(1, 9, 10), (14, 19, 20), (22, 27, 28)].into_iter().all(|(first, last, digit)| {
                lower.at(digit, digit) == check_digit(lower.at(first, last))
            });
        // Where there is no personal number, its check digit may be a filler.
        let personal = lower.at(29, 42);
        let unused = personal.chars().all(|letter| letter == '<') && lower.at(43, 43) == "<";
        let personal = unused || lower.at(43, 43) == check_digit(personal);
        let all = [lower.at(1, 10), lower.at(14, 20), lower.at(22, 43)].concat();
        if !simple || !personal || lower.at(44, 44) != check_digit(&all) {
            return Err(("mrzLine2", "mrz_check_digit_wrong"));
        }
        Ok(Self { upper, lower })
    }

    /// Whether the name in the lines is this one; a part the passport leaves
    /// empty is `None`. A name that fills the lines may be cut off there.
    pub(super) fn has_name(&self, family: Option<&str>, given: Option<&str>) -> (bool, bool) {
        let names = self.upper.at(6, LENGTH);
        let cut = !names.ends_with('<');
        let (primary, secondary) = names.split_once("<<").unwrap_or((names, ""));
        let [primary, secondary] = [primary, secondary].map(|part| part.trim_end_matches('<'));
        let is = |found: &str, expected: &str| stands_for(found, expected, cut);
        match (family, given) {
            (Some(family), given) => (is(primary, family), is(secondary, given.unwrap_or(""))),
            // A single name stands first, whichever field of the passport it is in.
            (None, Some(given)) => {
                (true, is(if secondary.is_empty() { primary } else { secondary }, given))
            }
            (None, None) => (true, true),
        }
    }

    pub(super) fn has_number(&self, passport_no: &str) -> bool {
        let bare: String = passport_no.chars().filter(char::is_ascii_alphanumeric).collect();
        self.lower.at(1, 9).trim_end_matches('<') == bare
    }

    pub(super) fn has_nationality(&self, country: Country) -> bool {
        // Codes of the standard that ISO 3166-1 does not have (part 3, section 5).
        let found = match self.lower.at(11, 13) {
            "D<<" => "DEU",
            "GBD" | "GBN" | "GBO" | "GBP" | "GBS" => "GBR",
            code => code,
        };
        found == country.alpha3()
    }

    pub(super) fn has_gender(&self, gender: Gender) -> bool {
        let expected = match gender {
            Gender::Male => "M",
            Gender::Female => "F",
            Gender::Unspecified => "<",
        };
        self.lower.at(21, 21) == expected
    }

    /// Parts of the date that the state does not know are fillers.
    pub(super) fn has_birth_date(&self, date: Date) -> bool {
        let mut both =
            self.lower.at(14, 19).chars().zip(six_digits(date).chars().collect::<Vec<_>>());
        both.all(|(found, expected)| found == '<' || found == expected)
    }

    pub(super) fn has_expiry(&self, date: Date) -> bool {
        self.lower.at(22, 27) == six_digits(date)
    }
}

/// As dates stand in the lines: YYMMDD.
fn six_digits(date: Date) -> String {
    format!("{:02}{:02}{:02}", date.year().rem_euclid(100), date.month(), date.day())
}

/// Weights 7, 3, 1 over and over, modulo 10 (part 3, section 4.9).
fn check_digit(text: &str) -> String {
    let weighted = text.chars().zip([7, 3, 1].into_iter().cycle());
    let sum: u32 = weighted.map(|(letter, weight)| value(letter) * weight).sum();
    (sum % 10).to_string()
}

/// Digits are themselves, letters count from 10 on, the filler is nothing.
fn value(letter: char) -> u32 {
    letter.to_digit(36).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::form::vocabulary::country;
    use proptest::prelude::*;

    use super::*;

    /// The specimen passport of Doc 9303, part 4: a citizen of Utopia.
    const SPECIMEN: [&str; 2] = [
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ];

    fn lines([upper, lower]: [&str; 2]) -> Result<Mrz, (&'static str, FieldCode)> {
        Mrz::of(MrzLine::parse(upper).unwrap(), MrzLine::parse(lower).unwrap())
    }

    fn specimen() -> Mrz {
        lines(SPECIMEN).unwrap()
    }

    #[test]
    fn the_specimen_of_the_standard_is_read_as_the_standard_says() {
        let specimen = specimen();
        assert_eq!(specimen.has_name(Some("ERIKSSON"), Some("ANNA MARIA")), (true, true));
        assert!(specimen.has_number("L898902C3"));
        assert!(specimen.has_birth_date(jiff::civil::date(1974, 8, 12)));
        assert!(specimen.has_expiry(jiff::civil::date(2012, 4, 15)));
        assert!(specimen.has_gender(Gender::Female));
    }

    /// The worked examples of part 3, and the document number of the specimen card.
    #[test]
    fn check_digits_are_those_of_the_examples_of_the_standard() {
        assert_eq!(check_digit("520727"), "3");
        assert_eq!(check_digit("AB2134<<<"), "5");
        assert_eq!(check_digit("D23145890"), "7");
    }

    #[test]
    fn what_differs_from_the_passport_is_told_apart() {
        let specimen = specimen();
        assert_eq!(specimen.has_name(Some("ERIKSON"), Some("ANNA MARIA")), (false, true));
        assert_eq!(specimen.has_name(Some("ERIKSSON"), Some("ANNA")), (true, false));
        assert!(!specimen.has_number("L898902C4"));
        assert!(!specimen.has_birth_date(jiff::civil::date(1974, 8, 13)));
        assert!(!specimen.has_expiry(jiff::civil::date(2013, 4, 15)));
        assert!(!specimen.has_gender(Gender::Male));
        assert!(!specimen.has_nationality(country("NO").unwrap()));
    }

    #[test]
    fn hyphens_apostrophes_single_and_endless_names_are_compared_as_the_lines_write_them() {
        let of = |names: &str| {
            let upper = format!("P<UTO{names:<<39}");
            lines([&upper, SPECIMEN[1]]).unwrap()
        };
        assert_eq!(
            of("OBRIEN<SMITH<<MARY<ANN").has_name(Some("O'BRIEN-SMITH"), Some("MARY-ANN")),
            (true, true)
        );
        assert_eq!(of("ARKFREITH").has_name(None, Some("ARKFREITH")), (true, true));
        assert_eq!(of("ARKFREITH").has_name(Some("ARKFREITH"), None), (true, true));
        let long = "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K";
        let given = "CHAYAPA DEJTHAMRONG KRASUANG";
        assert_eq!(of(long).has_name(Some("NILAVADHANANANDA"), Some(given)), (true, true));
    }

    #[test]
    fn lines_are_taken_as_typed_and_refused_where_they_are_no_passports() {
        let typed = SPECIMEN[0].to_lowercase().replace("<<anna", " <<anna");
        assert_eq!(MrzLine::parse(&typed).unwrap().to_string(), SPECIMEN[0]);
        for wrong in ["", "P<UTO", &SPECIMEN[0][1..], &"Ä".repeat(22), &"«".repeat(44)] {
            assert_eq!(MrzLine::parse(wrong), Err("mrz_malformed"));
        }
        let visa = SPECIMEN[0].replacen('P', "V", 1);
        assert_eq!(lines([&visa, SPECIMEN[1]]), Err(("mrzLine1", "mrz_not_of_a_passport")));
    }

    #[test]
    fn codes_that_are_not_of_iso_3166_are_understood() {
        let of = |code: &str| {
            let lower = SPECIMEN[1].replace("UTO", code);
            lines([SPECIMEN[0], &lower]).unwrap()
        };
        assert!(of("D<<").has_nationality(country("DE").unwrap()));
        assert!(of("GBD").has_nationality(country("GB").unwrap()));
        assert!(of("KEN").has_nationality(country("KE").unwrap()));
    }

    proptest! {
        /// One digit misread is always noticed; so the lines catch most slips.
        #[test]
        fn a_digit_misread_is_noticed(place in 0_usize..44, digit in 0_u8..10) {
            let mut lower: Vec<char> = SPECIMEN[1].chars().collect();
            let digit = char::from(b'0' + digit);
            let checked = !(10..13).contains(&place) && place != 20;
            if checked && lower[place].is_ascii_digit() && lower[place] != digit {
                lower[place] = digit;
                let lower: String = lower.into_iter().collect();
                prop_assert_eq!(lines([SPECIMEN[0], &lower]), Err(("mrzLine2", "mrz_check_digit_wrong")));
            }
        }

        #[test]
        fn no_text_breaks_the_reading(one in "\\PC{0,60}", two in "[A-Z0-9<]{44}") {
            if let (Ok(upper), Ok(lower)) = (MrzLine::parse(&one), MrzLine::parse(&two)) {
                let _ = Mrz::of(upper, lower);
            }
            let _ = Mrz::of(MrzLine::parse(SPECIMEN[0]).unwrap(), MrzLine::parse(&two).unwrap());
        }
    }
}
