//! docs/SECURITY.md answers every requirement of levels 1 and 2 in the chapters
//! V6, V7 and V9 of ASVS 5.0, and names no test that is not there.

use system_tests::named_tests::exists;
use system_tests::repository::read;

/// The requirements of levels 1 and 2: section, and how many of it from 1 on.
/// Those of level 3 stand last in their sections.
const SECTIONS: [(&str, usize); 15] = [
    ("6.1", 3),
    ("6.2", 12),
    ("6.3", 4),
    ("6.4", 4),
    ("6.5", 5),
    ("6.6", 3),
    ("6.8", 4),
    ("7.1", 3),
    ("7.2", 4),
    ("7.3", 2),
    ("7.4", 5),
    ("7.5", 2),
    ("7.6", 2),
    ("9.1", 3),
    ("9.2", 4),
];
/// The first words of an answer say whether a requirement is met.
const VERDICTS: [&str; 4] = ["Met", "Met in part", "Not met", "Does not apply"];

/// A line of the table.
struct Answer {
    requirement: String,
    verdict: String,
    shown_by: String,
}

fn answers() -> Vec<Answer> {
    let document = read("docs/SECURITY.md");
    let (_, table) = document.split_once("## ASVS 5.0").expect("a section on ASVS 5.0");
    let lines = table.lines().filter(|line| {
        line.starts_with("| 6.") || line.starts_with("| 7.") || line.starts_with("| 9.")
    });
    let answer = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [requirement, _, answer, shown_by] = cells[..] else { panic!("four cells: {line}") };
        let (verdict, _) = answer.split_once(['.', ':']).unwrap_or((answer, ""));
        Answer {
            requirement: requirement.to_owned(),
            verdict: verdict.to_owned(),
            shown_by: shown_by.to_owned(),
        }
    };
    lines.map(answer).collect()
}

#[test]
fn every_requirement_of_levels_one_and_two_is_answered_once_and_in_order() {
    let answered: Vec<String> = answers().into_iter().map(|answer| answer.requirement).collect();
    let expected: Vec<String> = SECTIONS
        .into_iter()
        .flat_map(|(section, many)| (1..=many).map(move |number| format!("{section}.{number}")))
        .collect();
    assert_eq!(answered, expected);
}

#[test]
fn every_answer_says_first_whether_the_requirement_is_met() {
    for answer in answers() {
        let known = VERDICTS.contains(&answer.verdict.as_str());
        assert!(known, "{}: {:?}", answer.requirement, answer.verdict);
    }
}

#[test]
fn every_test_that_shows_one_exists() {
    let mut missing = Vec::new();
    for answer in answers() {
        let named = answer.shown_by.split("<br>").map(|test| test.trim().trim_matches('`'));
        // What no test can show is seen by reading, or there is nothing to see.
        let absent = named.filter(|name| !name.starts_with("reading") && *name != "–");
        let absent = absent.filter(|name| !exists(name));
        missing.extend(absent.map(|name| format!("{}: {name}", answer.requirement)));
    }
    assert!(missing.is_empty(), "docs/SECURITY.md names tests that do not exist: {missing:#?}");
}
