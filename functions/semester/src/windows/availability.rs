//! How a student stands to the windows: whether registration is open, when it
//! opens or closed, and when the office answers (S73, S74).

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use shared_domain::programme::office::Office;
use shared_domain::student::Student;
use shared_platform::clock::beijing_date;
use utoipa::ToSchema;

use super::extension::Extension;
use super::semester::Semester;

/// Whether a student can register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WindowState {
    /// Yes.
    Open,
    /// Not yet.
    NotYetOpen,
    /// Not any more.
    Closed,
    /// No window is set for the student's cohort.
    NotSet,
    /// The student pauses, and registers when coming back.
    Suspended,
    /// The student is not on the roster.
    NotEnrolled,
}

impl WindowState {
    /// The name of the text that says what to do.
    #[must_use]
    pub const fn text_name(self) -> &'static str {
        match self {
            Self::Open => "window-open",
            Self::NotYetOpen => "window-not-yet-open",
            Self::Closed => "window-closed",
            Self::NotSet => "window-not-set",
            Self::Suspended => "window-suspended",
            Self::NotEnrolled => "window-not-enrolled",
        }
    }
}

/// How a student stands to the windows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Availability<'semester> {
    /// Whether the student can register.
    pub state: WindowState,
    /// The window that is meant.
    pub window: Option<OwnWindow<'semester>>,
}

/// The window of a student, with the time that was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnWindow<'semester> {
    /// Of which semester.
    pub semester: &'semester Semester,
    /// The first instant.
    pub opens_at: Timestamp,
    /// The instant at which it is over.
    pub closes_at: Timestamp,
    /// Whether time was added.
    pub extended: bool,
}

impl OwnWindow<'_> {
    fn state(&self, now: Timestamp) -> WindowState {
        if now < self.opens_at {
            WindowState::NotYetOpen
        } else if now < self.closes_at {
            WindowState::Open
        } else {
            WindowState::Closed
        }
    }
}

impl<'semester> Availability<'semester> {
    /// How the student stands now. Of several windows the one that is open counts,
    /// then the one that opens next, then the one that closed last.
    #[must_use]
    pub fn of(
        student: &Student,
        semesters: &'semester [Semester],
        extensions: &[Extension],
        now: Timestamp,
    ) -> Self {
        if !student.state.is_enrolled() {
            let state = match student.state.is_on_roster() {
                true => WindowState::Suspended,
                false => WindowState::NotEnrolled,
            };
            return Self { state, window: None };
        }
        let windows = semesters.iter().filter_map(|semester| own(student, semester, extensions));
        let rank = |window: &OwnWindow<'_>| match window.state(now) {
            WindowState::Open => (0, window.closes_at.as_second()),
            WindowState::NotYetOpen => (1, window.opens_at.as_second()),
            _ => (2, -window.closes_at.as_second()),
        };
        match windows.min_by_key(rank) {
            Some(window) => Self { state: window.state(now), window: Some(window) },
            None => Self { state: WindowState::NotSet, window: None },
        }
    }
}

fn own<'semester>(
    student: &Student,
    semester: &'semester Semester,
    extensions: &[Extension],
) -> Option<OwnWindow<'semester>> {
    let window = semester.window(student.cohort.as_ref()?)?;
    let extension = extensions.iter().find(|extension| extension.semester == semester.id);
    let until = extension.map(|extension| extension.closes_at);
    let until = until.filter(|until| *until > window.closes_at);
    Some(OwnWindow {
        semester,
        opens_at: window.opens_at,
        closes_at: until.unwrap_or(window.closes_at),
        extended: until.is_some(),
    })
}

/// What the office does on a day. A holiday never closes the form: it is taken, and
/// waits (S74).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OfficeDay {
    /// The next working day, where the office is closed.
    pub closed_until: Option<Date>,
    /// By which working day it answers what comes on that day.
    pub answers_by: Option<Date>,
}

impl OfficeDay {
    /// What the office does now; nothing is promised where the calendar ends (S112).
    #[must_use]
    pub fn of(office: Option<&Office>, now: Timestamp) -> Self {
        let today = beijing_date(now);
        Self {
            closed_until: office.and_then(|office| office.closed_until(today)),
            answers_by: office.and_then(|office| office.answers_by(today)),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use shared_domain::ids::ApplicationId;
    use shared_domain::samples;
    use shared_domain::staff::Colleague;
    use shared_domain::student::StudentState;
    use shared_platform::ids::AccountId;
    use shared_platform::locale::Bilingual;

    use super::super::semester::CohortWindow;
    use super::super::semester::tests::office;
    use super::super::settings::RegistrationSettings;
    use super::*;

    fn instant(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn student(state: StudentState) -> Student {
        let application = samples::application(AccountId::new(), ApplicationId::new());
        let cohort = Some("2025".parse().unwrap());
        Student { state, cohort, ..samples::student(&application) }
    }

    fn enrolled() -> Student {
        student(StudentState::Enrolled { since: instant("2026-09-01T00:00:00Z") })
    }

    fn semester(id: &str, opens_at: &str, closes_at: &str) -> Semester {
        let window = CohortWindow {
            cohort: "2025".parse().unwrap(),
            opens_at: instant(opens_at),
            closes_at: instant(closes_at),
        };
        Semester {
            id: id.parse().unwrap(),
            version: 1,
            name: Bilingual { en: id.to_owned(), zh: id.to_owned() },
            starts_on: date(2027, 9, 1),
            ends_on: date(2028, 1, 15),
            windows: vec![window],
            registration: RegistrationSettings::default(),
        }
    }

    fn semesters() -> [Semester; 2] {
        [
            semester("2027-spring", "2027-02-20T16:00:00Z", "2027-03-05T16:00:00Z"),
            semester("2027-autumn", "2027-08-31T16:00:00Z", "2027-09-14T16:00:00Z"),
        ]
    }

    fn more_time(semester: &str, closes_at: &str) -> Extension {
        Extension {
            semester: semester.parse().unwrap(),
            closes_at: instant(closes_at),
            reason: "Ill.".to_owned(),
            by: Colleague { id: AccountId::new(), user_name: "registrar.li".to_owned() },
            at: instant("2027-03-04T00:00:00Z"),
        }
    }

    fn seen(now: &str, extensions: &[Extension]) -> (WindowState, String) {
        let semesters = semesters();
        let seen = Availability::of(&enrolled(), &semesters, extensions, instant(now));
        (seen.state, seen.window.unwrap().semester.id.to_string())
    }

    #[test]
    fn registration_is_open_within_the_window_only() {
        let spring = |state| (state, "2027-spring".to_owned());
        let autumn = |state| (state, "2027-autumn".to_owned());
        assert_eq!(seen("2027-02-20T15:59:59Z", &[]), spring(WindowState::NotYetOpen));
        assert_eq!(seen("2027-02-20T16:00:00Z", &[]), spring(WindowState::Open));
        assert_eq!(seen("2027-03-05T15:59:59Z", &[]), spring(WindowState::Open));
        assert_eq!(seen("2027-03-05T16:00:00Z", &[]), autumn(WindowState::NotYetOpen));
        assert_eq!(seen("2027-12-01T00:00:00Z", &[]), autumn(WindowState::Closed));
    }

    #[test]
    fn who_has_more_time_registers_until_it_is_over() {
        let longer = [more_time("2027-spring", "2027-03-12T16:00:00Z")];
        assert_eq!(seen("2027-03-10T00:00:00Z", &longer).0, WindowState::Open);
        assert_eq!(seen("2027-03-12T16:00:00Z", &longer).0, WindowState::NotYetOpen);
        // A window that was set longer afterwards is not cut.
        let shorter = [more_time("2027-spring", "2027-03-01T16:00:00Z")];
        assert_eq!(seen("2027-03-04T00:00:00Z", &shorter).0, WindowState::Open);
    }

    #[test]
    fn who_is_not_on_the_roster_or_of_no_cohort_cannot_register() {
        let now = instant("2027-03-01T00:00:00Z");
        let semesters = semesters();
        let of = |student: &Student| Availability::of(student, &semesters, &[], now).state;
        for state in [
            StudentState::Admitted,
            StudentState::Left { since: now },
            StudentState::Revoked { at: now },
        ] {
            assert_eq!(of(&student(state)), WindowState::NotEnrolled);
        }
        let pauses = student(StudentState::Suspended { since: now });
        assert_eq!(of(&pauses), WindowState::Suspended);
        assert_eq!(of(&Student { cohort: None, ..enrolled() }), WindowState::NotSet);
        assert_eq!(Availability::of(&enrolled(), &[], &[], now).state, WindowState::NotSet);
    }

    #[test]
    fn a_holiday_says_until_when_the_office_is_closed_and_by_when_it_answers() {
        // Friday, 1 October 2027 and the Monday after are holidays.
        let day = OfficeDay::of(Some(&office()), instant("2027-10-01T02:00:00Z"));
        assert_eq!(day.closed_until, Some(date(2027, 10, 5)));
        assert_eq!(day.answers_by, Some(date(2027, 10, 7)));
        let day = OfficeDay::of(Some(&office()), instant("2027-10-05T02:00:00Z"));
        assert_eq!((day.closed_until, day.answers_by), (None, Some(date(2027, 10, 8))));
        assert_eq!(OfficeDay::of(None, instant("2027-10-05T02:00:00Z")), OfficeDay::default());
    }

    proptest! {
        #[test]
        fn a_holiday_never_closes_a_window(days in 0..13_i64) {
            let now = instant("2027-09-01T04:00:00Z");
            let now = shared_platform::clock::seconds_after(now, days * 24 * 60 * 60);
            let semesters = semesters();
            let seen = Availability::of(&enrolled(), &semesters, &[], now);
            prop_assert_eq!(seen.state, WindowState::Open);
        }
    }
}
