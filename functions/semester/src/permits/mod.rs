//! The new permit after a letter (S104): the student brings it, a visa officer looks
//! at it, and then it stands on the student's record.

pub mod matter;
pub mod review_permit;
mod store;
pub mod submit_new_permit;
pub mod view_new_permit;
pub mod view_permit_review;
