//! Section `passport`: a new one is shown with its number, its last day and its
//! page; else the one that the university knows still holds (S80-S83).

use super::PassportFields;
use crate::form::registration::Slot;
use crate::form::registration::situation::Reading;
use crate::form::vocabulary::{future_date, passport_number};
use crate::registration::papers::Passport;

/// The passport that the student has, once it is known.
pub(crate) fn read(reading: &mut Reading<'_>, fields: &mut PassportFields) -> Option<Passport> {
    let situation = reading.case().situation;
    // S80
    let changed = reading.chosen("passportChanged", fields.passport_changed);
    let is_new = changed == Some(true);
    let valid = future_date(situation.today);
    // S81, S82
    let number =
        reading.required_if(is_new, "passportNo", &mut fields.passport_no, passport_number);
    let expires = reading.required_if(is_new, "passportExpiry", &mut fields.passport_expiry, valid);
    if !changed? {
        let known = situation.known.papers.passport.clone();
        if known.is_none() {
            // A roster does not always say until when a passport is valid.
            reading.gap("passportChanged", "passport_not_known");
        }
        return known;
    }
    // S83
    reading.document(Slot::PassportPage.name());
    Some(Passport { number: number?, expires: expires? })
}
