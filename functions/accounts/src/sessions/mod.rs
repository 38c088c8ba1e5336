//! Sessions: refreshed, listed and ended.

pub mod end_all_sessions;
pub mod end_session;
pub mod list_sessions;
pub mod refresh_session;
pub mod session;
pub mod sign_out;
mod store;
