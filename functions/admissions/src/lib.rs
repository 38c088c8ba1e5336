//! Admissions: the application with its sections, its submission and the decision
//! on it.

pub mod application;
pub mod applying;
pub mod deciding;
pub mod enrolment;
pub mod examining;
pub mod revising;
mod store;
mod wording;

use shared_platform::Actions;

/// The actions of this area.
#[must_use]
pub fn actions() -> Actions {
    Actions::new()
        .http::<applying::start_application::StartApplication>()
        .http::<applying::list_applications::ListApplications>()
        .http::<applying::view_application::ViewApplication>()
        .http::<applying::save_section::SaveSection>()
        .http::<applying::request_contact_confirmation::RequestContactConfirmation>()
        .http::<applying::confirm_contact_email::ConfirmContactEmail>()
        .http::<applying::submit_application::SubmitApplication>()
        .http::<applying::withdraw_application::WithdrawApplication>()
        .http::<revising::request_revision::RequestRevision>()
        .http::<revising::list_revisions::ListRevisions>()
        .http::<applying::view_status::ViewStatus>()
        .http::<applying::change_category::ChangeCategory>()
        .message::<examining::open_review::OpenReview>()
        .http::<examining::view_review::ViewReview>()
        .http::<examining::compare_rounds::CompareRounds>()
        .http::<deciding::decide_application::DecideApplication>()
        .http::<deciding::confirm_decision::ConfirmDecision>()
        .http::<deciding::reject_proposal::RejectProposal>()
        .http::<deciding::appeal_decision::AppealDecision>()
        .http::<deciding::reopen_application::ReopenApplication>()
        .message::<applying::release_for_review::ReleaseForReview>()
        .message::<enrolment::update_student_record::UpdateStudentRecord>()
        .task::<revising::remind_revisions::RemindRevisions>()
}
