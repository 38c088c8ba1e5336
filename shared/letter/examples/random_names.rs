//! Makes letters of random names: `random_names FONTS COUNT SEED FOLDER`. Each that is
//! set is a PDF in the folder; letters.jsonl says of each what stands on it and where, or
//! what was refused. infra/dev/local/check_letters.py looks at both.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;
use shared_letter::{CannotSet, Fonts, Placed, VisaExtension, set};

const SAMPLE: &[u8] = include_bytes!("../samples/visa-extension.json");

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [fonts, count, seed, folder] = arguments.as_slice() else {
        return Err("random_names FONTS COUNT SEED FOLDER".into());
    };
    let (fonts, folder) = (Fonts::read(Path::new(fonts))?, Path::new(folder));
    let mut random = Random(seed.parse()?);
    let sample: VisaExtension = serde_json::from_slice(SAMPLE)?;
    let known = set(&sample.letter(), &fonts)?.placed();
    let mut told = String::new();
    for place in 0..count.parse()? {
        let mut facts = sample.clone();
        // The first is the sample itself. Of the others, what stands there too is not looked at again.
        let mut known = known.as_slice();
        if place == 0 {
            known = &[];
        } else {
            facts.student.passport_name = latin_name(&mut random);
            facts.student.chinese_name = Some(chinese_name(&mut random));
        }
        writeln!(told, "{}", made(&facts, known, &fonts, &folder.join(format!("{place}.pdf")))?)?;
    }
    std::fs::write(folder.join("letters.jsonl"), told)?;
    Ok(())
}

fn made(
    facts: &VisaExtension,
    known: &[Placed],
    fonts: &Fonts,
    file: &Path,
) -> Result<serde_json::Value, Box<dyn Error>> {
    let letter = facts.letter();
    let names = [&facts.student.passport_name, facts.student.chinese_name.as_ref().unwrap()];
    match set(&letter, fonts) {
        Ok(page) => {
            std::fs::write(file, page.pdf(fonts)?)?;
            let placed = page.placed();
            let placed: Vec<&Placed> = placed.iter().filter(|each| !known.contains(each)).collect();
            let facts: Vec<_> = letter
                .facts
                .iter()
                .map(|fact| [fact.label.en.clone(), fact.value.text()])
                .collect();
            Ok(json!({
                "names": names, "pdf": file.file_name().unwrap().to_string_lossy(),
                "lines": page.lines(), "placed": placed,
                "facts": facts, "link": letter.check.link(letter.number),
            }))
        }
        Err(CannotSet::Characters(refused)) => Ok(json!({ "names": names, "refused": refused })),
        Err(other) => Err(other.into()),
    }
}

/// A small generator (SplitMix64): the same names for the same seed, on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u32) -> u32 {
        u32::try_from(self.next() % u64::from(end)).unwrap()
    }

    fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(u32::try_from(choices.len()).unwrap()) as usize]
    }

    /// A letter of these ranges, each as often as any other.
    fn letter(&mut self, ranges: &[(u32, u32)]) -> char {
        let letters = ranges.iter().flat_map(|(from, to)| *from..=*to);
        let count = u32::try_from(letters.clone().count()).unwrap();
        let place = self.below(count) as usize;
        letters.clone().nth(place).and_then(char::from_u32).unwrap()
    }
}

/// Letters with a mark in one character: those of Doc 9303-3 and all others of Latin.
const MARKED: &[(u32, u32)] =
    &[(0xc0, 0xd6), (0xd8, 0xf6), (0xf8, 0x17f), (0x180, 0x24f), (0x1e00, 0x1eff)];
const PLAIN: &[(u32, u32)] = &[(0x41, 0x5a), (0x61, 0x7a)];
const CYRILLIC: &[(u32, u32)] = &[(0x400, 0x482), (0x48a, 0x52f)];
const GREEK: &[(u32, u32)] = &[(0x386, 0x386), (0x388, 0x38a), (0x38e, 0x3a1), (0x3a3, 0x3ce)];
/// Grave, acute, circumflex, tilde, macron, breve, dot, diaeresis, hook, ring, double
/// acute, caron, horn, dot below, comma below, cedilla, ogonek, line below.
const MARKS: &[char] = &[
    '\u{300}', '\u{301}', '\u{302}', '\u{303}', '\u{304}', '\u{306}', '\u{307}', '\u{308}',
    '\u{309}', '\u{30a}', '\u{30b}', '\u{30c}', '\u{31b}', '\u{323}', '\u{326}', '\u{327}',
    '\u{328}', '\u{331}',
];
/// What stands in names beside letters; the hyphen that does not break is one of them.
const SIGNS: &[char] = &[' ', '-', '\'', '’', 'ʻ', 'ʼ', '.', '/', '\u{2011}', '\u{2010}'];
/// Scripts that letters do not set, and what shows nothing.
const REFUSED: &[(u32, u32)] =
    &[(0x5d0, 0x5ea), (0x627, 0x64a), (0xe01, 0xe2e), (0xac00, 0xd7a3), (0x200b, 0x200f)];

fn latin_name(random: &mut Random) -> String {
    let script = random.below(20);
    let length = 3 + random.below(24);
    let name: String = (0..length)
        .map(|place| match (script, random.below(10)) {
            (_, 9) if place > 0 => random.one_of(SIGNS).to_string(),
            (0..9, 0..4) => random.letter(MARKED).to_string(),
            (9..15, 0) => {
                let letter = random.letter(PLAIN);
                let marks = 1 + random.below(6) / 5;
                let marks = (0..marks).map(|_| random.one_of(MARKS));
                std::iter::once(letter).chain(marks).collect()
            }
            (15 | 16, _) => random.letter(CYRILLIC).to_string(),
            (17, _) => random.letter(GREEK).to_string(),
            (18, 0) => random.letter(&[(0x300, 0x36f)]).to_string(),
            (19, 0) => random.letter(REFUSED).to_string(),
            _ => random.letter(PLAIN).to_string(),
        })
        .collect();
    // No name ends with a hyphen; PDFium would take it for one that divides a word.
    name.trim_end_matches(SIGNS).to_owned()
}

/// Han of GB 18030-2022. Level 1 and 2 are the ordinary characters, extension A and
/// the rest of the state's table of 2013; level 3 is all that are encoded, to extension F
/// and the twelve of the compatibility block that are no doubles.
const ORDINARY: &[(u32, u32)] = &[(0x4e00, 0x9fa5)];
const LEVEL_1: &[(u32, u32)] = &[(0x4e00, 0x9fef), (0x3400, 0x4db5), (0x3007, 0x3007)];
/// Some of those that level 2 adds: names of elements and places, and words of old books.
const LEVEL_2: &str = "𬭊𬭛𬭳𫓧𬭶𫟼𬬻𬬭𫟷𨱏𨱇𨱑𨨏𨭉𨺙𨟠𫵷𬍛𬒈𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓";
const LEVEL_3: &[(u32, u32)] = &[
    (0x20000, 0x2a6d6),
    (0x2a700, 0x2b734),
    (0x2b740, 0x2b81d),
    (0x2b820, 0x2cea1),
    (0x2ceb0, 0x2ebe0),
    (0xfa0e, 0xfa29),
];

fn chinese_name(random: &mut Random) -> String {
    let level = random.below(10);
    let level_2: Vec<char> = LEVEL_2.chars().collect();
    let length = 2 + random.below(3);
    let mut name: String = (0..length)
        .map(|place| match (level, place) {
            (6 | 7, 1) => random.one_of(&level_2),
            (3..6, _) => random.letter(LEVEL_1),
            (8 | 9, 1) => random.letter(LEVEL_3),
            _ => random.letter(ORDINARY),
        })
        .collect();
    if random.below(8) == 0 {
        name.push('·');
        name.push(random.letter(ORDINARY));
    }
    name
}
