//! Enrolment: the record that an acceptance leads to.

mod store;
pub mod student_record;
pub mod update_student_record;
