//! The actions of the admissions area, in process, on DynamoDB with the
//! template's tables and the demonstration catalogue.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first thing that is not as it must be"
)]
#![expect(unreachable_pub, reason = "the modules of one test binary share what they stand on")]

mod appeal_decision;
mod case;
mod change_category;
mod confirm_contact_email;
mod confirm_decision;
mod decide_application;
mod list_applications;
mod list_revisions;
mod reject_proposal;
mod release_for_review;
mod remind_revisions;
mod reopen_application;
mod request_contact_confirmation;
mod request_revision;
mod restart;
mod revision_case;
mod save_section;
mod setting;
mod start_application;
mod submit_application;
mod update_student_record;
mod view_application;
mod view_status;
mod withdraw_application;
