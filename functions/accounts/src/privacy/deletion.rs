//! The deletion of an account, in stages: asked for, closed after a week,
//! erased. What hinders it, and the receipt of what was done.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::account::Hindrance;
use shared_domain::application::{ApplicationHead, ApplicationState};
use shared_domain::payment::Purpose;
use shared_domain::payment::order::Order;
use shared_domain::personal_data::{Fate, Found, PLACES, Place, Reason};
use shared_domain::student::StudentOfAccount;
use shared_platform::clock::{seconds_after, whole_second};
use shared_platform::store::Key;

/// For how long a deletion can be taken back, in seconds.
const CAN_BE_TAKEN_BACK_SECONDS: i64 = 7 * 24 * 60 * 60;
/// How long a closed account waits until it is erased, in seconds: longer than
/// the last access token of its owner lasts, so that nothing comes after.
const CLOSED_SECONDS: i64 = 15 * 60;
/// When it is looked again whether what hinders a deletion is over, in seconds.
const HELD_SECONDS: i64 = 24 * 60 * 60;
/// How long accounts must be kept by law, in seconds: thirty years.
const ACCOUNTS_KEPT_SECONDS: i64 = 30 * 365 * 24 * 60 * 60;

/// What hinders the deletion of an account with these applications, orders and
/// records of its owner as a student.
#[must_use]
pub fn hindrances(
    applications: &[ApplicationHead],
    orders: &[Order],
    students: &[StudentOfAccount],
    now: Timestamp,
) -> Vec<Hindrance> {
    let is = |state| applications.iter().any(|application| application.state() == state);
    let under_review = is(ApplicationState::ReadyForReview)
        || is(ApplicationState::RevisionRequested)
        || is(ApplicationState::Waitlisted);
    // Paid, but the application has not heard of it yet.
    let being_entered = |order: &Order| {
        let Purpose::ApplicationFee { application } = order.purpose;
        let of_it = |head: &&ApplicationHead| head.id == application;
        let awaits_news = |application: &ApplicationHead| {
            let state = application.state();
            let may = matches!(state, ApplicationState::FeeDue | ApplicationState::Withdrawn);
            may && application.paid_fee.is_none()
        };
        !order.payments.is_empty() && applications.iter().find(of_it).is_some_and(awaits_news)
    };
    let on_the_way = orders.iter().any(|order| order.may_be_paid(now) || being_entered(order));
    let all = [
        (Hindrance::ApplicationUnderReview, under_review),
        (Hindrance::ApplicationAccepted, is(ApplicationState::Accepted)),
        (Hindrance::PaymentOnTheWay, on_the_way),
        (Hindrance::StudentEnrolled, students.iter().any(|student| student.enrolled)),
    ];
    all.into_iter().filter(|(_, holds)| *holds).map(|(hindrance, _)| hindrance).collect()
}

/// The deletion of an account, which its owner can take back until it is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deletion {
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// From when on the next stage is due; a whole second.
    pub due_at: Timestamp,
    /// When the account was closed: nobody can sign in any more.
    pub closed_at: Option<Timestamp>,
    /// What kept its stage from being done when it was due.
    #[serde(default)]
    pub hindrances: Vec<Hindrance>,
}

impl Deletion {
    /// A deletion that was asked for just now.
    #[must_use]
    pub fn requested(now: Timestamp) -> Self {
        let due_at = whole_second(seconds_after(now, CAN_BE_TAKEN_BACK_SECONDS));
        Self { requested_at: now, due_at, closed_at: None, hindrances: Vec::new() }
    }

    /// The same when the account is closed.
    #[must_use]
    pub fn closed(&self, now: Timestamp) -> Self {
        let due_at = whole_second(seconds_after(now, CLOSED_SECONDS));
        Self { due_at, closed_at: Some(now), hindrances: Vec::new(), ..*self }
    }

    /// The same when something hinders it.
    #[must_use]
    pub fn held(&self, hindrances: Vec<Hindrance>, now: Timestamp) -> Self {
        Self { due_at: whole_second(seconds_after(now, HELD_SECONDS)), hindrances, ..*self }
    }
}

/// What there is of a person before it is erased: keys by place, in the order
/// of the places.
#[derive(Debug, Default)]
pub(crate) struct Inventory {
    by_place: Vec<(&'static Place, Vec<Key>)>,
    pub(crate) files: usize,
}

impl Inventory {
    pub(crate) fn add(&mut self, place: &'static Place, found: Vec<Found>) {
        let keys = found.into_iter().map(|found| found.key);
        match self.by_place.last_mut().filter(|(last, _)| last.name == place.name) {
            Some((_, all)) => all.extend(keys),
            None => self.by_place.push((place, keys.collect())),
        }
    }

    /// What is to be erased, that which leads to other things last.
    pub(crate) fn to_erase(&self) -> impl Iterator<Item = (&'static Place, &[Key])> {
        let erased = self.by_place.iter().rev().filter(|(place, _)| place.fate == Fate::Erased);
        erased.map(|(place, keys)| (*place, keys.as_slice()))
    }

    /// The receipt of erasing all this.
    pub(crate) fn receipt(&self, requested_at: Timestamp) -> Receipt {
        let counts = self.by_place.iter().filter(|(_, keys)| !keys.is_empty());
        let mut receipt = Receipt {
            requested_at,
            erased: BTreeMap::from([("files".to_owned(), self.files)]),
            kept: BTreeMap::new(),
            erased_at: None,
        };
        for (place, keys) in counts {
            let side = match place.fate {
                Fate::Erased => &mut receipt.erased,
                Fate::Kept(_) => &mut receipt.kept,
            };
            side.insert(place.name.to_owned(), keys.len());
        }
        receipt
    }
}

/// What was erased with an account and what is kept, by the names of places; no
/// word of whose it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Receipt {
    pub(crate) requested_at: Timestamp,
    /// How much was erased, by place.
    pub(crate) erased: BTreeMap<String, usize>,
    /// How much is kept, by place.
    pub(crate) kept: BTreeMap<String, usize>,
    /// When all of it was erased; not before.
    pub(crate) erased_at: Option<Timestamp>,
}

impl Receipt {
    /// Why something is kept, and until when; once for each reason.
    pub(crate) fn reasons(&self) -> BTreeMap<Reason, Option<Timestamp>> {
        let kept = PLACES.iter().filter(|place| self.kept.contains_key(place.name));
        let reasons = kept.filter_map(|place| match place.fate {
            Fate::Kept(reason) => Some(reason),
            Fate::Erased => None,
        });
        let until = |reason| match reason {
            Reason::Accounting => self.erased_at.map(|at| seconds_after(at, ACCOUNTS_KEPT_SECONDS)),
            Reason::Accountability => None,
        };
        reasons.map(|reason| (reason, until(reason))).collect()
    }
}

#[cfg(test)]
mod tests {
    use shared_domain::ids::{ApplicationId, AttemptId};
    use shared_domain::payment::attempt::{Attempt, AttemptState, Method};
    use shared_domain::payment::order::Payment;
    use shared_domain::payment::{PaymentId, Provider};
    use shared_domain::samples;
    use shared_platform::ids::AccountId;
    use shared_platform::money::Money;

    use super::*;

    const NOW: &str = "2027-03-01T02:00:00Z";

    fn now() -> Timestamp {
        NOW.parse().unwrap()
    }

    fn application(state: ApplicationState) -> ApplicationHead {
        let head = samples::application(AccountId::new(), ApplicationId::new());
        samples::in_stage(head, samples::stage(state))
    }

    /// An order with one attempt.
    fn order(of: &ApplicationHead, state: AttemptState, expires_at: &str) -> Order {
        let expires_at = expires_at.parse().unwrap();
        let attempt = Attempt::new(AttemptId::new(), Method::WechatPay, now());
        let attempts = vec![Attempt { state, expires_at, ..attempt }];
        Order { attempts, ..samples::order(of.applicant, of.id) }
    }

    /// An order that is paid.
    fn paid(of: &ApplicationHead) -> Order {
        let mut order = order(of, AttemptState::Pending, NOW);
        let attempt = order.open_attempt().unwrap().number();
        let id = PaymentId::new(Provider::WechatPay, "1");
        order.receive(&Payment { id, attempt, paid_at: now() });
        order
    }

    #[test]
    fn drafts_and_declined_applications_hinder_nothing() {
        use ApplicationState::{Declined, Draft, FeeDue, Withdrawn};
        let applications = [Draft, Declined, FeeDue, Withdrawn].map(application);
        assert_eq!(hindrances(&applications, &[], &[], now()), []);
    }

    #[test]
    fn an_application_under_review_and_an_accepted_one_hinder() {
        for state in [
            ApplicationState::ReadyForReview,
            ApplicationState::RevisionRequested,
            ApplicationState::Waitlisted,
        ] {
            let found = hindrances(&[application(state)], &[], &[], now());
            assert_eq!(found, [Hindrance::ApplicationUnderReview], "{state:?}");
        }
        let both = [ApplicationState::ReadyForReview, ApplicationState::Accepted].map(application);
        let expected = [Hindrance::ApplicationUnderReview, Hindrance::ApplicationAccepted];
        assert_eq!(hindrances(&both, &[], &[], now()), expected);
    }

    #[test]
    fn an_attempt_to_pay_hinders_until_nobody_can_tell_of_a_payment_any_more() {
        let of = application(ApplicationState::FeeDue);
        for (attempt, expires_at, hinders) in [
            (AttemptState::Created, NOW, true),
            (AttemptState::Pending, "2027-02-28T02:00:01Z", true),
            (AttemptState::Pending, "2027-02-28T02:00:00Z", false),
            (AttemptState::Closed, NOW, false),
            (AttemptState::Paid, NOW, false),
        ] {
            let orders = [order(&of, attempt, expires_at)];
            let found = hindrances(std::slice::from_ref(&of), &orders, &[], now());
            assert_eq!(found == [Hindrance::PaymentOnTheWay], hinders, "{attempt:?} {expires_at}");
        }
    }

    #[test]
    fn a_payment_that_the_application_has_not_heard_of_hinders() {
        for state in [ApplicationState::FeeDue, ApplicationState::Withdrawn] {
            let of = application(state);
            let orders = [paid(&of)];
            let found = hindrances(std::slice::from_ref(&of), &orders, &[], now());
            assert_eq!(found, [Hindrance::PaymentOnTheWay]);
            let mut entered = of;
            entered.paid_fee = Some(Money::fen(40_000));
            assert_eq!(hindrances(&[entered], &orders, &[], now()), []);
        }
        let of = application(ApplicationState::Declined);
        let orders = [paid(&of)];
        assert_eq!(hindrances(&[of], &orders, &[], now()), []);
    }

    #[test]
    fn what_leads_to_other_things_is_erased_last() {
        let mut inventory = Inventory::default();
        for place in PLACES {
            inventory.add(place, Vec::new());
        }
        let order: Vec<&str> = inventory.to_erase().map(|(place, _)| place.name).collect();
        let place = |name: &str| order.iter().position(|each| *each == name).unwrap();
        assert!(place("documents") < place("applications"));
        assert!(place("reviews") < place("review_index"));
        assert_eq!(order.last(), Some(&"account"));
        assert!(!order.contains(&"orders") && !order.contains(&"log"));
    }
}
