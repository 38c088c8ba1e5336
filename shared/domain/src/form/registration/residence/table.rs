//! What the page of the section asks for.

use super::ResidenceKind;
use crate::form::registration::Slot;
use crate::form::table::{Condition, Parts, Section, date, document, fact, is, radios, text};

pub(crate) fn table() -> Section {
    let parts = Parts::new()
        .fields([
            radios::<ResidenceKind>("residence").shown(in_china()),
            date("movedInOn").shown(in_china()),
            date("registeredOn").optional().shown(in_china()),
            text("contractHolder").shown(lives(ResidenceKind::OffCampus)),
            date("contractStart").shown(lives(ResidenceKind::OffCampus)),
            date("contractEnd").shown(lives(ResidenceKind::OffCampus)),
        ])
        .document(
            document(Slot::Contract.name())
                .shown(lives(ResidenceKind::OffCampus))
                .optional_where(fact("contractProven")),
        )
        .document(document(Slot::FeeReceipt.name()).shown(lives(ResidenceKind::OnCampus)))
        .document(document(Slot::AccommodationRegistration.name()).optional().shown(in_china()));
    Section::new("residence", parts)
}

fn in_china() -> Condition {
    fact("inChina")
}

fn lives(kind: ResidenceKind) -> Condition {
    in_china().and(is("residence", [kind]))
}
