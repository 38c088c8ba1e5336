//! Revising.

mod list_revisions;
mod remind_revisions;
mod request_revision;
