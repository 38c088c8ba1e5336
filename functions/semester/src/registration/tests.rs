use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;
use serde_json::json;
use shared_domain::form::registration::samples::{complete_sections, sample};
use shared_domain::form::sections::AllSections as _;
use shared_domain::ids::{ApplicationId, ReviewId};
use shared_domain::registration::{Item, ReturnReason, Verdict};
use shared_domain::samples;
use shared_domain::student::Student;

use super::*;
use crate::windows::availability::WindowState;
use crate::windows::semester::Semester;
use crate::windows::settings::RegistrationSettings;

const ACCOUNT_EMAIL: &str = "anna.tester@example.org";

fn now() -> Timestamp {
    "2027-09-01T02:00:00Z".parse().unwrap()
}

fn student() -> Student {
    let application = samples::application(AccountId::new(), ApplicationId::new());
    Student { starts_on: Some(date(2025, 9, 1)), ..samples::student(&application) }
}

fn semester() -> Semester {
    Semester {
        id: "2027-autumn".parse().unwrap(),
        version: 1,
        name: samples::bilingual("Autumn"),
        starts_on: date(2027, 9, 6),
        ends_on: date(2028, 1, 14),
        windows: Vec::new(),
        registration: RegistrationSettings {
            regulations: "2027-1".parse().ok(),
            ..RegistrationSettings::default()
        },
    }
}

fn circumstances() -> (RegistrationId, Circumstances) {
    let (student, semester) = (student(), semester());
    let id = RegistrationId { student: student.id, semester: semester.id.clone() };
    (id, Circumstances::of(&student, &semester, false, Some(ACCOUNT_EMAIL)))
}

fn begun() -> (Registration, Circumstances) {
    let (id, circumstances) = circumstances();
    let account = AccountId::new();
    let begun = Registration::begun(account, id, &circumstances, None, Some(ACCOUNT_EMAIL), now());
    (begun, circumstances)
}

/// Everything filled in, by who says that the tuition is paid by a scholarship.
fn filled_in() -> (Registration, Circumstances) {
    let (mut registration, circumstances) = begun();
    for section in Section::ALL {
        let typed = match section {
            Section::Tuition => json!({ "payment": "scholarship" }),
            section => sample(section),
        };
        let seen = registration.head.version;
        let saved = registration.save(section, &typed, seen, &circumstances, now()).unwrap();
        registration = saved.changed.unwrap_or(registration);
    }
    (registration, circumstances)
}

fn returned(item: Item) -> Registration {
    let (registration, _) = filled_in();
    let head = registration.head.submitted().unwrap();
    let Stage::ReadyForReview { review } = *head.stage() else { panic!() };
    let note = samples::bilingual("Blurred.");
    let back = Verdict::Return { reason: ReturnReason::Unreadable, note };
    let verdict = |each| (each, if each == item { back.clone() } else { Verdict::Pass });
    let verdicts: BTreeMap<_, _> = Item::ALL.into_iter().map(verdict).collect();
    let verdicts = Verdicts::new(verdicts, true).unwrap();
    let submitted = Registration { head, ..registration };
    let by = samples::colleague("reviewer.li");
    submitted.judge(review, verdicts, complete_sections(), &by, now()).unwrap()
}

const WINDOWS: [WindowState; 6] = [
    WindowState::Open,
    WindowState::NotYetOpen,
    WindowState::Closed,
    WindowState::NotSet,
    WindowState::Suspended,
    WindowState::NotEnrolled,
];

/// S73, S77, S101
#[test]
fn a_draft_is_submitted_within_its_window_and_what_was_returned_whenever_one_studies() {
    let (draft, _) = filled_in();
    let returned = returned(Item::Insurance);
    for window in WINDOWS {
        assert_eq!(draft.check_open(window).is_ok(), window == WindowState::Open, "{window:?}");
        let studies = !matches!(window, WindowState::Suspended | WindowState::NotEnrolled);
        assert_eq!(returned.check_open(window).is_ok(), studies, "{window:?}");
    }
}

#[test]
fn a_page_from_before_a_confirmation_is_up_to_date_and_one_from_before_a_change_is_not() {
    let (registration, circumstances) = filled_in();
    let seen = registration.head.version;
    let confirmed = registration.confirm_email("anna@example.net", now()).unwrap().unwrap();
    assert!(confirmed.is_as_seen(seen) && confirmed.is_as_seen(seen + 1));
    let typed = json!({ "payment": "other" });
    let saved = confirmed.save(Section::Tuition, &typed, seen, &circumstances, now()).unwrap();
    let changed = saved.changed.unwrap();
    assert!(!changed.is_as_seen(seen) && changed.is_as_seen(seen + 2));
    assert_eq!(confirmed.confirm_email("ANNA@example.net", now()), Ok(None));
}

#[test]
fn who_has_just_begun_is_new_and_who_registered_before_is_not() {
    let is_asked_for_a_photo = |starts_on, has_registered| {
        let student = Student { starts_on, ..student() };
        let circumstances = Circumstances::of(&student, &semester(), has_registered, None);
        let emails = ConfirmedEmails::default();
        let read = form::read(&mut complete_sections(), circumstances.situation(&emails, now()));
        read.facts.is_new
    };
    assert!(is_asked_for_a_photo(Some(date(2027, 9, 1)), false));
    assert!(!is_asked_for_a_photo(Some(date(2027, 9, 1)), true));
    assert!(!is_asked_for_a_photo(Some(date(2025, 9, 1)), false));
    assert!(!is_asked_for_a_photo(None, false));
}

proptest! {
    /// What one saves is there, whatever else one saves afterwards.
    #[test]
    fn no_section_loses_what_was_typed_when_another_one_is_saved(
        order in Just(Section::ALL.to_vec()).prop_shuffle(),
        abroad_after in 0..8_usize,
    ) {
        let (mut registration, circumstances) = begun();
        let mut save = |section, typed: &serde_json::Value| {
            let seen = registration.head.version;
            let saved = registration.save(section, typed, seen, &circumstances, now()).unwrap();
            if let Some(changed) = saved.changed {
                registration = changed;
            }
            registration.sections.clone()
        };
        let _ = save(Section::Location, &sample(Section::Location));
        for (number, section) in order.iter().enumerate() {
            if number == abroad_after {
                let _ = save(Section::Location, &json!({ "location": "abroad" }));
                let _ = save(Section::Location, &sample(Section::Location));
            }
            let _ = save(*section, &sample(*section));
        }
        let all = save(Section::Location, &sample(Section::Location));
        for section in Section::ALL {
            prop_assert_eq!(all.fields(section), complete_sections().fields(section));
        }
    }

    /// S101: whoever has not the task of this round judges nothing.
    #[test]
    fn nothing_is_judged_but_by_its_task(passes in any::<bool>()) {
        let (registration, _) = filled_in();
        let verdict = if passes { Verdict::Pass } else {
            Verdict::Return { reason: ReturnReason::Other, note: samples::bilingual("No.") }
        };
        let all = Item::ALL.into_iter().map(|item| (item, verdict.clone())).collect();
        let verdicts = Verdicts::new(all, true).unwrap();
        let by = samples::colleague("reviewer.li");
        let judged =
            registration.judge(ReviewId::new(), verdicts, complete_sections(), &by, now());
        prop_assert!(judged.is_err());
    }
}
