//! Section `contact`: it is filled in with the address that is known, and can be
//! corrected (S79).

use super::ContactFields;
use crate::form::registration::situation::Reading;
use crate::form::vocabulary::email;

pub(crate) fn read(reading: &mut Reading<'_>, fields: &mut ContactFields) {
    let email = reading.required("email", &mut fields.email, email);
    // S79: another address counts once its owner has opened the link sent to it.
    if email.is_some_and(|email| !reading.case().situation.confirmed_emails.have(&email)) {
        reading.unconfirmed("email", "email_not_confirmed");
    }
}
