//! What the tests of the whole system stand on. The tests themselves are in
//! `tests/tests`, one file per promise.

// A test stops at the first thing that is not as it must be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

pub mod api_document;
pub mod emulator;
pub mod files;
pub mod journey;
pub mod mailbox;
pub mod people;
pub mod repository;
pub mod rust_source;
pub mod system;
pub mod tokens;
pub mod visitor;

use shared::Actions;

/// The areas: the name of the crate and binary, and the table of its actions.
pub const AREAS: [(&str, fn() -> Actions); 6] = [
    ("accounts", accounts::actions),
    ("admissions", admissions::actions),
    ("documents", documents::actions),
    ("notices", notices::actions),
    ("payments", payments::actions),
    ("reviews", reviews::actions),
];
