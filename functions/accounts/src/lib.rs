//! Accounts of applicants and staff: registration, activation, sign-in, sessions.

pub mod account;
pub mod challenge;
mod cookie;
pub mod mail_request;
mod mails;
pub mod own_account;
pub mod passwords;
pub mod privacy;
pub mod registration;
pub mod second_factor;
pub mod secrets;
pub mod sessions;
pub mod sign_in;
pub mod staff;
mod store;
pub mod university;
pub mod work;

use shared_platform::Actions;

/// The actions of this area, room by room.
#[must_use]
pub fn actions() -> Actions {
    Actions::new()
        .http::<registration::issue_challenge::IssueChallenge>()
        .http::<registration::register::Register>()
        .http::<registration::activate::Activate>()
        .http::<registration::resend_activation::ResendActivation>()
        .message::<registration::issue_activation_link::IssueActivationLink>()
        .http::<sign_in::sign_in::SignIn>()
        .http::<sign_in::list_sign_ins::ListSignIns>()
        .http::<university::view_university_sign_in::ViewUniversitySignIn>()
        .http::<university::start_university_sign_in::StartUniversitySignIn>()
        .http::<university::finish_university_sign_in::FinishUniversitySignIn>()
        .http::<sessions::refresh_session::RefreshSession>()
        .http::<sessions::list_sessions::ListSessions>()
        .http::<sessions::end_session::EndSession>()
        .http::<sessions::end_all_sessions::EndAllSessions>()
        .http::<sessions::sign_out::SignOut>()
        .http::<passwords::request_temporary_password::RequestTemporaryPassword>()
        .message::<passwords::issue_temporary_password::IssueTemporaryPassword>()
        .http::<passwords::reset_password::ResetPassword>()
        .http::<passwords::change_password::ChangePassword>()
        .http::<second_factor::enrol_authenticator::EnrolAuthenticator>()
        .http::<second_factor::confirm_authenticator::ConfirmAuthenticator>()
        .http::<second_factor::renew_recovery_codes::RenewRecoveryCodes>()
        .http::<own_account::view_account::ViewAccount>()
        .http::<own_account::edit_account::EditAccount>()
        .http::<own_account::request_email_change::RequestEmailChange>()
        .http::<own_account::confirm_email_change::ConfirmEmailChange>()
        .http::<privacy::request_export::RequestExport>()
        .message::<privacy::build_export::BuildExport>()
        .http::<privacy::list_exports::ListExports>()
        .http::<privacy::request_deletion::RequestDeletion>()
        .http::<privacy::cancel_deletion::CancelDeletion>()
        .task::<privacy::delete_due_accounts::DeleteDueAccounts>()
        .http::<privacy::view_deletion_receipt::ViewDeletionReceipt>()
        .task::<staff::invite_administrator::InviteAdministrator>()
        .http::<staff::invite_staff::InviteStaff>()
        .http::<staff::view_invitation::ViewInvitation>()
        .http::<staff::accept_invitation::AcceptInvitation>()
        .http::<staff::list_staff::ListStaff>()
        .http::<staff::change_roles::ChangeRoles>()
        .http::<staff::close_staff_account::CloseStaffAccount>()
        .http::<staff::end_sessions_of_account::EndSessionsOfAccount>()
        .http::<staff::list_sign_ins_of_account::ListSignInsOfAccount>()
        .http::<staff::find_applicant::FindApplicant>()
}
