//! The roster: who studies, as the university's own system says. The registrar
//! imports it; a student claims their record.

pub mod apply_roster;
mod cell;
mod claims;
mod columns;
pub mod confirm_student_claim;
pub(crate) mod countries;
pub mod import_roster;
pub mod issue_student_claim;
pub mod list_roster_imports;
pub mod list_students;
mod meeting;
pub mod messages;
mod number_matter;
pub mod open_unknown_number;
mod plan;
pub mod request_student_claim;
mod row;
pub mod settle_unknown_number;
mod sheet;
mod store;
pub(crate) mod student_view;
pub mod view_own_student_record;
pub mod view_roster_import;
pub mod view_student;
pub mod view_unknown_number;
