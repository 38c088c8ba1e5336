//! The board of the office: who has not registered, whose papers end when, as a table
//! to take along, and reminders to several at once.

pub mod export_deadlines;
pub mod export_registrations;
pub mod list_deadlines;
pub mod list_registrations;
mod reminder;
pub mod send_reminders;
mod sheet;
mod standing;
mod store;
mod student_rows;
