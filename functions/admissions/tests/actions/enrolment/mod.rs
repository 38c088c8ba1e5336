//! Enrolment.

mod update_student_record;
