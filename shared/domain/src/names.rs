//! The name of a person as in the passport, and whether another writing is of the
//! same name: Doc 9303 of the ICAO, part 3, section 4.6 (how a name stands in the
//! machine-readable lines) and section 6 (in which letters).

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many characters the lines have for a name.
const LENGTH: usize = 39;
/// What stands between two parts of a name.
const FILLER: char = '<';

/// The name fields of a passport; at least one of the two is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassportName {
    /// The family name, where the passport has one.
    pub family: Option<String>,
    /// The given name, where the passport has one.
    pub given: Option<String>,
}

impl PassportName {
    /// Whether a name is this one. Families stand first or last; states spell letters
    /// in several ways; and what is longer than the lines may be cut as they cut it.
    ///
    /// Where it is not known which part is the family name, it may be any at the
    /// beginning or the end: the words may go round, and stay in their order.
    #[must_use]
    pub fn is(&self, written: &str) -> bool {
        let parts: Vec<&str> = match (&self.family, &self.given) {
            (Some(family), Some(given)) => vec![family, given],
            (Some(whole), None) | (None, Some(whole)) => whole.split_whitespace().collect(),
            (None, None) => return false,
        };
        let turned = (0..parts.len()).map(|first| {
            let (end, beginning) = parts.split_at(first);
            [beginning, end].concat().join(" ")
        });
        turned.into_iter().any(|name| alike(written, &name))
    }
}

impl fmt::Display for PassportName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<&str> =
            [&self.family, &self.given].into_iter().flatten().map(String::as_str).collect();
        formatter.write_str(&parts.join(" "))
    }
}

/// Whether two writings are of one name, as far as the lines of a passport tell.
#[must_use]
pub fn alike(one: &str, other: &str) -> bool {
    fits(one, other) || fits(other, one)
}

/// Whether a name, as it would stand in the lines, is another one.
fn fits(written: &str, name: &str) -> bool {
    spellings(written).iter().filter(|spelling| !spelling.is_empty()).any(|spelling| {
        // Two fillers stand between the family name and the given name.
        let is_cut = spelling.chars().count() >= LENGTH - 1;
        let line: String = spelling.chars().take(LENGTH).collect();
        stands_for(line.trim_end_matches(FILLER), name, is_cut)
    })
}

/// Whether what stands in the lines is a name, each letter of it in any of the ways to
/// spell it. Where the lines are full it may be cut there.
#[must_use]
pub fn stands_for(line: &str, name: &str, is_cut: bool) -> bool {
    let written: Vec<&str> = line.split(FILLER).filter(|part| !part.is_empty()).collect();
    [Apostrophe::LeftOut, Apostrophe::Gap].into_iter().any(|apostrophe| {
        let parts = parts_of(name, apostrophe);
        let pairs = || written.iter().zip(&parts);
        let is_whole = written.len() == parts.len();
        let is_beginning = is_cut && written.len() <= parts.len();
        is_whole && pairs().all(|(written, part)| part.reach(written).is_whole)
            || is_beginning && pairs().all(|(written, part)| part.reach(written).is_begun)
    })
}

/// What becomes of an apostrophe: the standard leaves it out, some write a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Apostrophe {
    LeftOut,
    Gap,
}

/// A part of a name: its letters, each in the ways to spell it.
struct Part(Vec<Vec<String>>);

/// How far a writing is that of a part.
struct Reach {
    /// It is all of it.
    is_whole: bool,
    /// It is its beginning, or all of it.
    is_begun: bool,
}

impl Part {
    fn reach(&self, written: &str) -> Reach {
        let mut reached = BTreeSet::from([0]);
        let mut is_begun = false;
        for ways in &self.0 {
            let mut next = BTreeSet::new();
            for at in reached {
                let rest = written.get(at..).unwrap_or_default();
                for way in ways {
                    is_begun |= way.starts_with(rest);
                    next.extend(rest.starts_with(way.as_str()).then(|| at + way.len()));
                }
            }
            reached = next;
        }
        let is_whole = reached.contains(&written.len());
        Reach { is_whole, is_begun: is_begun || is_whole }
    }
}

/// The parts of a name between its gaps.
fn parts_of(name: &str, apostrophe: Apostrophe) -> Vec<Part> {
    let mut parts = vec![Vec::new()];
    for letter in name.nfc() {
        let ways = ways_of(letter);
        let is_gap = ways.iter().any(|way| way.contains(FILLER))
            || is_apostrophe(letter) && apostrophe == Apostrophe::Gap;
        match parts.last_mut() {
            Some(part) if !is_gap => part.push(ways),
            _ => parts.push(Vec::new()),
        }
    }
    let says_something = |part: &Vec<Vec<String>>| part.iter().flatten().any(|way| !way.is_empty());
    parts.into_iter().filter(says_something).map(Part).collect()
}

/// A name in the letters of the lines, in each of the ways that the standard has:
/// Ä is AE or A, Ü is UE, U or UXX.
fn spellings(name: &str) -> [String; 3] {
    [0, 1, 2].map(|way| {
        let letters: String = name.nfc().map(|letter| spelled(letter, way)).collect();
        let parts = letters.split(FILLER).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("<")
    })
}

/// A letter in one of the ways to spell it.
fn spelled(letter: char, way: usize) -> String {
    let ways = ways_of(letter);
    ways.get(way).or(ways.last()).cloned().unwrap_or_default()
}

/// The ways to spell a letter. None is ever left out but a mark: what the standard does
/// not know stays as it is.
fn ways_of(letter: char) -> Vec<String> {
    if letter.is_ascii_alphanumeric() {
        return vec![letter.to_ascii_uppercase().to_string()];
    }
    let upper: String = letter.to_uppercase().collect();
    if let Some(ways) = known(&upper).or_else(|| known(&letter.to_string())) {
        return ways;
    }
    match letter {
        mark if ".·".contains(mark) || is_apostrophe(mark) => vec![String::new()],
        other if other.is_whitespace() || ",/-‐‑–—<".contains(other) => {
            vec![FILLER.to_string()]
        }
        _ => {
            // Letters with a mark are those without: NFC has put the two together.
            // Signs that are letters of their script stay.
            let is_mark = |part: &char| is_combining_mark(*part) && !part.is_alphanumeric();
            let bare: String = upper.nfd().filter(|part| !is_mark(part)).collect();
            known(&bare).unwrap_or_else(|| vec![bare.to_uppercase()])
        }
    }
}

/// The ways of a letter that is not simply the one without its mark.
fn known(letter: &str) -> Option<Vec<String>> {
    let (_, ways) = LETTERS.iter().find(|(known, _)| *known == letter)?;
    Some(ways.iter().map(|way| (*way).to_owned()).collect())
}

const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | '‛' | 'ʼ' | 'ʻ' | 'ʽ' | 'ʾ' | 'ʿ' | '`' | '´' | '′' | '＇')
}

/// Section 6 of the standard, where a letter is not simply the one without its mark.
/// Its own way stands first, others that states use follow.
const LETTERS: &[(&str, &[&str])] = &[
    // Latin.
    ("Ä", &["AE", "A"]),
    ("Å", &["AA", "A"]),
    ("Æ", &["AE"]),
    ("Ð", &["D"]),
    ("Đ", &["D"]),
    ("Ħ", &["H"]),
    ("ı", &["I"]),
    ("Ĳ", &["IJ"]),
    ("ĸ", &["Q"]),
    ("Ł", &["L"]),
    ("Ŋ", &["N"]),
    ("Ñ", &["N", "N", "NXX"]),
    ("Ö", &["OE", "O"]),
    ("Ø", &["OE", "O"]),
    ("Œ", &["OE"]),
    ("ß", &["SS"]),
    ("ẞ", &["SS"]),
    ("Þ", &["TH"]),
    ("Ŧ", &["T"]),
    ("Ü", &["UE", "U", "UXX"]),
    ("Ə", &["E", "A"]),
    // Cyrillic.
    ("А", &["A"]),
    ("Б", &["B"]),
    ("В", &["V"]),
    ("Г", &["G", "H"]),
    ("Ґ", &["G"]),
    ("Ѓ", &["G"]),
    ("Д", &["D"]),
    ("Ђ", &["D"]),
    ("Е", &["E", "YE"]),
    ("Ё", &["E", "IO", "YO"]),
    ("Є", &["IE", "YE"]),
    ("Ж", &["ZH", "Z", "J"]),
    ("З", &["Z"]),
    ("Ѕ", &["DZ"]),
    ("И", &["I", "Y"]),
    ("І", &["I"]),
    ("Ї", &["I", "YI"]),
    ("Й", &["I", "Y"]),
    ("Ј", &["J"]),
    ("К", &["K"]),
    ("Ќ", &["K"]),
    ("Л", &["L"]),
    ("Љ", &["LJ"]),
    ("М", &["M"]),
    ("Н", &["N"]),
    ("Њ", &["NJ"]),
    ("О", &["O"]),
    ("П", &["P"]),
    ("Р", &["R"]),
    ("С", &["S"]),
    ("Т", &["T"]),
    ("У", &["U"]),
    ("Ў", &["U", "O"]),
    ("Ф", &["F"]),
    ("Х", &["KH", "H"]),
    ("Ц", &["TS", "C"]),
    ("Ч", &["CH", "C"]),
    ("Ћ", &["C"]),
    ("Џ", &["DZ"]),
    ("Ш", &["SH", "S"]),
    ("Щ", &["SHCH", "SHT"]),
    ("Ъ", &["IE", "U", ""]),
    ("Ы", &["Y"]),
    ("Ь", &["I", ""]),
    ("Э", &["E"]),
    ("Ю", &["IU", "YU", "U"]),
    ("Я", &["IA", "YA", "A"]),
    ("Ѫ", &["U"]),
    ("Ѵ", &["Y"]),
    ("Һ", &["C", "H"]),
    // Kazakh letters that the standard does not have.
    ("Ә", &["A"]),
    ("Ғ", &["G", "GH"]),
    ("Қ", &["K", "Q"]),
    ("Ң", &["N", "NG"]),
    ("Ө", &["O"]),
    ("Ұ", &["U"]),
    ("Ү", &["U"]),
    // Letters of Tajik and Uzbek.
    ("Ҳ", &["H", "KH"]),
    ("Ҷ", &["J", "DZH"]),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(family: &str, given: &str) -> PassportName {
        let part = |part: &str| Some(part.to_owned()).filter(|part| !part.is_empty());
        PassportName { family: part(family), given: part(given) }
    }

    #[test]
    fn a_family_name_stands_first_or_last_and_in_any_case() {
        let anna = name("ERIKSSON", "ANNA MARIA");
        for written in [
            "Eriksson Anna Maria",
            "ANNA-MARIA ERIKSSON",
            "Eriksson, Anna Maria",
            "eriksson<<anna<maria",
        ] {
            assert!(anna.is(written), "{written}");
        }
        for other in
            ["Erikson Anna Maria", "Anna Maria", "Eriksson Anna", "Eriksson", "", "<", "安娜"]
        {
            assert!(!anna.is(other), "{other}");
        }
        assert!(name("", "ARKFREITH").is("Arkfreith"));
    }

    #[test]
    fn of_a_name_whose_parts_are_not_known_any_may_be_the_family_name() {
        let whole = name("", "NGUYEN VAN AN");
        for written in ["Nguyen Van An", "Van An Nguyen", "An Nguyen Van"] {
            assert!(whole.is(written), "{written}");
        }
        for other in ["Nguyen An Van", "Nguyen Van", "Van Nguyen An", "An"] {
            assert!(!whole.is(other), "{other}");
        }
        // Where they are known, a given name does not stand before the family and another after it.
        assert!(!name("ERIKSSON", "ANNA MARIA").is("Maria Eriksson Anna"));
    }

    #[test]
    fn letters_are_those_of_the_standard_and_none_is_lost() {
        for (written, line) in [
            ("Müller", "MUELLER"),
            ("Müller", "MULLER"),
            ("Müller", "MUXXLLER"),
            ("Nguyễn", "NGUYEN"),
            ("Đỗ", "DO"),
            ("Ñíguez", "NIGUEZ"),
            ("Ñíguez", "NXXIGUEZ"),
            ("Weiß", "WEISS"),
            ("Jørgensen", "JOERGENSEN"),
            ("Åse", "AASE"),
            ("Þór", "THOR"),
            ("İnönü", "INOENUE"),
            ("Yıldız", "YILDIZ"),
            ("Łódź", "LODZ"),
            ("Щербаков", "SHCHERBAKOV"),
            // Each letter has its own way.
            ("Jöns Åberg", "JOENS<ABERG"),
            ("Ольга", "OLGA"),
            ("Татьяна Жукова", "TATIANA<ZHUKOVA"),
            ("Наталья Щербакова", "NATALIA<SHCHERBAKOVA"),
            ("Игорь Григорьев", "IGOR<GRIGOREV"),
            ("Хмельницький", "KHMELNYTSKYI"),
            ("Ҳасан Ӯктам Ҷумъа Ӣсо", "HASAN<UKTAM<JUMA<ISO"),
            ("Oʻktam Gʻofur", "OKTAM<GOFUR"),
            ("D’Souza", "DSOUZA"),
            ("D’Souza", "D<SOUZA"),
            ("Ali/Omar", "ALI<OMAR"),
            ("Хрущёв", "KHRUSHCHEV"),
            ("Қасым Ғали", "KASYM<GALI"),
            ("Өмір Әсем", "OMIR<ASEM"),
            ("O'Brien–Smith", "OBRIEN<SMITH"),
        ] {
            assert!(stands_for(line, written, false), "{written} {line}");
            assert!(alike(written, line), "{written} {line}");
        }
    }

    #[test]
    fn composed_and_decomposed_letters_are_the_same() {
        let decomposed: String = "Nguyễn Đỗ Müller".nfd().collect();
        assert!(alike(&decomposed, "NGUYEN DO MUELLER"));
    }

    #[test]
    fn what_fills_the_lines_is_cut_as_the_standard_cuts_it() {
        let long = name("BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "");
        assert!(long.is("BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL"));
        assert!(long.is("BENNELONG<WOOLOOMOOLOO<WARRANDYTE<WARNA"));
        assert!(!long.is("BENNELONG WOOLOOMOOLOO"), "that was not cut by the lines");
        assert!(!name("ERIKSSON", "ANNA MARIA").is("E A M"));
        assert!(stands_for("BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W", &long.to_string(), true));
    }

    proptest! {
        #[test]
        fn a_name_is_alike_to_itself_however_it_is_written(
            parts in prop::collection::vec("[A-ZÄÖÜÑØА-Яа-яa-z]{1,12}", 1..4),
            mark in "[ -]", lower in any::<bool>(),
        ) {
            let name = parts.join(" ");
            let written = parts.join(&mark);
            let written = if lower { written.to_lowercase() } else { written };
            prop_assert!(alike(&written, &name), "{} {}", written, name);
        }

        #[test]
        fn no_letter_or_digit_is_ever_lost(text in "\\PC{0,20}") {
            let is_letter = |letter: &char| letter.is_alphanumeric() && !is_apostrophe(*letter);
            let letters = |text: &str| text.nfc().filter(is_letter).count();
            let [spelling, ..] = spellings(&text);
            prop_assert!(letters(&spelling) >= letters(&text), "{} {}", text, spelling);
        }

        #[test]
        fn another_name_is_not_alike(one in "[A-Z]{2,10}", other in "[A-Z]{2,10}") {
            prop_assert_eq!(alike(&one, &other), one == other);
        }
    }
}
