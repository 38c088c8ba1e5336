//! What the visa officer looks after: deadlines of students that are over.

mod matter;

pub use self::matter::{DeadlineMatter, DeadlineOutcome, DeadlineTask, Remark};
