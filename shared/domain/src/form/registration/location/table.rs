//! What the page of the section asks for.

use super::Location;
use crate::form::table::{Parts, Section, date, is, radios};

pub(crate) fn table() -> Section {
    let parts = Parts::new().fields([
        radios::<Location>("location"),
        date("entryDate").shown(is("location", [Location::InChina])),
    ]);
    Section::new("location", parts)
}
