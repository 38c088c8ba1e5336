//! What the tests of the whole system stand on. The tests themselves are in
//! `tests/tests`, one file per promise.

// A test stops at the first thing that is not as it must be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
// What tests set up, nobody did.
#![allow(clippy::disallowed_methods)]

pub mod api_document;
pub mod areas;
pub mod emulator;
pub mod files;
pub mod history;
pub mod journey;
pub mod mailbox;
#[path = "../vectors/merchant.rs"]
mod merchant;
pub mod named_tests;
pub mod people;
#[path = "../vectors/published.rs"]
mod published;
pub mod repository;
pub mod rust_source;
pub mod schema;
pub mod service;
pub mod system;
pub mod tokens;
pub mod visitor;
