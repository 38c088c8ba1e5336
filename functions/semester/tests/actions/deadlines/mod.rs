//! What falls due, as students and the office see it.

mod record_student_event;
mod report_deadline_done;
mod report_event;
mod setting;
mod settle_deadline;
mod view_deadline_review;
mod view_own_dates;
