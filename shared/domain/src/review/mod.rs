//! The staff queue: how its tasks move, whatever they are about. The queue
//! (area `reviews`) lists and hands out tasks of any kind; the area that a matter
//! belongs to opens its tasks, shows the matter, and moves a task in the
//! transaction of what it decides.

mod course;
mod finding;
mod headline;
mod held;
mod matter;
pub(crate) mod personal_data;
mod store;
mod task;
mod view;
pub mod words;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_platform::outbox::Message;

pub(crate) use self::personal_data::TOLD_TO_STAFF;
pub use course::{Claim, Closing, Course, Decided, Decision, Proposal, Rejection};
pub use finding::{Finding, Severity};
pub use headline::{Headline, Word};
pub use held::{Held, Ruling, RulingRefused, SecondPerson, Undecided};
pub use matter::{Matter, Subject, Unread};
pub use store::{
    TASK, close_withdrawn, create, review_key, said_meanwhile, save, task_about,
    task_of_applicant_key, tasks_of_applicant,
};
pub use task::{ClaimRefused, Moved, ReviewQueue, Task, TaskState};
pub use view::Review;
pub use words::{FindingCode, ReviewOccasion, ReviewSubject};

use crate::ids::ReviewId;

/// A task that nobody needs to work on any more: its matter was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CloseReview {
    /// The task.
    pub review: ReviewId,
    /// When the matter was withdrawn.
    pub withdrawn_at: Timestamp,
}

impl Message for CloseReview {
    const ACTION: &'static str = "close_review";
}
