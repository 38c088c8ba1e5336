//! The nouns that areas share, with their rules: what an application, a document,
//! a task of the staff queue is, under which key it lies, and what one area asks
//! of another (a [`shared_platform::outbox::Message`] beside its noun).
//!
//! Areas depend on this crate and never on each other.

pub mod account;
pub mod application;
pub mod deadline;
pub mod document;
pub mod form;
pub mod ids;
pub mod letter;
pub mod names;
pub mod notices;
pub mod payment;
pub mod permit;
pub mod personal_data;
pub mod programme;
pub mod registration;
pub mod review;
#[cfg(any(test, feature = "samples"))]
pub mod samples;
pub mod staff;
pub mod student;
