//! Section `permit`: the latest visa or residence permit with its page (S96-S98),
//! and of new students the photo for the next one.

use super::PermitFields;
use crate::form::registration::Slot;
use crate::form::registration::situation::Reading;
use crate::form::vocabulary::{future_date, permit_number};
use crate::registration::papers::{Permit, is_proven};

pub(crate) fn read(reading: &mut Reading<'_>, fields: &mut PermitFields) -> Option<Permit> {
    let situation = reading.case().situation;
    let here = reading.case().in_china;
    let valid = future_date(situation.today);
    let kind = reading.chosen_if(here, "permitType", &mut fields.permit_type);
    // S98, S97
    let number = reading.required_if(here, "permitNo", &mut fields.permit_no, permit_number);
    let expires = reading.required_if(here, "permitExpiry", &mut fields.permit_expiry, valid);
    let permit = kind.zip(number).zip(expires);
    let permit = permit.map(|((kind, number), expires)| Permit { kind, number, expires });
    if here {
        // S96
        let proven = is_proven(&permit, &situation.known.papers.permit);
        reading.document_unless(proven, Slot::PermitPage.name());
        if situation.is_new {
            reading.document(Slot::Photo.name());
        }
    }
    permit
}
