//! What falls due for a student, as it is shown.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use shared_domain::deadline::{Deadline, DeadlineKind, Event};
use shared_platform::locale::Bilingual;
use shared_platform::{Locale, texts};
use utoipa::ToSchema;

/// Something that falls due.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Deadline)]
pub(crate) struct DeadlineView {
    deadline: DeadlineKind,
    /// What it is, in words.
    what: Bilingual,
    /// What to do.
    advice: Bilingual,
    /// The last day in Beijing.
    last_day: Date,
    /// When it is over.
    ends_at: Timestamp,
    /// What it follows from; `null` of a paper.
    event: Option<Event>,
    /// Whether it is over.
    is_over: bool,
    /// The day on which the student says that it was done; the office looks at that.
    done_on: Option<Date>,
}

impl DeadlineView {
    pub(crate) fn of(deadline: &Deadline, now: Timestamp) -> Self {
        let Deadline { deadline: kind, last_day, ends_at, event, done_on, .. } = *deadline;
        let text = |name: String| Bilingual {
            en: texts::text(Locale::En, &name),
            zh: texts::text(Locale::Zh, &name),
        };
        Self {
            deadline: kind,
            what: text(kind.text_name()),
            advice: text(kind.advice_name()),
            last_day,
            ends_at,
            event,
            is_over: deadline.is_over(now),
            done_on,
        }
    }

    /// All of a student, what falls first first.
    pub(crate) fn of_all(mut deadlines: Vec<Deadline>, now: Timestamp) -> Vec<Self> {
        deadlines.sort_by_key(|deadline| deadline.ends_at);
        deadlines.iter().map(|deadline| Self::of(deadline, now)).collect()
    }
}
