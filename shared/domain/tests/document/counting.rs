//! Which documents of a folder count as it stands.

use jiff::civil::date;
use shared_domain::document::{Document, FolderKind as _, counting_in};

use crate::loan::{Loan, begun, paper, slot};

fn counting<'a>(loan: &Loan, documents: &'a [Document]) -> Vec<&'a Document> {
    counting_in(&loan.folder(), documents, date(2027, 3, 1))
}

#[test]
fn before_it_is_handed_in_the_newest_count_as_many_as_each_slot_takes() {
    let loan = begun();
    let documents = ["library_card", "library_card", "letter", "letter", "letter", "portrait"]
        .map(|slot| paper(&loan, slot, None));
    let expected: Vec<&Document> = [1, 3, 4].map(|place| &documents[place]).into();
    assert_eq!(counting(&loan, &documents), expected);
}

#[test]
fn in_an_open_slot_the_newest_count_and_in_a_locked_one_what_was_handed_in() {
    let loan = Loan { round: 1, wanted: Some(vec![slot("library_card")]), ..begun() };
    let [old_card, letter] = ["library_card", "letter"].map(|slot| paper(&loan, slot, Some(1)));
    let [new_card, stray] = ["library_card", "letter"].map(|slot| paper(&loan, slot, None));
    let documents = [old_card, letter, new_card, stray];
    assert_eq!(counting(&loan, &documents), [&documents[2], &documents[1]]);
    let locked = Loan { wanted: None, ..loan };
    assert_eq!(counting(&locked, &documents), [&documents[0], &documents[1]]);
}
