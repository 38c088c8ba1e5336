//! The fee of an application, and the money behind it (S61, S63).
//!
//! Money of a fee is in one place at any time: an application *holds* it, or it
//! is the applicant's *credit* for an intake. A withdrawn application holds
//! none; what it held is carried to the next one of the intake (section 0).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use shared_domain::application::{ApplicationHead, NothingDue, Stage};
use shared_domain::ids::ApplicationId;
use shared_platform::money::Money;
use utoipa::ToSchema;

use super::{Application, HistoryEvent};

/// Money of fees of one intake that no application of it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FeeCredit {
    /// The application that it came from last.
    pub from: ApplicationId,
    /// How much; spread out, so that the database can add to it.
    #[serde(flatten)]
    pub amount: Money,
    /// Since when.
    pub since: Timestamp,
}

/// A fee that was paid for another application of the intake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CarriedFee {
    /// That application.
    pub from: ApplicationId,
    /// How much was carried over.
    pub amount: Money,
}

/// A fee was settled for an application that has none due.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettlementRefused {
    /// What was paid for it has been entered: the news came twice.
    #[error("the fee is settled already")]
    AlreadySettled,
    /// It is not submitted: the news came too early.
    #[error("the application is not submitted yet")]
    NotSubmitted,
}

/// What becomes of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settlement {
    /// The fee is paid; the application is ready for staff.
    Released(Application),
    /// Nothing is due any more: the money is the applicant's.
    Credited(Application, FeeCredit),
}

impl FeeCredit {
    /// This and what was there before.
    #[must_use]
    pub fn joined_with(self, before: Option<&Self>) -> Self {
        let amount = self.amount.plus(before.map(|before| before.amount));
        Self { amount, ..self }
    }
}

impl Application {
    /// The application with what was paid for it by its own order, which is
    /// settled once.
    ///
    /// # Errors
    /// [`SettlementRefused`] when the news came twice or too early.
    pub fn settle_fee(
        &self,
        amount: Money,
        now: Timestamp,
    ) -> Result<Settlement, SettlementRefused> {
        if self.head.paid_fee.is_some() {
            return Err(SettlementRefused::AlreadySettled);
        }
        match self.head.settled() {
            Ok(head) => {
                let mut settled = self.released(head, now);
                settled.head.paid_fee = Some(amount);
                settled.held_fee = Some(amount.plus(self.held_fee));
                Ok(Settlement::Released(settled))
            }
            Err(NothingDue::NotSubmitted) => Err(SettlementRefused::NotSubmitted),
            Err(NothingDue::NoMore) => {
                let mut paid = self.changed(now);
                paid.head.paid_fee = Some(amount);
                Ok(Settlement::Credited(paid, self.credit(amount, now)))
            }
        }
    }

    /// The application with a credit of its intake, where it can use it: a draft
    /// keeps it until it is submitted, and a fee that is due is settled if the
    /// credit covers it. A fee that is due never changes: it may have an order.
    #[must_use]
    pub fn with_credit(&self, credit: &FeeCredit, now: Timestamp) -> Option<Self> {
        let mut carrying = match self.head.stage() {
            Stage::Draft { .. } => self.changed(now),
            Stage::FeeDue { fee } if credit.amount.covers(*fee) => {
                self.released(self.head.settled().ok()?, now)
            }
            _ => return None,
        };
        carrying.carry(credit);
        Some(carrying)
    }

    /// Takes a credit of its intake over.
    pub(super) fn carry(&mut self, credit: &FeeCredit) {
        let carried = credit.amount.plus(self.carried_fee.as_ref().map(|carried| carried.amount));
        self.carried_fee = Some(CarriedFee { from: credit.from, amount: carried });
        self.held_fee = Some(credit.amount.plus(self.held_fee));
    }

    /// Money of this application as the applicant's credit.
    pub(super) const fn credit(&self, amount: Money, now: Timestamp) -> FeeCredit {
        FeeCredit { from: self.head.id, amount, since: now }
    }

    /// The application with its fee settled, ready for staff (S63).
    fn released(&self, settled: ApplicationHead, now: Timestamp) -> Self {
        self.moved_to(settled, HistoryEvent::FeeSettled, now)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shared_domain::application::ApplicationState;
    use shared_domain::application::decision::DecisionOutcome;
    use shared_domain::document::Document;

    use super::*;
    use crate::application::tests::{complete_application, decided, now};
    use crate::application::{Beginning, Withdrawal};

    /// What an applicant, the provider and staff may do, in any order.
    #[derive(Debug, Clone)]
    enum Event {
        /// Begins an application with this fee, in the place of the active one.
        Start(Option<i64>),
        Submit,
        /// Asks to pay the fee that is due: an order is made, once.
        Order,
        /// Pays an order, perhaps long after its application was withdrawn.
        Pay(usize),
        /// Admissions hears of a payment, perhaps again.
        News(usize),
        Withdraw,
        Decline,
    }

    fn any_event() -> impl Strategy<Value = Event> {
        let fees = vec![None, Some(20_000), Some(40_000), Some(60_000)];
        prop_oneof![
            3 => prop::sample::select(fees).prop_map(Event::Start),
            3 => Just(Event::Submit),
            3 => Just(Event::Order),
            3 => any::<prop::sample::Index>().prop_map(|which| Event::Pay(which.index(64))),
            4 => any::<prop::sample::Index>().prop_map(|which| Event::News(which.index(64))),
            2 => Just(Event::Withdraw),
            1 => Just(Event::Decline),
        ]
    }

    struct Entry {
        application: Application,
        documents: Vec<Document>,
        fee: i64,
        order: Option<Money>,
        is_paid: bool,
        entered: i64,
    }

    /// One applicant in one intake, as the actions leave it.
    #[derive(Default)]
    struct Intake {
        entries: Vec<Entry>,
        active: Option<usize>,
        credit: Option<FeeCredit>,
    }

    impl Intake {
        fn take(&mut self, event: &Event) {
            match *event {
                Event::Start(fee) => self.start(fee),
                Event::Submit => self.submit(),
                Event::Order => {
                    if let Some(entry) = self.active() {
                        let due = match entry.application.head.stage() {
                            Stage::FeeDue { fee } => Some(*fee),
                            _ => None,
                        };
                        entry.order = entry.order.or(due);
                    }
                }
                Event::Pay(which) => {
                    let ordered = self.entries.iter_mut().filter(|entry| entry.order.is_some());
                    let mut ordered: Vec<_> = ordered.collect();
                    let count = ordered.len().max(1);
                    if let Some(entry) = ordered.get_mut(which % count) {
                        entry.is_paid = true;
                    }
                }
                Event::News(which) => self.hear(which),
                Event::Withdraw => self.withdraw(),
                Event::Decline => {
                    if let Some(entry) = self.active()
                        && entry.application.head.state() == ApplicationState::ReadyForReview
                    {
                        entry.application = decided(&entry.application, DecisionOutcome::Decline);
                        self.active = None;
                    }
                }
            }
        }

        fn active(&mut self) -> Option<&mut Entry> {
            let active = self.active?;
            self.entries.get_mut(active)
        }

        fn start(&mut self, fee: Option<i64>) {
            let (draft, documents) = complete_application(fee.map(Money::fen));
            let credit = self.credit.take();
            let replaced = self.active().map(|entry| entry.application.clone());
            let seen = replaced.as_ref().map(|replaced| replaced.head.version);
            let begun = Beginning::of(draft, replaced.as_ref(), seen, credit, now()).unwrap();
            if let (Some(entry), Some(withdrawn)) = (self.active(), begun.withdrawn) {
                entry.application = withdrawn.application;
            }
            self.active = Some(self.entries.len());
            self.entries.push(Entry {
                application: begun.application,
                documents,
                fee: fee.unwrap_or(0),
                order: None,
                is_paid: false,
                entered: 0,
            });
        }

        fn submit(&mut self) {
            let Some(entry) = self.active() else { return };
            let version = entry.application.head.version;
            if let Ok((next, _)) = entry.application.submit(&entry.documents, version, now()) {
                entry.application = next;
            }
        }

        fn withdraw(&mut self) {
            let Some(entry) = self.active() else { return };
            let version = entry.application.head.version;
            let Ok(withdrawal) = entry.application.withdraw(version, now()) else { return };
            let Withdrawal { application, credit, .. } = withdrawal;
            entry.application = application;
            self.active = None;
            if let Some(credit) = credit {
                self.credit = Some(credit.joined_with(self.credit.as_ref()));
            }
        }

        fn hear(&mut self, which: usize) {
            let paid = self.entries.iter().enumerate().filter(|(_, entry)| entry.is_paid);
            let paid: Vec<usize> = paid.map(|(index, _)| index).collect();
            let Some(&index) = paid.get(which % paid.len().max(1)) else { return };
            let amount = self.entries[index].order.unwrap();
            match self.entries[index].application.settle_fee(amount, now()) {
                Err(refused) => assert_eq!(refused, SettlementRefused::AlreadySettled),
                Ok(Settlement::Released(settled)) => {
                    self.entries[index].application = settled;
                    self.entries[index].entered += amount.amount_fen;
                }
                Ok(Settlement::Credited(paid, credit)) => {
                    self.entries[index].application = paid;
                    self.entries[index].entered += amount.amount_fen;
                    let all = credit.joined_with(self.credit.as_ref());
                    let other = self.active.filter(|active| *active != index);
                    let next = other.and_then(|active| {
                        self.entries[active].application.with_credit(&all, now())
                    });
                    match next {
                        Some(next) => {
                            self.entries[other.unwrap()].application = next;
                            self.credit = None;
                        }
                        None => self.credit = Some(all),
                    }
                }
            }
        }

        fn credited(&self) -> i64 {
            self.credit.as_ref().map_or(0, |credit| credit.amount.amount_fen)
        }
    }

    fn fen(money: Option<Money>) -> i64 {
        money.map_or(0, |money| money.amount_fen)
    }

    proptest! {
        #[test]
        fn money_paid_is_carried_or_used_exactly_once(
            events in prop::collection::vec(any_event(), 1..40),
        ) {
            let mut intake = Intake::default();
            for event in &events {
                intake.take(event);
                let entered: i64 = intake.entries.iter().map(|entry| entry.entered).sum();
                let held = intake.entries.iter().map(|entry| fen(entry.application.held_fee));
                prop_assert_eq!(held.sum::<i64>() + intake.credited(), entered);
                for (index, entry) in intake.entries.iter().enumerate() {
                    let Application { head, held_fee, .. } = &entry.application;
                    let held = fen(*held_fee);
                    match head.state() {
                        ApplicationState::Withdrawn => prop_assert_eq!(held, 0),
                        // What is carried waits in the draft, and nowhere else.
                        ApplicationState::Draft => prop_assert_eq!(intake.credited(), 0),
                        ApplicationState::FeeDue => {
                            // Asked for is what is lacking, and an order asks for the same.
                            let due = fen(head.fee().amount());
                            prop_assert_eq!(due, entry.fee - held);
                            prop_assert!(due > intake.credited());
                            let is_it = |order| Some(order) == head.fee().amount();
                            prop_assert!(entry.order.is_none_or(is_it));
                        }
                        // S63: nothing unpaid comes before staff.
                        _ => prop_assert!(held >= entry.fee),
                    }
                    let is_active = head.state().is_active();
                    prop_assert_eq!(is_active, intake.active == Some(index));
                }
            }
        }
    }
}
