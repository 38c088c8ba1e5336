//! What the page of the section asks for.

use crate::form::table::{Parts, Section, agreement};

pub(crate) fn table() -> Section {
    Section::new("regulations", Parts::new().fields([agreement("agreedTo")]))
}
