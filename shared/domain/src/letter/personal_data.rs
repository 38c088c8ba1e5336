//! What there is of the letters of a person beside what lies with the student's
//! record: what anybody may ask about them, and when they are collected.

use super::{LETTERS, LetterCase, booking_key, letter_key};
use crate::personal_data::{Fate, Found, Person, Place, Selection};

/// The letters as anybody may ask about them, and when they are collected. Once they
/// are erased, nobody knows the number any more.
pub(crate) const LETTERS_OF_STUDENTS: Place = Place {
    name: "letters",
    fate: Fate::Erased,
    table: "REGISTRATIONS",
    begins: |_| Vec::new(),
    leads: |_, _| (),
    owner: None,
    withheld: &["checkCodeHash", "verificationHash"],
    withheld_of_others: &[],
};

/// A letter leads to what is said of it in public, and to the slot it is collected in.
pub(crate) fn lead_on(found: &Found, person: &mut Person) {
    if found.named(LETTERS).is_none() {
        return;
    }
    let Some(case) = found.read::<LetterCase>() else { return };
    for letter in case.letters() {
        let key = letter_key(&letter.number);
        person.has_more_in(&LETTERS_OF_STUDENTS, Selection::Item(key));
    }
    if let Some(booking) = case.booking() {
        let key = booking_key(booking, &case.registration());
        person.has_more_in(&LETTERS_OF_STUDENTS, Selection::Item(key));
    }
}

#[cfg(test)]
mod tests {
    use super::super::case::tests::{begun, letter};
    use super::*;

    #[test]
    fn a_letter_leads_to_all_that_are_known_by_number_and_to_its_slot() {
        let booking = super::super::Booking {
            day: jiff::civil::date(2027, 9, 8),
            starts: jiff::civil::time(9, 30, 0, 0),
        };
        let one = begun().issued(letter("VE-2027-000001"));
        let two = one.reissued().unwrap().issued(letter("VE-2027-000002"));
        let case = two.booked(booking).unwrap();
        let registration = case.registration();
        let key = LetterCase::key_of(&registration);
        let found = Found { key, value: serde_json::to_value(&case).unwrap() };
        let mut person =
            Person::new(case.account, "tester.anna".to_owned(), "anna@example.org".to_owned());
        lead_on(&found, &mut person);
        let led = format!("{person:?}");
        for key in ["LETTER#VE-2027-000001", "LETTER#VE-2027-000002", "BOOKING#09:30#"] {
            assert!(led.contains(key), "{led}");
        }
    }
}
