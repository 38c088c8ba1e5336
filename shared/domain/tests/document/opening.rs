//! Which slots take documents, and until when.

use jiff::SignedDuration;
use shared_domain::document::{Closed, FolderKind as _};

use crate::loan::{Loan, begun, noon, slot};

#[test]
fn what_is_begun_takes_everything_for_as_long_as_it_likes() {
    let folder = begun().folder();
    assert_eq!(folder.check_open(noon() + SignedDuration::from_hours(1)), Ok(()));
    assert!(folder.takes(&slot("library_card")) && folder.takes(&slot("letter")));
}

#[test]
fn what_is_handed_in_takes_nothing() {
    let folder = Loan { round: 1, ..begun() }.folder();
    assert_eq!(folder.check_open(noon()), Err(Closed::Locked));
    assert!(!folder.takes(&slot("letter")));
}

#[test]
fn what_is_reopened_takes_that_and_nothing_else_until_its_time_is_over() {
    let folder = Loan { round: 1, wanted: Some(vec![slot("letter")]), ..begun() }.folder();
    assert!(folder.takes(&slot("letter")) && !folder.takes(&slot("library_card")));
    assert_eq!(folder.check_open(noon() - SignedDuration::from_millis(1)), Ok(()));
    assert_eq!(folder.check_open(noon()), Err(Closed::Overdue("loan_overdue")));
}

#[test]
fn where_no_slot_is_reopened_it_is_locked_and_not_overdue() {
    let folder = Loan { round: 1, wanted: Some(Vec::new()), ..begun() }.folder();
    for now in [noon() - SignedDuration::from_hours(1), noon()] {
        assert_eq!(folder.check_open(now), Err(Closed::Locked));
    }
}
