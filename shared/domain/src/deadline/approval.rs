//! What the approval of a registration begins and ends: staff have seen where the
//! student lives, and by what the student stays.

use jiff::Timestamp;
use jiff::civil::Date;
use shared_platform::clock::{beijing_date, end_of_beijing_date};

use super::{Deadline, DeadlineKind, Event, EventKind, days_after};
use crate::form::registration::{Declared, PermitKind};
use crate::student::Student;

/// How long after the entry the first permit is asked for, in days. It is over after 30
/// (R1): then the officer is to know. Who has lived here for longer by visas alone has
/// come to an understanding with the police.
const PERMIT_ASKED_FOR: i64 = 90;

/// What an approval does to the deadlines that follow from events.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfApproval {
    /// Those that begin.
    pub begun: Vec<Deadline>,
    /// Those that are met.
    pub met: Vec<DeadlineKind>,
}

impl OfApproval {
    /// What follows from what was declared by a student, approved now. `known` is what
    /// falls due already: it goes on as it is.
    #[must_use]
    pub fn of(
        before: &Student,
        after: &Student,
        declared: &Declared,
        known: &[Deadline],
        now: Timestamp,
    ) -> Self {
        if !declared.in_china {
            return Self::default();
        }
        let running = |kind| known.iter().find(|one| one.deadline == kind);
        // R5: a slip from before the student moved is that of the flat before.
        let moved_on = running(DeadlineKind::Accommodation).and_then(|one| one.event);
        let moved_on = moved_on.map(|event| beijing_date(event.at));
        let registered = declared.residence.registered_on;
        let registered = registered.filter(|day| moved_on.is_none_or(|moved| *day >= moved));
        let registered = registered.map(|_| DeadlineKind::Accommodation);
        let permit = after.seen.permit.as_ref();
        let has_visa = permit.is_some_and(|permit| permit.kind == PermitKind::Visa);
        let is_same_permit = before.seen.permit == after.seen.permit;
        // R1
        let is_recent = |day: &Date| now < beginning(days_after(*day, PERMIT_ASKED_FOR));
        let entered = declared.entered_on.filter(is_recent);
        let entered = entered.filter(|_| has_visa && !is_same_permit);
        let entered =
            entered.map(|day| (EventKind::Arrival, DeadlineKind::FirstPermit, beginning(day)));
        // R3
        let is_newest = after.papers().passport == declared.passport;
        let renewed = declared.passport_changed && is_newest && permit.is_some() && is_same_permit;
        let renewed =
            renewed.then_some((EventKind::NewPassport, DeadlineKind::PermitTransfer, now));
        let begun = [entered, renewed].into_iter().flatten().flat_map(|(what, kind, at)| {
            let follows = Event { what, at }.deadlines(after.id).into_iter();
            follows.filter(move |it| it.deadline == kind)
        });
        let begun = begun.filter(|new| running(new.deadline).is_none());
        Self { begun: begun.collect(), met: registered.into_iter().collect() }
    }
}

/// What a change of the record meets: a residence permit that is another one names the
/// passport of now, and is the first one.
pub(super) fn met_by(before: &Student, after: &Student) -> Vec<DeadlineKind> {
    let is_permitted =
        after.seen.permit.as_ref().is_some_and(|it| it.kind == PermitKind::ResidencePermit);
    if is_permitted && before.seen.permit != after.seen.permit {
        vec![DeadlineKind::FirstPermit, DeadlineKind::PermitTransfer]
    } else {
        Vec::new()
    }
}

/// The first instant of a day in Beijing.
fn beginning(day: Date) -> Timestamp {
    end_of_beijing_date(days_after(day, -1))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use shared_platform::ids::AccountId;

    use super::*;
    use crate::form::registration::Location;
    use crate::form::registration::read;
    use crate::form::registration::samples::{Setting, complete_sections};
    use crate::ids::ApplicationId;
    use crate::samples;

    fn student() -> Student {
        samples::student(&samples::application(AccountId::new(), ApplicationId::new()))
    }

    fn declared(change: impl FnOnce(&mut crate::form::registration::Sections)) -> Declared {
        let mut sections = complete_sections();
        change(&mut sections);
        read(&mut sections, Setting::default().situation()).declared
    }

    fn kinds(of: &OfApproval) -> Vec<DeadlineKind> {
        of.begun.iter().map(|deadline| deadline.deadline).collect()
    }

    fn now() -> Timestamp {
        end_of_beijing_date(date(2027, 9, 10))
    }

    #[test]
    fn who_has_shown_the_registration_of_the_flat_is_not_reminded_of_it() {
        let before = student();
        let declared = declared(|_| {});
        let after = before.approved(&declared, None);
        let follows = OfApproval::of(&before, &after, &declared, &[], now());
        assert_eq!(follows.met, [DeadlineKind::Accommodation]);
        assert_eq!(kinds(&follows), []);
    }

    #[test]
    fn who_came_with_a_visa_needs_a_permit_and_a_new_passport_is_to_be_in_the_old_permit() {
        let before = student();
        let visa = with_visa_since("2027-09-01");
        let with_visa = before.approved(&visa, None);
        let follows = OfApproval::of(&before, &with_visa, &visa, &[], now());
        assert_eq!(kinds(&follows), [DeadlineKind::FirstPermit]);
        assert_eq!(follows.begun[0].last_day, date(2027, 10, 1));
        let permit = declared(|_| {});
        let with_permit = with_visa.approved(&permit, None);
        assert_eq!(
            met_by(&with_visa, &with_permit),
            [DeadlineKind::FirstPermit, DeadlineKind::PermitTransfer]
        );
        let renewed = Declared { passport_changed: true, ..permit };
        let with_passport = with_permit.approved(&renewed, None);
        let follows = OfApproval::of(&with_permit, &with_passport, &renewed, &[], now());
        assert_eq!(kinds(&follows), [DeadlineKind::PermitTransfer]);
        // Of a passport that was told of before the one on the record nothing follows.
        let follows = OfApproval::of(&with_permit, &with_permit, &renewed, &[], now());
        assert_eq!(kinds(&follows), []);
    }

    fn with_visa_since(entry: &str) -> Declared {
        declared(|all| {
            all.permit.permit_type = Some(PermitKind::Visa);
            all.location.entry_date = Some(entry.to_owned());
        })
    }

    #[test]
    fn a_first_permit_that_is_over_already_is_asked_for_all_the_same() {
        let before = student();
        let begun = |entry| {
            let declared = with_visa_since(entry);
            let after = before.approved(&declared, None);
            OfApproval::of(&before, &after, &declared, &[], now()).begun
        };
        let late = begun("2027-08-01");
        assert!(late[0].is_over(now()));
        assert!(late[0].step(now()).is_some(), "the student is told at once");
        assert_eq!(begun("2027-06-01"), []);
    }

    #[test]
    fn what_runs_already_goes_on_as_it_is() {
        let before = student();
        let visa = with_visa_since("2027-09-01");
        let after = before.approved(&visa, None);
        let event = Event { what: EventKind::Arrival, at: beginning(date(2027, 9, 1)) };
        let running = event.deadlines(after.id);
        assert_eq!(kinds(&OfApproval::of(&before, &after, &visa, &running, now())), []);
    }

    #[test]
    fn the_slip_of_a_flat_does_not_stand_for_the_next_one() {
        let before = student();
        let declared = declared(|_| {});
        let after = before.approved(&declared, None);
        let registered_on = declared.residence.registered_on.unwrap();
        let moved = |days| {
            let at = beginning(days_after(registered_on, days));
            Event { what: EventKind::Move, at }.deadlines(after.id)
        };
        let met = |known: &[Deadline]| OfApproval::of(&before, &after, &declared, known, now()).met;
        assert_eq!(met(&moved(0)), [DeadlineKind::Accommodation]);
        assert_eq!(met(&moved(1)), []);
    }

    #[test]
    fn who_is_abroad_has_nothing_to_do_yet() {
        let before = student();
        let declared = declared(|all| all.location.location = Some(Location::Abroad));
        let after = before.approved(&declared, None);
        assert_eq!(OfApproval::of(&before, &after, &declared, &[], now()), OfApproval::default());
    }
}
