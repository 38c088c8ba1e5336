//! What the page of the section asks for.

use super::PermitKind;
use crate::form::registration::Slot;
use crate::form::table::{Parts, Section, date, document, fact, radios, short};

pub(crate) fn table() -> Section {
    let in_china = || fact("inChina");
    let parts = Parts::new()
        .fields([
            radios::<PermitKind>("permitType").shown(in_china()),
            short("permitNo").shown(in_china()),
            date("permitExpiry").shown(in_china()),
        ])
        .document(
            document(Slot::PermitPage.name())
                .shown(in_china())
                .optional_where(fact("permitProven")),
        )
        .document(document(Slot::Photo.name()).shown(in_china().and(fact("isNew"))));
    Section::new("permit", parts)
}
