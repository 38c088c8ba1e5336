//! Admissions: the application with its sections, its submission and the decision
//! on it.

pub mod appeal_decision;
pub mod application;
pub mod application_view;
pub mod change_category;
pub mod confirm_contact_email;
pub mod confirm_decision;
pub mod confirmed_emails;
pub mod decide_application;
mod deciding;
pub mod decision_view;
pub mod edits;
pub mod form;
pub mod list_applications;
pub mod list_revisions;
pub mod reject_proposal;
pub mod release_for_review;
pub mod remind_revisions;
pub mod reminders;
pub mod reopen_application;
pub mod request_contact_confirmation;
pub mod request_revision;
pub mod revision_view;
pub mod ruling;
pub mod save_section;
pub mod start_application;
pub mod status;
mod store;
pub mod student_record;
pub mod submit_application;
pub mod update_student_record;
pub mod verdict;
pub mod view_application;
pub mod view_status;
pub mod withdraw_application;
mod wording;

use shared_platform::Actions;

/// The actions of this area.
#[must_use]
pub fn actions() -> Actions {
    Actions::new()
        .http::<start_application::StartApplication>()
        .http::<list_applications::ListApplications>()
        .http::<view_application::ViewApplication>()
        .http::<save_section::SaveSection>()
        .http::<request_contact_confirmation::RequestContactConfirmation>()
        .http::<confirm_contact_email::ConfirmContactEmail>()
        .http::<submit_application::SubmitApplication>()
        .http::<withdraw_application::WithdrawApplication>()
        .http::<request_revision::RequestRevision>()
        .http::<list_revisions::ListRevisions>()
        .http::<view_status::ViewStatus>()
        .http::<change_category::ChangeCategory>()
        .http::<decide_application::DecideApplication>()
        .http::<confirm_decision::ConfirmDecision>()
        .http::<reject_proposal::RejectProposal>()
        .http::<appeal_decision::AppealDecision>()
        .http::<reopen_application::ReopenApplication>()
        .message::<release_for_review::ReleaseForReview>()
        .message::<update_student_record::UpdateStudentRecord>()
        .task::<remind_revisions::RemindRevisions>()
}
