//! Section `contact_information`: how to reach the applicant, and where the
//! admission letter goes (S53).

use shared::form::{AddressFields, AdmissionDelivery, ContactInformationFields, ReceiverFields};

use super::reading::Reading;
use super::vocabulary::{at_most, country, email, line, phone};

/// Longest name of a person or account, in characters.
const LONGEST_NAME: usize = 100;
/// Longest post code, in characters.
const LONGEST_POST_CODE: usize = 20;

pub(crate) fn read(reading: &mut Reading<'_>, fields: &mut ContactInformationFields) {
    reading.part("home", |reading| address(reading, &mut fields.home));
    reading.optional("phone", &mut fields.phone, phone);
    reading.required("mobile", &mut fields.mobile, phone);
    match reading.chosen("sameAddress", fields.same_address) {
        Some(false) => reading.part("current", |reading| address(reading, &mut fields.current)),
        _ => fields.current = AddressFields::default(),
    }
    reading.required("email", &mut fields.email, email);
    let name = at_most(LONGEST_NAME);
    reading.optional("wechat", &mut fields.wechat, &name);
    reading.optional("whatsapp", &mut fields.whatsapp, &name);
    reading.optional("qq", &mut fields.qq, &name);
    match reading.chosen("admissionDelivery", fields.admission_delivery) {
        Some(AdmissionDelivery::Post) => {
            reading.part("receiver", |reading| receiver(reading, &mut fields.receiver));
        }
        _ => fields.receiver = ReceiverFields::default(),
    }
}

fn address(reading: &mut Reading<'_>, fields: &mut AddressFields) {
    reading.required("street", &mut fields.street, line);
    reading.required("city", &mut fields.city, line);
    reading.required("country", &mut fields.country, country);
    reading.optional("postCode", &mut fields.post_code, at_most(LONGEST_POST_CODE));
}

fn receiver(reading: &mut Reading<'_>, fields: &mut ReceiverFields) {
    reading.required("name", &mut fields.name, at_most(LONGEST_NAME));
    reading.required("mobile", &mut fields.mobile, phone);
    reading.part("address", |reading| address(reading, &mut fields.address));
}
