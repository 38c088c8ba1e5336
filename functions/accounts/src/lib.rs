//! Accounts of applicants and staff: registration, activation, sign-in, sessions.

pub mod account;
pub mod activate;
pub mod challenge;
pub mod create_staff_account;
pub mod device;
pub mod issue_challenge;
pub mod password;
pub mod reauthentication;
pub mod refresh_session;
pub mod register;
pub mod secrets;
pub mod session;
pub mod sign_in;
pub mod sign_in_log;
pub mod sign_out;
mod store;
mod totp;

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
        .task::<create_staff_account::CreateStaffAccount>()
}
