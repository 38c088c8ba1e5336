//! Section `contact_information`: how to reach the applicant, and where the
//! admission letter goes (S53).

use super::{AddressFields, AdmissionDelivery, ContactInformationFields, ReceiverFields};
use crate::form::application::situation::Reading;
use crate::form::vocabulary::{at_most, country, email, line, phone};

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
    let email = reading.required("email", &mut fields.email, email);
    // S13
    if email.is_some_and(|email| !reading.case().situation.confirmed_emails.have(&email)) {
        reading.unconfirmed("email", "email_not_confirmed");
    }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::form::application::Section;
    use crate::form::application::samples::{EMAIL, PLAIN, found_after, gap, gaps_after, text};

    fn gaps(change: impl FnOnce(&mut ContactInformationFields)) -> Vec<(String, &'static str)> {
        gaps_after(Section::ContactInformation, &PLAIN, |all| change(&mut all.contact_information))
    }

    #[test]
    fn another_present_address_and_a_receiver_are_asked_for_where_there_is_one() {
        let address = ["street", "city", "country"];
        let errors = gaps(|fields| fields.same_address = Some(false));
        assert_eq!(errors, address.map(|field| (format!("/current/{field}"), "required")));
        let errors = gaps(|fields| fields.admission_delivery = Some(AdmissionDelivery::Post));
        let fields = ["name", "mobile", "address/street", "address/city", "address/country"];
        assert_eq!(errors, fields.map(|field| (format!("/receiver/{field}"), "required")));
    }

    #[test]
    fn phones_are_international_and_addresses_are_addresses() {
        for wrong in ["12345678", "+0123456789", "+12", "+1234567890123456", "+49 abc 1234567"] {
            let errors = gaps(|fields| fields.mobile = text(wrong));
            assert_eq!(errors, gap("/mobile", "invalid_phone"), "{wrong}");
        }
        let errors = gaps(|fields| fields.email = text("anna at example.org"));
        assert_eq!(errors, gap("/email", "email_malformed"));
    }

    #[test]
    fn an_address_that_is_not_confirmed_is_no_gap_of_the_section_but_keeps_the_whole_back() {
        let section = Section::ContactInformation;
        let with = |email: &str| {
            found_after(section, &PLAIN, |all| all.contact_information.email = text(email))
        };
        assert_eq!(with(&EMAIL.to_uppercase()).lacking().count(), 0);
        let found = with("anna@example.net");
        assert_eq!((found.gaps.len(), found.warnings.len()), (0, 0));
        let [unconfirmed] = found.unconfirmed.as_slice() else { panic!("{found:?}") };
        assert_eq!(
            (unconfirmed.pointer.as_str(), unconfirmed.code),
            ("/email", "email_not_confirmed")
        );
        // What is no address has nothing to confirm.
        assert_eq!(with("anna at example.net").unconfirmed, []);
    }

    proptest! {
        #[test]
        fn a_phone_is_kept_in_one_spelling_however_it_is_typed(
            digits in "[1-9][0-9]{6,14}", mark in "[ ./()-]", zeros in any::<bool>(),
        ) {
            let spaced: String = digits.chars().flat_map(|digit| [digit.to_string(), mark.clone()]).collect();
            let typed = format!("{}{spaced}", if zeros { "00" } else { "+" });
            prop_assert_eq!(phone(&typed), Ok(format!("+{digits}")));
        }
    }
}
