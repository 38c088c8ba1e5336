//! Semester registration: who is on the roster, when they can register, what they
//! say of themselves then, and what staff say of it.
//!
//! The Registrations table, beside the records of students
//! (`shared_domain::student`):
//!
//! | item | pk | sk |
//! |---|---|---|
//! | whether an import of the roster is being written | `ROSTER` | `ROSTER` |
//! | an import of the roster | `ROSTERIMPORTS` | `IMPORT#<id>` |
//! | what it writes, in parts | `ROSTERIMPORT#<id>` | `PART#<number>` |
//! | a link that claims a record | `STUDENTCLAIM#<hash>` | `STUDENTCLAIM` |
//! | that a number nobody has is looked at | `UNKNOWNNUMBER#<number>` | `UNKNOWNNUMBER` |
//! | a semester with its windows | `SEMESTERS` | `SEMESTER#<id>` |
//! | more time for a student | `STUDENT#<id>` | `EXTENSION#<semester>` |
//! | the registration of a semester | `STUDENT#<id>` | `REGISTRATION#<semester>` |
//! | what falls due for a student | `STUDENT#<id>` | `DEADLINE#<kind>` |
//! | a frozen submission of it | `STUDENT#<id>` | `SUBMISSION#<semester>#<round>` |
//! | that the office has reminded a student today | `STUDENT#<id>` | `REMINDED#<day>` |
//! | an address that is to be confirmed | `CONTACTEMAIL#<hash>` | `CONTACTEMAIL` |
//! | the letter of a registration, and what is said of it in public | `shared_domain::letter` | |
//! | how many letters a series has | `LETTERNUMBERS` | `<series>-<year>` |
//! | what the office has set about letters | `LETTERSETTINGS` | `LETTERSETTINGS` |
//! | the new permit after a letter | `STUDENT#<id>` | `PERMIT#<semester>` |

pub mod board;
pub mod deadlines;
pub mod examining;
pub mod letter;
pub mod permits;
pub mod registering;
pub mod registration;
pub mod reminding;
pub mod roster;
mod store;
pub mod windows;
mod wording;

use shared_platform::Actions;

/// The actions of this area.
#[must_use]
pub fn actions() -> Actions {
    Actions::new()
        .http::<roster::import_roster::ImportRoster>()
        .http::<roster::list_roster_imports::ListRosterImports>()
        .http::<roster::view_roster_import::ViewRosterImport>()
        .message::<roster::apply_roster::ApplyRoster>()
        .http::<roster::list_students::ListStudents>()
        .http::<roster::view_student::ViewStudent>()
        .http::<roster::request_student_claim::RequestStudentClaim>()
        .message::<roster::issue_student_claim::IssueStudentClaim>()
        .http::<roster::confirm_student_claim::ConfirmStudentClaim>()
        .http::<roster::view_own_student_record::ViewOwnStudentRecord>()
        .message::<roster::open_unknown_number::OpenUnknownNumber>()
        .http::<roster::view_unknown_number::ViewUnknownNumber>()
        .http::<roster::settle_unknown_number::SettleUnknownNumber>()
        .http::<windows::set_semester::SetSemester>()
        .http::<windows::list_semesters::ListSemesters>()
        .http::<windows::extend_window::ExtendWindow>()
        .http::<windows::view_registration_window::ViewRegistrationWindow>()
        .http::<registering::list_own_registrations::ListOwnRegistrations>()
        .http::<registering::view_registration::ViewRegistration>()
        .http::<registering::save_registration_section::SaveRegistrationSection>()
        .http::<registering::request_registration_confirmation::RequestRegistrationConfirmation>()
        .http::<registering::confirm_registration_email::ConfirmRegistrationEmail>()
        .http::<registering::submit_registration::SubmitRegistration>()
        .message::<examining::open_registration_review::OpenRegistrationReview>()
        .http::<examining::view_registration_review::ViewRegistrationReview>()
        .http::<examining::review_registration::ReviewRegistration>()
        .task::<reminding::remind_students::RemindStudents>()
        .http::<deadlines::view_own_dates::ViewOwnDates>()
        .http::<deadlines::report_event::ReportEvent>()
        .http::<deadlines::report_deadline_done::ReportDeadlineDone>()
        .http::<deadlines::record_student_event::RecordStudentEvent>()
        .http::<deadlines::view_deadline_review::ViewDeadlineReview>()
        .http::<deadlines::settle_deadline::SettleDeadline>()
        .http::<board::list_registrations::ListRegistrations>()
        .http::<board::list_deadlines::ListDeadlines>()
        .http::<board::export_registrations::ExportRegistrations>()
        .http::<board::export_deadlines::ExportDeadlines>()
        .http::<board::send_reminders::SendReminders>()
        .http::<letter::set_letter_settings::SetLetterSettings>()
        .http::<letter::view_letter_settings::ViewLetterSettings>()
        .message::<letter::issue_letter::IssueLetter>()
        .http::<letter::verify_letter::VerifyLetter>()
        .http::<letter::view_letter_review::ViewLetterReview>()
        .http::<letter::prepare_letter::PrepareLetter>()
        .http::<letter::view_letter::ViewLetter>()
        .http::<letter::reissue_letter::ReissueLetter>()
        .http::<letter::view_own_letter::ViewOwnLetter>()
        .http::<letter::book_collection::BookCollection>()
        .http::<letter::cancel_collection::CancelCollection>()
        .http::<letter::list_collections::ListCollections>()
        .http::<letter::mark_letter_collected::MarkLetterCollected>()
        .http::<permits::view_new_permit::ViewNewPermit>()
        .http::<permits::submit_new_permit::SubmitNewPermit>()
        .http::<permits::view_permit_review::ViewPermitReview>()
        .http::<permits::review_permit::ReviewPermit>()
}
