//! How tries to sign in are slowed down, so that guessing does not pay and
//! nobody is locked out.
//!
//! Two things are counted. What one place (an address, or a known device) tries
//! at one name: after a few failures it must solve a challenge and wait, longer
//! each time; nobody else does. And what anybody tries at a name in an hour:
//! that never blocks, but beyond a number it asks for challenges, which become
//! harder. A device that the account was signed in on before is counted by
//! itself and so does not feel what others do.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::Problem;
use shared_platform::clock::seconds_after;

use crate::challenge::ChallengeLevel;

/// Failures after which the same place must solve a challenge and wait.
const FREE_FAILURES: u32 = 3;
/// The longest wait, in seconds: a quarter of an hour.
const LONGEST_WAIT_SECONDS: i64 = 15 * 60;
/// How long failures are remembered, in seconds: a day.
const REMEMBERED_SECONDS: i64 = 24 * 60 * 60;
/// Tries at one name in an hour that need no challenge; as many again make it harder.
const TRIES_PER_LEVEL: u32 = 20;

/// What one place has tried at one name since it last got in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Failures {
    /// How often.
    pub count: u32,
    /// When last.
    pub last_at: Timestamp,
}

impl Failures {
    /// The failures after one more.
    #[must_use]
    pub fn after(seen: Option<Self>, now: Timestamp) -> Self {
        let before = seen.filter(|seen| now < seen.forgotten_at()).map_or(0, |seen| seen.count);
        Self { count: before.saturating_add(1), last_at: now }
    }

    /// When they are forgotten.
    #[must_use]
    pub fn forgotten_at(self) -> Timestamp {
        seconds_after(self.last_at, REMEMBERED_SECONDS)
    }

    /// The challenge that the next try must show.
    fn asked_challenge(self) -> Option<ChallengeLevel> {
        (self.count >= FREE_FAILURES).then_some(ChallengeLevel::LEAST)
    }

    /// When the next try may come: 2, 4, 8… seconds after the last one.
    fn wait_until(self) -> Timestamp {
        let doubled = self.count.checked_sub(FREE_FAILURES).map(|more| 2_i64 << more.min(16));
        seconds_after(self.last_at, doubled.unwrap_or(0).min(LONGEST_WAIT_SECONDS))
    }
}

/// The challenge that a name asks for after so many tries in an hour.
#[must_use]
pub fn asked_after(tries: u32) -> Option<ChallengeLevel> {
    (tries / TRIES_PER_LEVEL).checked_sub(1).map(ChallengeLevel::at_most)
}

/// How many tries at a name there may have been in an hour for a try with this
/// challenge to count; `None` when it does not matter.
#[must_use]
pub fn tries_before(shown: Option<ChallengeLevel>) -> Option<u32> {
    match shown {
        None => Some(TRIES_PER_LEVEL),
        Some(ChallengeLevel::MOST) => None,
        Some(level) => Some(TRIES_PER_LEVEL * (u32::from(level.number()) + 2)),
    }
}

/// Whether a try may be made: with the challenge it shows, after the failures
/// seen, at a name that asks for `asked` by reason of what others tried.
///
/// # Errors
/// 403 `challenge_required` with the level; 429 with the seconds to wait.
pub fn admit(
    shown: Option<ChallengeLevel>,
    failures: Option<Failures>,
    asked: Option<ChallengeLevel>,
    now: Timestamp,
) -> Result<(), Problem> {
    let failures = failures.filter(|failures| now < failures.forgotten_at());
    let asked = asked.max(failures.and_then(Failures::asked_challenge));
    if let Some(asked) = asked
        && shown < Some(asked)
    {
        return Err(Problem::challenge_required(asked.number()));
    }
    match failures.map(Failures::wait_until).filter(|until| now < *until) {
        Some(until) => Err(Problem::too_many_requests(seconds_until(until, now))),
        None => Ok(()),
    }
}

fn seconds_until(until: Timestamp, now: Timestamp) -> u64 {
    let milliseconds = until.as_millisecond() - now.as_millisecond();
    u64::try_from(milliseconds).unwrap_or_default().div_ceil(1000).max(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn now() -> Timestamp {
        "2027-03-01T02:00:00Z".parse().unwrap()
    }

    fn failures(count: u32) -> Option<Failures> {
        Some(Failures { count, last_at: now() })
    }

    fn refusal(shown: Option<u32>, count: u32, asked: Option<u32>, seconds: i64) -> &'static str {
        let level = |number: Option<u32>| number.map(ChallengeLevel::at_most);
        let later = seconds_after(now(), seconds);
        match admit(level(shown), failures(count), level(asked), later) {
            Ok(()) => "",
            Err(problem) => problem.code(),
        }
    }

    #[test]
    fn three_failures_are_free() {
        assert_eq!(refusal(None, 2, None, 0), "");
        assert_eq!(refusal(None, 3, None, 60), "challenge_required");
        assert_eq!(refusal(Some(0), 3, None, 60), "");
    }

    #[test]
    fn the_wait_doubles_up_to_a_quarter_of_an_hour() {
        for (count, wait) in [(3, 2), (4, 4), (5, 8), (11, 512), (12, 900), (4_000_000_000, 900)] {
            assert_eq!(refusal(Some(0), count, None, wait - 1), "too_many_requests", "{count}");
            assert_eq!(refusal(Some(0), count, None, wait), "", "{count}");
        }
    }

    #[test]
    fn failures_are_forgotten_after_a_day() {
        assert_eq!(refusal(None, 12, None, 86_399), "challenge_required");
        assert_eq!(refusal(None, 12, None, 86_400), "");
        let count_after = |seconds| {
            let later = seconds_after(now(), seconds);
            Failures::after(failures(12), later).count
        };
        assert_eq!([0, 86_399, 86_400].map(count_after), [13, 13, 1]);
        assert_eq!(Failures::after(None, now()).count, 1);
    }

    #[test]
    fn a_name_tried_often_asks_for_harder_and_harder_challenges() {
        let levels = [0, 19, 20, 39, 40, 60, 80, 99, 100, 5000]
            .map(|tries| asked_after(tries).map(ChallengeLevel::number));
        let expected =
            [None, None, Some(0), Some(0), Some(1), Some(2), Some(3), Some(3), Some(4), Some(4)];
        assert_eq!(levels, expected);
        assert_eq!(refusal(Some(1), 1, Some(2), 0), "challenge_required");
        assert_eq!(refusal(Some(2), 1, Some(2), 0), "");
    }

    proptest! {
        #[test]
        fn a_challenge_counts_as_long_as_no_harder_one_is_asked(
            tries in 0u32..300,
            shown in proptest::option::of(0u32..=4),
        ) {
            let shown = shown.map(ChallengeLevel::at_most);
            let counts = tries_before(shown).is_none_or(|most| tries < most);
            prop_assert_eq!(counts, asked_after(tries) <= shown);
        }

        #[test]
        fn whoever_waits_a_quarter_of_an_hour_with_the_hardest_challenge_may_try(
            count: u32,
            asked in proptest::option::of(0u32..=4),
        ) {
            let asked = asked.map(ChallengeLevel::at_most);
            let later = seconds_after(now(), 900);
            prop_assert!(
                admit(Some(ChallengeLevel::MOST), failures(count), asked, later).is_ok()
            );
        }
    }
}
