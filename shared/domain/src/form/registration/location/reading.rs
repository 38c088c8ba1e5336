//! Section `location`: who is in China is asked for residence, insurance and
//! permit, who is abroad for none of them (S89, S105).

use jiff::civil::Date;

use super::{Location, LocationFields};
use crate::form::registration::situation::Reading;
use crate::form::vocabulary::date;

/// The day of entry.
pub(crate) fn read(reading: &mut Reading<'_>, fields: &mut LocationFields) -> Option<Date> {
    let location = reading.chosen("location", fields.location);
    let here = location == Some(Location::InChina);
    reading.required_if(here, "entryDate", &mut fields.entry_date, date)
}
