//! Revising: what staff have re-opened of an application, and the clock that waits
//! for it (S64, S65).

pub mod list_revisions;
pub mod remind_revisions;
pub mod reminders;
pub mod request_revision;
pub mod revision_view;
mod store;
