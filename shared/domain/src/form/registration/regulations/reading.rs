//! Section `regulations`: they are agreed to as they are now (S99). Who agreed to an
//! older version reads the new one first.

use super::RegulationsFields;
use crate::form::registration::situation::Reading;
use crate::form::vocabulary::line;

pub(crate) fn read(reading: &mut Reading<'_>, fields: &mut RegulationsFields) {
    let present = reading.case().situation.regulations.as_str();
    reading.required("agreedTo", &mut fields.agreed_to, |text| {
        if text == present { line(text) } else { Err("regulations_changed") }
    });
}
