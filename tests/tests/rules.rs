//! docs/RULES.md names every rule of the service once, and no test that is not there.

use std::collections::BTreeSet;

use system_tests::areas::actions;
use system_tests::named_tests::exists;
use system_tests::repository::read;

/// How many rules there are: S1 to S112.
const RULES: usize = 112;
/// Stands where a rule is not kept yet.
const NOT_YET: &str = "not yet";

/// A line of the table.
struct Rule {
    number: String,
    words: String,
    kept_by: String,
    shown_by: String,
}

fn rules() -> Vec<Rule> {
    let document = read("docs/RULES.md");
    let lines = document.lines().filter(|line| line.starts_with("| S"));
    let rule = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [number, words, kept_by, shown_by] = cells[..] else { panic!("four cells: {line}") };
        let [number, words, kept_by, shown_by] =
            [number, words, kept_by, shown_by].map(str::to_owned);
        Rule { number, words, kept_by, shown_by }
    };
    lines.map(rule).collect()
}

#[test]
fn every_rule_stands_there_once_and_in_order() {
    let numbers: Vec<String> = rules().into_iter().map(|rule| rule.number).collect();
    let expected: Vec<String> = (1..=RULES).map(|number| format!("S{number}")).collect();
    assert_eq!(numbers, expected);
}

#[test]
fn a_rule_that_is_kept_says_by_what_and_where_it_is_shown() {
    let actions = actions().into_iter().map(|(action, _)| action);
    let parts: BTreeSet<&str> = actions.chain(["site"]).collect();
    for rule in rules() {
        assert!(!rule.words.is_empty(), "{} has no words", rule.number);
        let unkept = rule.kept_by == NOT_YET;
        assert_eq!(unkept, rule.shown_by == NOT_YET, "{}: kept and shown go together", rule.number);
        // What is in brackets is a remark.
        for named in without_brackets(&rule.kept_by).split(',').map(str::trim) {
            // No action keeps it yet, but its rules stand somewhere: that is the remark.
            let known = named == NOT_YET || parts.contains(named);
            assert!(known, "{}: {named:?} is neither an action nor the site", rule.number);
        }
    }
}

#[test]
fn every_test_that_is_named_exists() {
    let mut missing = Vec::new();
    for rule in rules().iter().filter(|rule| rule.shown_by != NOT_YET) {
        let named = rule.shown_by.split("<br>").map(|test| test.trim().trim_matches('`'));
        let absent = named.filter(|name| !exists(name));
        missing.extend(absent.map(|name| format!("{}: {name}", rule.number)));
    }
    assert!(missing.is_empty(), "docs/RULES.md names tests that do not exist: {missing:#?}");
}

fn without_brackets(text: &str) -> String {
    let parts = text.split('(').map(|part| part.split_once(')').map_or(part, |(_, after)| after));
    parts.collect()
}

#[test]
fn a_test_that_is_not_there_is_noticed() {
    assert!(exists("system_tests::rules::a_test_that_is_not_there_is_noticed"));
    assert!(!exists("system_tests::rules::rules"), "a function, and no test");
    assert!(!exists("system_tests::rules::no_such_test"));
    assert!(!exists("no_such_crate::rules::a_test_that_is_not_there_is_noticed"));
    assert!(!exists("site/e2e/no-such.spec.ts: a title"));
}
