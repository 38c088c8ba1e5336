//! The roster.

mod apply_roster;
mod confirm_student_claim;
mod import_roster;
mod issue_student_claim;
mod list_roster_imports;
mod list_students;
mod request_student_claim;
mod view_own_student_record;
mod view_roster_import;
mod view_student;
