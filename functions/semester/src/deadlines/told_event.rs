//! An event that somebody tells of.

use jiff::Timestamp;
use serde::Deserialize;
use shared_domain::deadline::{Event, EventKind};
use shared_platform::clock::seconds_after;
use shared_platform::http::FieldError;
use utoipa::ToSchema;

/// What happened longer ago than this has nothing to do with now, in days.
const LONGEST_AGO: i64 = 90;
/// By how much the clock of who tells may be ahead of ours, in seconds: students tell of
/// what happens just now, with phones of their own.
const CLOCK_AHEAD: i64 = 600;

/// Something that happened to a student.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ToldStudentEvent)]
pub(crate) struct ToldEvent {
    /// What.
    what: EventKind,
    /// When.
    at: Timestamp,
}

impl ToldEvent {
    /// The event, unless it can hardly be meant.
    pub(crate) fn checked(self, now: Timestamp) -> Result<Event, FieldError> {
        let Self { what, at } = self;
        if seconds_after(now, CLOCK_AHEAD) < at {
            return Err(FieldError::new("/at", "date_in_future"));
        }
        if at < seconds_after(now, -LONGEST_AGO * 24 * 3600) {
            return Err(FieldError::new("/at", "date_too_long_ago"));
        }
        Ok(Event { what, at: at.min(now) })
    }
}
