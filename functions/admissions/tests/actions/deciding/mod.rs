//! Deciding.

mod appeal_decision;
mod confirm_decision;
mod decide_application;
mod reject_proposal;
mod reopen_application;
