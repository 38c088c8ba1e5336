#!/usr/bin/env bash
# How many cases a property test runs that says so itself.
#
# Expected: `ProptestConfig::with_cases(500)` is 500; PROPTEST_CASES is the default of tests that say
#           nothing.
# Happens:  the variable wins over with_cases and over a `cases` that is written out, in both directions.
# Matters:  a test that needs many cases, so that something rare surely happens (a password reset among
#           the events), says so in the code; with PROPTEST_CASES=10 for a short round it runs ten times
#           and its promise is not tested, or fails for no reason.
# Seen:     proptest 1.12.0, 2026-11-30

source "$(dirname "${BASH_SOURCE[0]}")/prelude"

rust cases 'proptest = "=1.12.0"' <<'RUST'
use std::cell::Cell;

use proptest::prelude::*;

thread_local!(static RUN: Cell<u32> = const { Cell::new(0) });

fn count() {
    RUN.set(RUN.get() + 1);
}

proptest! {
    fn says_nothing(_number: u8) { count() }
}
proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    fn says_500(_number: u8) { count() }
}
proptest! {
    #![proptest_config(ProptestConfig { cases: 2, ..ProptestConfig::default() })]
    fn says_2(_number: u8) { count() }
}

fn main() {
    let run = |test: fn()| {
        RUN.set(0);
        test();
        RUN.get()
    };
    println!("nothing said {}, 500 said {}, 2 said {}", run(says_nothing), run(says_500), run(says_2));
}
RUST

both() {
    env -u PROPTEST_CASES "$cases"
    PROPTEST_CASES=10 "$cases"
}

expect both <<'SEEN'
nothing said 256, 500 said 500, 2 said 2
nothing said 10, 500 said 10, 2 said 10
SEEN
