//! When an applicant is reminded of a request for revision. Reminders are
//! counted, so that a run of the clock that was missed, came twice or died
//! neither loses nor doubles one.

use jiff::Timestamp;
use shared_domain::application::OpenRevision;
use shared_domain::application::revision::Revision;
use shared_platform::clock::{seconds_after, whole_second};

const DAY: i64 = 24 * 60 * 60;

/// The instants at which the clock looks at a request: those of the planned
/// reminders, and the end. They follow from the request, so that whoever ends it
/// knows them.
#[must_use]
pub fn wake_ups(open: &OpenRevision) -> Vec<Timestamp> {
    let mut instants = planned(open.requested_at, open.due_at);
    instants.push(open.due_at);
    instants
}

/// Whether a reminder is due: one was planned since the last was sent, and the
/// time is not over. Several that were missed are one.
#[must_use]
pub fn is_due(revision: &Revision, now: Timestamp) -> bool {
    let last = revision.reminded_at.unwrap_or(revision.requested_at);
    let planned = planned(revision.requested_at, revision.due_at);
    now < revision.due_at && planned.into_iter().any(|instant| last < instant && instant <= now)
}

/// At half of the time, three days and a day before the end, the earliest first.
fn planned(requested_at: Timestamp, due_at: Timestamp) -> Vec<Timestamp> {
    let seconds = due_at.duration_since(requested_at).as_secs();
    let half = whole_second(seconds_after(requested_at, seconds / 2));
    let mut instants = vec![half, seconds_after(due_at, -3 * DAY), seconds_after(due_at, -DAY)];
    instants.retain(|instant| *instant > requested_at);
    instants.sort_unstable();
    instants.dedup();
    instants
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shared_domain::ids::ApplicationId;
    use shared_domain::samples;
    use shared_platform::ids::AccountId;

    use super::*;

    fn revision(days: i64) -> Revision {
        let requested_at = "2027-03-01T02:00:00Z".parse().unwrap();
        let due_at = seconds_after(requested_at, days * 86_400);
        let revision = samples::revision(AccountId::new(), ApplicationId::new());
        Revision { requested_at, due_at, ..revision }
    }

    #[test]
    fn reminders_come_at_half_of_the_time_and_three_days_and_a_day_before_the_end() {
        let days = |days| {
            let revision = revision(days);
            let planned = planned(revision.requested_at, revision.due_at);
            let after = |at: Timestamp| at.duration_since(revision.requested_at).as_hours();
            planned.into_iter().map(after).collect::<Vec<_>>()
        };
        assert_eq!(days(10), [5 * 24, 7 * 24, 9 * 24]);
        assert_eq!(days(3), [36, 48]);
        assert_eq!(days(2), [24]);
    }

    proptest! {
        #[test]
        fn whenever_the_clock_looks_no_reminder_comes_twice_and_none_is_left_out(
            days in 2..60_i64,
            mut looks in prop::collection::vec(0..5_270_400_i64, 0..40),
        ) {
            let mut revision = revision(days);
            let planned = planned(revision.requested_at, revision.due_at);
            looks.sort_unstable();
            let mut since = revision.requested_at;
            for seconds in looks {
                let now = seconds_after(revision.requested_at, seconds);
                let missed = planned.iter().any(|instant| since < *instant && *instant <= now);
                prop_assert_eq!(is_due(&revision, now), missed && now < revision.due_at);
                if is_due(&revision, now) {
                    revision.reminders_sent += 1;
                    revision.reminded_at = Some(now);
                }
                since = since.max(now);
            }
            prop_assert!(revision.reminders_sent as usize <= planned.len());
        }
    }
}
