//! Accounts of applicants and staff: registration, activation, sign-in, sessions.

pub mod account;
pub mod account_view;
pub mod activate;
mod archive;
pub mod build_export;
pub mod challenge;
pub mod confirm_email_change;
pub mod create_staff_account;
pub mod device;
pub mod edit_account;
pub mod end_all_sessions;
pub mod end_session;
pub mod export;
mod files;
pub mod issue_challenge;
pub mod list_exports;
pub mod list_sessions;
pub mod list_sign_ins;
pub mod password;
pub mod reauthentication;
pub mod refresh_session;
pub mod register;
pub mod request_email_change;
pub mod request_export;
pub mod secrets;
pub mod session;
pub mod sign_in;
pub mod sign_in_log;
pub mod sign_out;
mod store;
mod time_zone;
mod totp;
pub mod view_account;

use shared::Actions;

/// The actions of this area.
#[must_use]
pub fn actions() -> Actions {
    Actions::new()
        .http::<issue_challenge::IssueChallenge>()
        .http::<register::Register>()
        .http::<activate::Activate>()
        .http::<sign_in::SignIn>()
        .http::<refresh_session::RefreshSession>()
        .http::<sign_out::SignOut>()
        .http::<view_account::ViewAccount>()
        .http::<edit_account::EditAccount>()
        .http::<list_sessions::ListSessions>()
        .http::<end_session::EndSession>()
        .http::<end_all_sessions::EndAllSessions>()
        .http::<list_sign_ins::ListSignIns>()
        .http::<request_email_change::RequestEmailChange>()
        .http::<confirm_email_change::ConfirmEmailChange>()
        .http::<request_export::RequestExport>()
        .http::<list_exports::ListExports>()
        .queue::<build_export::BuildExport>()
        .task::<create_staff_account::CreateStaffAccount>()
}
