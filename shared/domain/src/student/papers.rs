//! What a semester registration is prefilled with and measured against, and what its
//! approval changes in the record (S107, S111).

use jiff::Timestamp;

use super::{Identity, PassportSource, Student};
use crate::form::registration::{Declared, Known};
use crate::names::PassportName;
use crate::registration::papers::{Papers, Passport, Permit, SaidAt, Seen, newer};

impl Student {
    /// The papers, as staff have seen them last.
    #[must_use]
    pub fn papers(&self) -> Papers {
        let Seen { permit, insurance, contract, said_at } = self.seen.clone();
        let number = self.identity.passport_no.clone();
        let passport = self.identity.passport_expires.map(|expires| Passport { number, expires });
        Papers { passport, permit, insurance, contract, said_at }
    }

    /// What a registration is measured against. Who is on the roster without an
    /// address is reached at that of the account.
    #[must_use]
    pub fn known(&self, email_of_account: Option<&str>) -> Known {
        let email = self.email.as_deref().or(email_of_account);
        Known {
            name: self.identity.passport_name(),
            chinese_name: self.identity.chinese_name.clone(),
            email: email.map(str::to_owned),
            papers: self.papers(),
        }
    }

    /// The record once staff have approved what was declared, at this address: whatever
    /// the student has said later stays, so it is the same in whatever order several
    /// registrations are approved.
    #[must_use]
    pub fn approved(&self, declared: &Declared, email: Option<&str>) -> Self {
        let updated = self.papers().updated_by(declared);
        let Papers { passport, permit, insurance, contract, mut said_at } = updated;
        // An address that was filled in for the student, and left so, says nothing new.
        let said = email.map(str::to_owned).filter(|_| declared.said_at.email.is_some());
        let known = (self.email.as_ref(), said_at.email);
        let (email, email_at) =
            newer(known, (said.as_ref(), declared.said_at.email), String::clone);
        said_at.email = email_at;
        let seen = Seen { permit, insurance, contract, said_at };
        let student = match passport {
            Some(Passport { number, expires }) => {
                self.with_passport(&number, Some(expires), PassportSource::Student)
            }
            None => self.clone(),
        };
        // One that is older than the present one leads here as well.
        let declared = declared.passport.as_ref().filter(|_| declared.passport_changed);
        let student = declared.map_or(student.clone(), |declared| {
            student.with_former_passport(&declared.number, PassportSource::Student)
        });
        Self { email, seen, ..student }
    }

    /// The record once an officer has passed a permit that the student told of at this
    /// instant (S104).
    #[must_use]
    pub fn permitted(&self, permit: &Permit, told_at: Timestamp) -> Self {
        let said_at = SaidAt { permit: Some(told_at), ..SaidAt::default() };
        let permit = Some(permit.clone());
        self.approved(&Declared { permit, said_at, ..Declared::default() }, None)
    }
}

impl Identity {
    /// The name as in the passport; where its parts are not known, as one.
    #[must_use]
    pub fn passport_name(&self) -> PassportName {
        let (family, given) = (self.family_name.clone(), self.given_name.clone());
        let whole = family.is_none().then(|| self.name.clone());
        PassportName { family, given: given.or(whole) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::{Date, date};
    use proptest::prelude::*;
    use shared_platform::ids::AccountId;

    use super::*;
    use crate::form::registration::samples::{Setting, complete_sections};
    use crate::form::registration::{PermitKind, Residence, read};
    use crate::ids::ApplicationId;
    use crate::registration::papers::{Contract, Insurance, Period};
    use crate::samples;

    #[test]
    fn approval_updates_the_record_of_the_student() {
        let student =
            samples::student(&samples::application(AccountId::new(), ApplicationId::new()));
        let setting = Setting { known: student.known(None), ..Setting::default() };
        let mut sections = complete_sections();
        sections.passport.passport_changed = Some(true);
        sections.passport.passport_no = Some("xt7777777".to_owned());
        sections.passport.passport_expiry = Some("2037-05-16".to_owned());
        let mut declared = read(&mut sections, setting.situation()).declared;
        declared.said_at.email = Some(Timestamp::UNIX_EPOCH);
        let after = student.approved(&declared, Some("anna.new@example.org"));
        // S111
        assert_eq!(after.identity.passport_no, "XT7777777");
        assert_eq!(after.identity.passport_expires.unwrap().to_string(), "2037-05-16");
        assert!(after.is_met_by(&student.identity.passport_no, student.identity.birth_date));
        // S107
        let papers = student.papers().updated_by(&declared);
        assert_eq!(Papers { said_at: papers.said_at, ..after.papers() }, papers);
        assert_eq!(after.seen.insurance.as_ref().unwrap().policy, "PICC-2027-0042");
        assert_eq!(after.email.as_deref(), Some("anna.new@example.org"));
        // Who declares nothing is left as before.
        assert_eq!(after.approved(&Default::default(), None), after);
    }

    fn day(days: i8) -> Date {
        date(2028, 1, 1).saturating_add(i64::from(days).days())
    }

    fn instant(seconds: Option<u8>) -> Option<Timestamp> {
        seconds.map(|seconds| Timestamp::new(i64::from(seconds), 0).unwrap())
    }

    /// What a form could say of the papers, and when: few values, so that they often meet.
    fn any_approval() -> impl Strategy<Value = (Declared, Option<String>)> {
        let paper = || (0..3_u8, 0..3_i8, 0..3_i8, prop::option::of(0..4_u8));
        let papers = [paper(), paper(), paper(), paper()];
        let email = prop::option::of((0..3_u8, 0..4_u8));
        (papers, prop::collection::vec(any::<bool>(), 4), email).prop_map(
            |([passport, permit, insurance, contract], there, email)| {
                let period = |(_, from, to, _): (u8, i8, i8, Option<u8>)| Period {
                    starts: day(from),
                    ends: day(to),
                };
                let number = |(number, ..): (u8, i8, i8, Option<u8>)| format!("N{number}");
                let declared = Declared {
                    passport_changed: there[0],
                    passport: Some(Passport { number: number(passport), expires: day(passport.1) }),
                    permit: there[1].then(|| Permit {
                        kind: if permit.2 > 0 {
                            PermitKind::Visa
                        } else {
                            PermitKind::ResidencePermit
                        },
                        number: number(permit),
                        expires: day(permit.1),
                    }),
                    insurance: there[2].then(|| Insurance {
                        policy: number(insurance),
                        period: period(insurance),
                    }),
                    residence: Residence {
                        contract: there[3].then(|| Contract {
                            holder: number(contract),
                            period: period(contract),
                        }),
                        ..Residence::default()
                    },
                    said_at: SaidAt {
                        email: instant(email.map(|(_, at)| at)),
                        passport: instant(passport.3),
                        permit: instant(permit.3),
                        insurance: instant(insurance.3),
                        contract: instant(contract.3),
                    },
                    ..Declared::default()
                };
                (declared, email.map(|(name, _)| format!("{name}@example.org")))
            },
        )
    }

    fn any_orders() -> impl Strategy<Value = [Vec<(Declared, Option<String>)>; 2]> {
        prop::collection::vec(any_approval(), 1..6).prop_flat_map(|approvals| {
            let another = Just(approvals.clone()).prop_shuffle();
            another.prop_map(move |another| [approvals.clone(), another])
        })
    }

    proptest! {
        /// S107, S111
        #[test]
        fn the_record_is_the_same_in_whatever_order_registrations_are_approved(
            orders in any_orders(),
        ) {
            let student =
                samples::student(&samples::application(AccountId::new(), ApplicationId::new()));
            let records = orders.map(|order| {
                let mut record = order.iter().fold(student.clone(), |record, (declared, email)| {
                    record.approved(declared, email.as_deref())
                });
                record.former_passports.sort_by(|one, other| one.passport_no.cmp(&other.passport_no));
                record
            });
            prop_assert_eq!(&records[0], &records[1]);
        }
    }

    /// S107: a permit that ends sooner is the newer one all the same, where the student said
    /// so later; and a passport that was issued in need, S111.
    #[test]
    fn what_the_student_said_later_stays_on_the_record() {
        let student =
            samples::student(&samples::application(AccountId::new(), ApplicationId::new()));
        let said = |at: u8, number: &str, expires: Date| Declared {
            passport_changed: true,
            passport: Some(Passport { number: number.to_owned(), expires }),
            permit: Some(Permit { kind: PermitKind::Visa, number: number.to_owned(), expires }),
            said_at: SaidAt {
                passport: instant(Some(at)),
                permit: instant(Some(at)),
                ..SaidAt::default()
            },
            ..Declared::default()
        };
        let (old, new) = (said(1, "OLD", day(99)), said(2, "NEW", day(9)));
        for order in [[&old, &new], [&new, &old]] {
            let record =
                order.into_iter().fold(student.clone(), |it, said| it.approved(said, None));
            assert_eq!(record.identity.passport_no, "NEW");
            assert_eq!(record.seen.permit.as_ref().unwrap().number, "NEW");
            let newest =
                Permit { number: "NEWEST".to_owned(), ..record.seen.permit.clone().unwrap() };
            let told_at = instant(Some(3)).unwrap();
            let record = record.permitted(&newest, told_at).approved(&new, None);
            assert_eq!(record.seen.permit, Some(newest));
        }
    }

    /// S111
    #[test]
    fn what_was_typed_before_the_roster_had_another_passport_does_not_come_back() {
        let student =
            samples::student(&samples::application(AccountId::new(), ApplicationId::new()));
        let said = |at: u8| Declared {
            passport_changed: true,
            passport: Some(Passport { number: "TYPED".to_owned(), expires: day(99) }),
            said_at: SaidAt { passport: instant(Some(at)), ..SaidAt::default() },
            ..Declared::default()
        };
        // A roster may know the number, and not the last day.
        for expires in [None, Some(day(9))] {
            let mut rostered = student.with_passport("ROSTERED", expires, PassportSource::Roster);
            rostered.seen.said_at.passport = instant(Some(2));
            let record = rostered.approved(&said(1), None);
            assert_eq!(record.identity.passport_no, "ROSTERED");
            assert!(record.is_met_by("TYPED", record.identity.birth_date));
            assert_eq!(rostered.approved(&said(3), None).identity.passport_no, "TYPED");
        }
    }

    #[test]
    fn an_address_that_was_filled_in_and_left_so_takes_no_place() {
        let student =
            samples::student(&samples::application(AccountId::new(), ApplicationId::new()));
        let after = student.approved(&Declared::default(), Some("filled.in@example.org"));
        assert_eq!(after.email, student.email);
    }

    #[test]
    fn a_name_of_which_the_parts_are_not_known_is_compared_as_a_whole() {
        let mut student =
            samples::student(&samples::application(AccountId::new(), ApplicationId::new()));
        assert!(student.identity.passport_name().is("Anna Tester"));
        student.identity.family_name = None;
        student.identity.given_name = None;
        assert!(student.identity.passport_name().is("Tester Anna"));
        assert!(!student.identity.passport_name().is("Wang Xiaoming"));
    }
}
