#!/usr/bin/env bash
# Chinese names made by proptest from a class of characters.
#
# Expected: a class of a regular expression gives each of its characters equally often; of the Han
#           script's some 100,000 about one in five is an ordinary one (U+4E00 to U+9FFF).
# Happens:  proptest draws one of the class's *ranges*, each equally often, and then a character in it.
#           The ordinary ones are one range of some twenty: about one letter in twenty, and one whole
#           name in about a thousand. Half lie outside the basic plane; 〇 and 々, ranges of
#           one letter each, together make up a tenth. In [一-鿿·] every second letter is the dot.
# Matters:  a property test over \p{Han}{2,3} seems to cover the names of Chinese forms and hardly ever
#           sees a name that a person could have. [一-鿿], one range, gives what was meant.
# Seen:     proptest 1.12.0, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

rust names 'proptest = "=1.12.0"' <<'RUST'
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

const NAMES: usize = 20_000;

fn drawn(pattern: &str) -> Vec<String> {
    let mut runner = TestRunner::deterministic();
    (0..NAMES).map(|_| pattern.new_tree(&mut runner).expect("a text").current()).collect()
}

/// How many of 1,000 letters are of this kind.
fn per_mille(letters: &[char], kind: impl Fn(char) -> bool) -> usize {
    1_000 * letters.iter().filter(|&&letter| kind(letter)).count() / letters.len()
}

fn ordinary(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

fn within(name: &str, seen: usize, from: usize, to: usize) {
    assert!((from..=to).contains(&seen), "{name}: {seen}");
    println!("{name}: between {from} and {to}");
}

fn main() {
    let names = drawn(r"\p{Han}{2,3}");
    let letters: Vec<char> = names.iter().flat_map(|name| name.chars()).collect();
    within("ordinary letters of 1,000", per_mille(&letters, ordinary), 35, 60);
    within("letters outside the basic plane of 1,000", per_mille(&letters, |letter| letter > '\u{ffff}'), 450, 550);
    within("〇 and 々 of 1,000", per_mille(&letters, |letter| "〇々".contains(letter)), 75, 110);
    let common = names.iter().filter(|name| name.chars().all(ordinary)).count();
    within("names of ordinary letters only of 20,000", common, 5, 80);

    let letters: Vec<char> = drawn("[一-鿿·]").iter().flat_map(|name| name.chars()).collect();
    within("dots of 1,000 of [一-鿿·]", per_mille(&letters, |letter| letter == '·'), 470, 530);
    let letters: Vec<char> = drawn("[一-鿿]").iter().flat_map(|name| name.chars()).collect();
    within("ordinary letters of 1,000 of [一-鿿]", per_mille(&letters, ordinary), 1_000, 1_000);
}
RUST

expect "$names" <<'SEEN'
ordinary letters of 1,000: between 35 and 60
letters outside the basic plane of 1,000: between 450 and 550
〇 and 々 of 1,000: between 75 and 110
names of ordinary letters only of 20,000: between 5 and 80
dots of 1,000 of [一-鿿·]: between 470 and 530
ordinary letters of 1,000 of [一-鿿]: between 1000 and 1000
SEEN
