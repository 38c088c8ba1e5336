//! The board.

mod export_deadlines;
mod export_registrations;
mod list_deadlines;
mod list_registrations;
mod send_reminders;
