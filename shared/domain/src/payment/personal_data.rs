//! What a person was asked to pay, tried to pay and paid.

use super::order::Order;
use super::{ORDERS as ORDERS_PREFIX, attempt_key};
use crate::application::applicant_partition;
use crate::personal_data::{Fate, Place, Reason, Selection};

/// The orders.
pub(crate) const ORDERS: Place = Place {
    name: "orders",
    fate: Fate::Kept(Reason::Accounting),
    table: "PAYMENTS",
    begins: |person| vec![Selection::Partition(applicant_partition(person.account))],
    leads: |found, person| {
        let order = found.named(ORDERS_PREFIX).and_then(|_| found.read::<Order>());
        let Some(order) = order else { return };
        person.has_entries_about(&order.id.to_string());
        for attempt in &order.attempts {
            let key = attempt_key(attempt.number().as_str());
            person.has_more_in(&ATTEMPTS, Selection::Item(key));
        }
        for payment in &order.payments {
            person.has_more_in(&LEDGER, Selection::Item(payment.id.ledger_key()));
        }
    },
    owner: None,
    withheld: &[],
    withheld_of_others: &[],
};

/// The numbers under which they were to be paid.
pub(crate) const ATTEMPTS: Place = Place {
    name: "payment_attempts",
    fate: Fate::Kept(Reason::Accounting),
    table: "PAYMENTS",
    begins: |_| Vec::new(),
    leads: |_, _| (),
    owner: None,
    withheld: &[],
    withheld_of_others: &[],
};

/// The payments that were booked.
pub(crate) const LEDGER: Place = Place {
    name: "payments",
    fate: Fate::Kept(Reason::Accounting),
    table: "PAYMENTS",
    begins: |_| Vec::new(),
    leads: |_, _| (),
    owner: None,
    withheld: &[],
    withheld_of_others: &[],
};
