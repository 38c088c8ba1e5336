//! What the page of the section asks for.

use crate::form::registration::Slot;
use crate::form::table::{Condition, Parts, Section, date, document, is, short, yes_no};

pub(crate) fn table() -> Section {
    let parts = Parts::new()
        .fields([
            yes_no("passportChanged"),
            short("passportNo").shown(changed()),
            date("passportExpiry").shown(changed()),
        ])
        .document(document(Slot::PassportPage.name()).shown(changed()));
    Section::new("passport", parts)
}

fn changed() -> Condition {
    is("passportChanged", [true])
}
