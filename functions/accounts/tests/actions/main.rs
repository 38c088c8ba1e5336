//! The actions of the accounts area, in process. One module per action.

mod activate;
mod belongings;
mod build_export;
mod cancel_deletion;
mod confirm_email_change;
mod create_staff_account;
mod delete_due_accounts;
mod edit_account;
mod end_all_sessions;
mod end_session;
mod holder;
mod issue_challenge;
mod list_exports;
mod list_sessions;
mod list_sign_ins;
mod refresh_session;
mod register;
mod request_deletion;
mod request_email_change;
mod request_export;
mod setting;
mod sign_in;
mod sign_out;
mod view_account;
mod view_deletion_receipt;
