//! What the tests of the whole system stand on. The tests themselves are in
//! `tests/tests`, one file per promise.

pub mod api_document;

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
