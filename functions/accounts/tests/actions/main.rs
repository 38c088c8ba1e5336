//! The actions of the accounts area, in process. One module per action.

mod activate;
mod create_staff_account;
mod issue_challenge;
mod refresh_session;
mod register;
mod setting;
mod sign_in;
mod sign_out;
