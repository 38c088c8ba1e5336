//! Accounts of applicants and staff: registration, activation, sign-in, sessions.

pub mod accept_invitation;
pub mod account;
pub mod account_view;
pub mod activate;
mod archive;
pub mod attempts;
pub mod build_export;
pub mod cancel_deletion;
pub mod challenge;
pub mod change_password;
pub mod change_roles;
pub mod close_staff_account;
pub mod confirm_authenticator;
pub mod confirm_email_change;
mod cookie;
pub mod delete_due_accounts;
pub mod deletion;
pub mod device;
pub mod edit_account;
pub mod end_all_sessions;
pub mod end_session;
pub mod end_sessions_of_account;
pub mod enrol_authenticator;
pub mod export;
mod files;
pub mod find_applicant;
pub mod invitation;
pub mod invite_administrator;
pub mod invite_staff;
pub mod issue_activation_link;
pub mod issue_challenge;
pub mod issue_temporary_password;
pub mod known_device;
pub mod list_exports;
pub mod list_sessions;
pub mod list_sign_ins;
pub mod list_sign_ins_of_account;
pub mod list_staff;
pub mod mail_request;
mod mails;
pub mod password;
pub mod reauthentication;
mod recovery;
pub mod refresh_session;
pub mod register;
pub mod renew_recovery_codes;
pub mod request_deletion;
pub mod request_email_change;
pub mod request_export;
pub mod request_temporary_password;
pub mod resend_activation;
pub mod reset_password;
mod second_factor;
pub mod secrets;
pub mod session;
pub mod sign_in;
pub mod sign_in_log;
pub mod sign_out;
pub mod staff;
mod store;
mod time_zone;
pub mod totp;
pub mod view_account;
pub mod view_deletion_receipt;
pub mod view_invitation;
pub mod work;

use shared_platform::Actions;

/// The actions of this area.
#[must_use]
pub fn actions() -> Actions {
    Actions::new()
        .http::<issue_challenge::IssueChallenge>()
        .http::<register::Register>()
        .http::<activate::Activate>()
        .http::<resend_activation::ResendActivation>()
        .message::<issue_activation_link::IssueActivationLink>()
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
        .http::<request_temporary_password::RequestTemporaryPassword>()
        .message::<issue_temporary_password::IssueTemporaryPassword>()
        .http::<reset_password::ResetPassword>()
        .http::<change_password::ChangePassword>()
        .http::<request_export::RequestExport>()
        .http::<list_exports::ListExports>()
        .message::<build_export::BuildExport>()
        .http::<request_deletion::RequestDeletion>()
        .http::<cancel_deletion::CancelDeletion>()
        .task::<delete_due_accounts::DeleteDueAccounts>()
        .http::<view_deletion_receipt::ViewDeletionReceipt>()
        .http::<view_invitation::ViewInvitation>()
        .http::<accept_invitation::AcceptInvitation>()
        .http::<enrol_authenticator::EnrolAuthenticator>()
        .http::<confirm_authenticator::ConfirmAuthenticator>()
        .http::<renew_recovery_codes::RenewRecoveryCodes>()
        .http::<invite_staff::InviteStaff>()
        .http::<list_staff::ListStaff>()
        .http::<change_roles::ChangeRoles>()
        .http::<close_staff_account::CloseStaffAccount>()
        .http::<end_sessions_of_account::EndSessionsOfAccount>()
        .http::<list_sign_ins_of_account::ListSignInsOfAccount>()
        .http::<find_applicant::FindApplicant>()
        .task::<invite_administrator::InviteAdministrator>()
}
