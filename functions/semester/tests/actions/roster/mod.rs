//! The roster.

mod apply_roster;
mod confirm_student_claim;
mod import_roster;
mod issue_student_claim;
mod list_roster_imports;
mod list_students;
mod open_unknown_number;
mod request_student_claim;
mod settle_unknown_number;
mod view_own_student_record;
mod view_roster_import;
mod view_student;
mod view_unknown_number;
