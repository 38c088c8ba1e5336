//! What property tests have in common: how many cases they try, and texts as
//! people of all the world write them.

use proptest::collection::SizeRange;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseResult, TestRunner};

/// Tries a property on `least` cases, or on more where `PROPTEST_CASES` says so.
/// For tests whose own count has a reason: of what `proptest!` is told, the
/// variable makes less too.
pub fn for_all<S: Strategy>(least: u32, cases: S, property: impl Fn(S::Value) -> TestCaseResult) {
    TestRunner::new(at_least(least)).run(&cases, property).unwrap();
}

/// The configuration of a test that tries at least so many cases.
#[must_use]
pub fn at_least(cases: u32) -> ProptestConfig {
    let asked_for = std::env::var_os("PROPTEST_CASES").map(|_| ProptestConfig::default().cases);
    let cases = asked_for.map_or(cases, |asked_for| asked_for.max(cases));
    // The test stands elsewhere: what failed is told, and kept nowhere.
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// A text of so many letters, from writings that applicants use, with what makes
/// writing hard: combining marks, other widths, directions, signs that nobody sees.
pub fn any_text(letters: impl Into<SizeRange>) -> impl Strategy<Value = String> {
    prop::collection::vec(any_letter(), letters).prop_map(String::from_iter)
}

fn any_letter() -> impl Strategy<Value = char> {
    let within = |first, last| prop::char::range(first, last);
    prop_oneof![
        6 => within(' ', '~'),
        3 => within('\u{a0}', '\u{24f}'),
        4 => within('\u{4e00}', '\u{9fff}'),
        1 => within('\u{3400}', '\u{4dbf}'),
        1 => within('\u{20000}', '\u{2a6df}'),
        2 => within('\u{400}', '\u{4ff}'),
        2 => within('\u{600}', '\u{6ff}'),
        1 => within('\u{e00}', '\u{e7f}'),
        1 => within('\u{ac00}', '\u{d7a3}'),
        2 => within('\u{300}', '\u{36f}'),
        1 => within('\u{2000}', '\u{206f}'),
        1 => within('\u{ff01}', '\u{ffe6}'),
        1 => any::<char>(),
    ]
}
