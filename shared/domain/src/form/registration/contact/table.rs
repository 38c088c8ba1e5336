//! What the page of the section asks for.

use crate::form::table::{Parts, Section, email};

pub(crate) fn table() -> Section {
    Section::new("contact", Parts::new().fields([email("email").autocomplete("email")]))
}
