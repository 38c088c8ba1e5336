//! Deciding: a verdict, the second person that some need, and what is looked at once more.

pub mod appeal_decision;
mod carrying_out;
pub mod confirm_decision;
pub mod decide_application;
pub mod decision_view;
pub mod reject_proposal;
pub mod reopen_application;
mod store;
pub mod verdict;
