//! What letters promise, with the fonts that `cargo dev test rules` packs. That others
//! read them back as they were written is proved by `cargo dev prove letter`.

use std::path::Path;

use shared_letter::{Bilingual, CannotSet, Fonts, Letter, Value, VisaExtension, render, set};

#[test]
fn the_same_facts_give_the_same_bytes() {
    let (letter, fonts) = (sample().letter(), fonts());
    let first = render(&letter, &fonts).unwrap();
    assert_eq!(first, render(&letter, &fonts).unwrap());
    assert_eq!(first, render(&letter, &self::fonts()).unwrap());
    assert!(first.starts_with(b"%PDF-1.7"));
}

/// Whoever changes the page looks at it, and commits it with the change.
#[test]
fn the_page_is_the_one_that_was_looked_at() {
    let page = render(&sample().letter(), &fonts()).unwrap();
    let looked_at = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/visa-extension.pdf");
    // How it is packed depends on what cargo builds beside: zlib has two makers.
    if drawing(&page) != drawing(&std::fs::read(&looked_at).unwrap()) {
        let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join("visa-extension.pdf");
        std::fs::write(&made, &page).unwrap();
        panic!("look at {}; if it is right, copy it to {}", made.display(), looked_at.display());
    }
}

#[test]
fn other_facts_give_other_bytes() {
    let mut facts = sample();
    let first = render(&facts.letter(), &fonts()).unwrap();
    facts.student.passport_number = "X00000043".to_owned();
    assert_ne!(first, render(&facts.letter(), &fonts()).unwrap());
}

#[test]
fn every_fact_stands_on_the_page_as_it_was_typed() {
    let letter = sample().letter();
    let lines = set(&letter, &fonts()).unwrap().lines();
    for fact in &letter.facts {
        assert!(lines.contains(&fact.value.text()), "{fact:?}");
    }
    assert!(lines.contains(&"2004年2月29日 / 29 February 2004".to_owned()));
    assert!(lines.contains(&format!("编号 Number: {}", letter.number)));
}

#[test]
fn letters_of_passports_are_set_in_either_form() {
    let names = [
        "NGUYỄN THỊ ÁNH NGỌC",
        "Łukasz Żółć-Ščerbová",
        "İBRAHİM ÖĞÜT IŞIK",
        "Ștefan Țăranu",
        "Əliyev Ülvi",
        "ГАНИ ҚОЖАХМЕТ ӘБІШҰЛЫ",
        "ΓΕΩΡΓΊΟΥ",
        "O’Brien-D'Souza / Oʻgʻli",
    ];
    for name in names {
        assert_eq!(refused(name), Vec::<String>::new(), "{name}");
        assert!(set(&named(name), &fonts()).unwrap().lines().contains(&name.to_owned()));
    }
    let composed = render(&named("Nguyễn"), &fonts());
    assert_eq!(composed, render(&named("Nguye\u{302}\u{303}n"), &fonts()));
}

#[test]
fn rare_characters_of_chinese_names_are_set_or_refused() {
    for name in ["喆堃䶮", "镕", "佐々木", "安娜·玛丽亚", "〇", "𬭊𫓧𬭶"] {
        assert_eq!(refused(name), Vec::<String>::new(), "{name}");
    }
    assert_eq!(refused("王𠮷"), ["𠮷"]);
}

#[test]
fn all_that_cannot_be_set_is_named_at_once() {
    let mut facts = sample();
    facts.student.passport_name = "Ali علي".to_owned();
    facts.student.chinese_name = Some("𠮷⼈".to_owned());
    let Err(CannotSet::Characters(refused)) = render(&facts.letter(), &fonts()) else {
        panic!("it was set")
    };
    assert_eq!(refused, ["ع", "ل", "ي", "⼈", "𠮷"]);
}

#[test]
fn a_letter_whose_marks_are_no_part_of_its_character_is_refused_with_them() {
    // Both readers of the proof would find spaces in such a word.
    let marked = ["q\u{307}", "ọ\u{301}", "M\u{327}", "王\u{301}", "王\u{fe00}"];
    for letter in marked {
        assert_eq!(refused(&format!("A{letter}B")), [letter]);
    }
    assert_eq!(refused("\u{301}A"), ["\u{301}"]);
}

#[test]
fn of_two_characters_that_look_alike_to_the_font_one_is_set() {
    // Noto Sans SC has one glyph for both, and a PDF says what a glyph stands for once.
    for name in ["胶", "㬵", "瑨", "𤨁"] {
        assert_eq!(refused(name), Vec::<String>::new(), "{name}");
    }
    assert_eq!(refused("胶㬵"), ["㬵"]);
}

#[test]
fn what_shows_nothing_is_refused() {
    for hidden in ['\u{200b}', '\u{202e}', '\u{ad}', '\u{a0}', '\u{feff}', '\n', '\0'] {
        assert_eq!(refused(&format!("AB{hidden}C")), [hidden.to_string()]);
    }
}

#[test]
fn the_longest_names_fit_on_the_page() {
    let mut facts = sample();
    // Doc 9303 has room for 39 letters; forms keep 100 of the family's and 100 of the given name.
    facts.student.passport_name = "WIJEKOON ".repeat(23);
    facts.student.chinese_name = Some("欧".repeat(40));
    facts.study.programme = Some(Bilingual::new("学".repeat(30), "Engineering ".repeat(8)));
    assert!(render(&facts.letter(), &fonts()).is_ok());
}

#[test]
fn what_does_not_fit_is_refused() {
    assert_eq!(render(&named(&"A".repeat(3_000)), &fonts()), Err(CannotSet::TooLong));
}

/// The operators that draw the page, unpacked.
fn drawing(pdf: &[u8]) -> Vec<u8> {
    let ends = |bytes: &[u8], mark: &[u8]| {
        bytes.windows(mark.len()).position(|window| window == mark).map(|at| at + mark.len())
    };
    let mut rest = pdf;
    while let Some(begin) = ends(rest, b"\nstream\n") {
        rest = &rest[begin..];
        if let Ok(unpacked) = miniz_oxide::inflate::decompress_to_vec_zlib(rest)
            && ends(&unpacked, b"BDC\n").is_some()
        {
            return unpacked;
        }
    }
    panic!("the page has no drawing")
}

/// What of a name cannot be set.
fn refused(name: &str) -> Vec<String> {
    match render(&named(name), &fonts()) {
        Err(CannotSet::Characters(refused)) => refused,
        Err(other) => panic!("{other}"),
        Ok(_) => Vec::new(),
    }
}

fn named(name: &str) -> Letter {
    let mut letter = sample().letter();
    letter.facts[0].value = Value::Verbatim(name.to_owned());
    letter
}

fn sample() -> VisaExtension {
    serde_json::from_slice(include_bytes!("../samples/visa-extension.json")).unwrap()
}

fn fonts() -> Fonts {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts/dist");
    Fonts::read(&folder).expect("`cargo dev test rules` packs the fonts")
}
