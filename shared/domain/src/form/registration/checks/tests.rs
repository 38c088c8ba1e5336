use proptest::prelude::*;
use shared_platform::{Locale, texts};

use super::*;
use crate::form::registration::samples::{Setting, complete_sections};
use crate::form::registration::{Location, Sections, read};

/// What is noticed after one change to a form in which nothing is.
fn noticed(setting: &Setting, change: impl FnOnce(&mut Sections)) -> Vec<(Check, &'static str)> {
    let mut sections = complete_sections();
    change(&mut sections);
    let read = read(&mut sections, setting.situation());
    read.noticed.iter().map(|noticed| (noticed.check, noticed.field)).collect()
}

fn on(day: &str) -> Option<String> {
    Some(day.to_owned())
}

#[test]
fn a_permit_does_not_last_longer_than_the_passport() {
    let mut setting = Setting::default();
    let with = |setting: &Setting, day| noticed(setting, |all| all.permit.permit_expiry = on(day));
    assert_eq!(with(&setting, "2033-01-31"), []);
    let beyond = [(Check::PermitBeyondPassport, "permitExpiry")];
    assert_eq!(with(&setting, "2033-02-01"), beyond);
    setting.known.papers.passport.as_mut().unwrap().expires = jiff::civil::date(2028, 7, 14);
    assert_eq!(noticed(&setting, |_| {}), beyond);
}

/// R4
#[test]
fn a_passport_is_valid_six_months_beyond_the_day_of_the_extension() {
    let mut setting = Setting::default();
    let short = |setting: &Setting, day: &str, location| {
        let noticed = noticed(setting, |all| {
            all.location.location = Some(location);
            all.permit.permit_expiry = on("2027-12-31");
            all.passport.passport_changed = Some(true);
            all.passport.passport_no = on("XT7777777");
            all.passport.passport_expiry = on(day);
        });
        noticed.contains(&(Check::PassportTooShort, "passportExpiry"))
    };
    assert!(!short(&setting, "2028-04-15", Location::InChina));
    assert!(short(&setting, "2028-04-14", Location::InChina));
    assert!(!short(&setting, "2028-04-14", Location::Abroad), "nobody abroad extends a permit");
    setting.rules.passport_months = 5;
    assert!(!short(&setting, "2028-04-14", Location::InChina), "the months are configured");
}

#[test]
fn the_passport_that_is_known_is_checked_where_it_is_said_that_it_has_not_changed() {
    let mut setting = Setting::default();
    setting.known.papers.passport.as_mut().unwrap().expires = jiff::civil::date(2028, 1, 1);
    let expected = [
        (Check::PermitBeyondPassport, "permitExpiry"),
        (Check::PassportTooShort, "passportChanged"),
    ];
    assert_eq!(noticed(&setting, |_| {}), expected);
}

#[test]
fn an_insurance_covers_the_semester_from_its_first_day_or_the_day_of_entry() {
    let setting = Setting::default();
    let between = |from, to, entered| {
        noticed(&setting, |all| {
            all.insurance.starts_on = on(from);
            all.insurance.ends_on = on(to);
            all.location.entry_date = on(entered);
        })
        .into_iter()
        .filter(|(check, _)| *check == Check::InsuranceTooShort)
        .map(|(_, field)| field)
        .collect::<Vec<_>>()
    };
    assert_eq!(between("2027-09-06", "2028-01-14", "2027-08-20"), [""; 0]);
    assert_eq!(between("2027-09-07", "2028-01-13", "2027-08-20"), ["startsOn", "endsOn"]);
    assert_eq!(between("2027-09-20", "2028-01-14", "2027-09-20"), [""; 0]);
}

#[test]
fn a_contract_covers_the_semester_from_its_first_day_or_the_first_day_there() {
    let setting = Setting::default();
    let between = |from, to| {
        noticed(&setting, |all| {
            all.residence.contract_start = on(from);
            all.residence.contract_end = on(to);
        })
    };
    assert_eq!(between("2027-09-06", "2028-01-14"), []);
    let both =
        [(Check::ContractTooShort, "contractStart"), (Check::ContractTooShort, "contractEnd")];
    assert_eq!(between("2027-09-07", "2028-01-13"), both);
}

/// S94
#[test]
fn a_contract_is_under_the_name_of_the_passport_or_the_chinese_name() {
    let setting = Setting::default();
    let held_by = |holder| noticed(&setting, |all| all.residence.contract_holder = on(holder));
    for own in ["TESTER ANNA MARIA", "Anna-Maria Tester", "安娜", "Tester, Anna Maria"] {
        assert_eq!(held_by(own), [], "{own}");
    }
    for other in ["Wang Xiaoming", "王小明", "Tester Maria"] {
        assert_eq!(held_by(other), [(Check::ContractOfAnother, "contractHolder")], "{other}");
    }
}

/// R5
#[test]
fn accommodation_is_registered_within_a_day_of_entry_or_move() {
    let mut setting = Setting::default();
    let at = |setting: &Setting, moved_in: &str, registered: Option<&str>| {
        let noticed = noticed(setting, |all| {
            all.residence.moved_in_on = on(moved_in);
            all.residence.registered_on = registered.map(str::to_owned);
        });
        noticed.contains(&(Check::AccommodationNotRegistered, "registeredOn"))
    };
    assert!(!at(&setting, "2027-08-20", Some("2027-08-21")));
    assert!(at(&setting, "2027-08-20", Some("2027-08-22")), "too late");
    assert!(at(&setting, "2027-08-25", Some("2027-08-21")), "before the move");
    assert!(at(&setting, "2027-08-20", None), "never");
    assert!(!at(&setting, "2027-08-31", None), "there is time until today");
    setting.rules.registration_days = 2;
    assert!(!at(&setting, "2027-08-20", Some("2027-08-22")), "the days are configured");
}

#[test]
fn days_that_can_hardly_be_meant_are_noticed_where_they_stand() {
    let setting = Setting::default();
    type Change = fn(&mut Sections);
    let changes: [(Change, &str); 7] = [
        (|all| all.location.entry_date = on("2027-09-02"), "entryDate"),
        (|all| all.location.entry_date = on("0202-08-20"), "entryDate"),
        (|all| all.residence.moved_in_on = on("2072-08-20"), "movedInOn"),
        (|all| all.residence.registered_on = on("2027-09-02"), "registeredOn"),
        (|all| all.insurance.ends_on = on("2026-08-31"), "endsOn"),
        (|all| all.residence.contract_end = on("2082-08-14"), "contractEnd"),
        (|all| all.permit.permit_expiry = on("2072-07-15"), "permitExpiry"),
    ];
    for (change, field) in changes {
        let noticed = noticed(&setting, change);
        assert!(noticed.contains(&(Check::DateImplausible, field)), "{field} {noticed:?}");
    }
}

#[test]
fn a_check_is_a_warning_or_a_stop_as_the_university_sets() {
    for check in Check::ALL {
        for severity in [Severity::Warning, Severity::Blocking] {
            let mut setting = Setting::default();
            setting.rules.severity.insert(check, severity);
            let mut sections = complete_sections();
            sections.permit.permit_expiry = on("2072-07-15");
            sections.passport.passport_changed = Some(true);
            sections.passport.passport_no = on("XT7777777");
            sections.passport.passport_expiry = on("2027-12-01");
            sections.insurance.ends_on = on("2027-12-01");
            sections.residence.contract_end = on("2027-12-01");
            sections.residence.contract_holder = on("Wang Xiaoming");
            sections.residence.registered_on = None;
            let mut read = read(&mut sections, setting.situation());
            let noticed = *read.noticed.iter().find(|noticed| noticed.check == check).unwrap();
            assert_eq!(noticed.severity, severity);
            let findings = read.take(noticed.section);
            let has = |errors: &[shared_platform::http::FieldError]| {
                errors.iter().any(|error| error.code == check.code())
            };
            let is_stop = severity == Severity::Blocking;
            assert_eq!((has(&findings.gaps), has(&findings.warnings)), (is_stop, !is_stop));
        }
    }
}

#[test]
fn every_check_has_one_code_and_its_text_in_both_languages() {
    for check in Check::ALL {
        assert_eq!(serde_json::to_value(check).unwrap(), check.code());
        let text = format!("field-{}", check.code().replace('_', "-"));
        assert!(texts::has(Locale::En, &text) && texts::has(Locale::Zh, &text), "{text}");
    }
}

proptest! {
    /// Insurance, contract and permit are judged by their days alone.
    #[test]
    fn a_period_is_too_short_exactly_where_a_day_of_the_semester_is_not_in_it(
        starts in 0_i64..200, length in 0_i64..400,
    ) {
        let setting = Setting::default();
        let first = jiff::civil::date(2027, 8, 1) + starts.days();
        let last = first + length.days();
        let noticed = noticed(&setting, |all| {
            all.insurance.starts_on = Some(first.to_string());
            all.insurance.ends_on = Some(last.to_string());
        });
        let covered = first <= setting.term.starts && last >= setting.term.ends;
        prop_assert_eq!(noticed.is_empty(), covered);
    }
}
