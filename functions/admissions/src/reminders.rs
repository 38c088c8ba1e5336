//! When an applicant is reminded of a request for revision. Reminders are
//! counted, so that a run of the clock that was missed, came twice or died
//! neither loses nor doubles one.

use jiff::Timestamp;
use shared::application::OpenRevision;
use shared::clock::seconds_after;
use shared::review_queue::whole_second;

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
