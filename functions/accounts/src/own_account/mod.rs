//! The account as its owner sees and changes it.

pub mod account_view;
pub mod confirm_email_change;
pub mod edit_account;
pub mod request_email_change;
mod store;
mod time_zone;
pub mod view_account;
