//! What the page of the section asks for.

use crate::form::registration::Slot;
use crate::form::table::{Parts, Section, date, document, fact, short};

pub(crate) fn table() -> Section {
    let in_china = || fact("inChina");
    let parts = Parts::new()
        .fields([
            short("policyNo").shown(in_china()),
            date("startsOn").shown(in_china()),
            date("endsOn").shown(in_china()),
        ])
        .document(
            document(Slot::InsuranceProof.name())
                .shown(in_china())
                .optional_where(fact("insuranceProven")),
        );
    Section::new("insurance", parts)
}
