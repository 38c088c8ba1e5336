//! What falls due for students, as they and the office see it: events are told, what
//! was done is confirmed, and a visa officer looks after what is over.

pub(crate) mod deadline_view;
mod matter;
pub mod record_student_event;
pub mod report_deadline_done;
pub mod report_event;
pub mod settle_deadline;
mod store;
mod told_event;
pub mod view_deadline_review;
pub mod view_own_dates;

pub use self::matter::{DeadlineMatter, DeadlineOutcome, DeadlineTask, Remark};
