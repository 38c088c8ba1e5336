//! Signing in (S21): what a try costs and shows, and the log of all tries.

pub mod attempts;
pub mod device;
pub mod known_device;
pub mod list_sign_ins;
#[expect(clippy::module_inception, reason = "the room has the name of its one way in")]
pub mod sign_in;
pub mod sign_in_log;
mod store;
