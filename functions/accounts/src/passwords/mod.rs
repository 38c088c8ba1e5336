//! Passwords: the rule (S10), and how one is forgotten, reset and changed (S22-S25).

pub mod change_password;
pub mod issue_temporary_password;
pub mod password;
pub mod reauthentication;
pub mod request_temporary_password;
pub mod reset_password;
pub(crate) mod store;
