//! A semester, and for each cohort the window in which it registers (S73).

use std::collections::HashSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_domain::form::registration::Term;
use shared_domain::form::vocabulary::FieldCode;
use shared_domain::programme::office::Office;
use shared_platform::clock::{beijing_date, end_of_beijing_date, seconds_after};
use shared_platform::http::FieldError;
use shared_platform::locale::Bilingual;
use shared_platform::slug::Slug;
use utoipa::ToSchema;

use super::settings::RegistrationSettings;

/// Longest name, in characters.
const LONGEST_NAME: usize = 200;
/// Most windows of a semester: one for each cohort.
const MOST_WINDOWS: usize = 100;

/// A semester as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Semester {
    /// Its short name, as `2027-autumn`.
    pub id: Slug,
    /// Grows with every change.
    pub version: u64,
    /// Its name.
    pub name: Bilingual,
    /// Its first day.
    pub starts_on: Date,
    /// Its last day.
    pub ends_on: Date,
    /// When each cohort registers.
    pub windows: Vec<CohortWindow>,
    /// What registrations are measured against.
    #[serde(default)]
    pub registration: RegistrationSettings,
}

/// When a cohort registers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CohortWindow {
    /// The cohort, as the roster calls it.
    pub cohort: Slug,
    /// The first instant.
    pub opens_at: Timestamp,
    /// The instant at which it is over.
    pub closes_at: Timestamp,
}

/// A semester as the registrar sets it; days are days in Beijing.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SemesterForm {
    /// Its short name, as `2027-autumn`.
    pub id: Slug,
    /// The version that was looked at; 0 for a new one.
    pub version: u64,
    /// Its name.
    pub name: Bilingual,
    /// Its first day.
    pub starts_on: Date,
    /// Its last day.
    pub ends_on: Date,
    /// When each cohort registers.
    pub windows: Vec<WindowForm>,
    /// What registrations are measured against; left out, it stays as it is.
    #[serde(default)]
    pub registration: Option<RegistrationSettings>,
}

/// A window as the registrar sets it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WindowForm {
    /// The cohort, as the roster calls it.
    pub cohort: Slug,
    /// The first day, from its first instant on.
    pub opens_on: Date,
    /// The last day, to its end: one on which the office works (S74).
    pub closes_on: Date,
}

/// A semester by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SemesterName {
    /// Its short name.
    pub id: Slug,
    /// Its name.
    pub name: Bilingual,
}

impl Semester {
    /// The semester's names.
    #[must_use]
    pub fn called(&self) -> SemesterName {
        SemesterName { id: self.id.clone(), name: self.name.clone() }
    }

    /// The semester as registrations are measured against it.
    #[must_use]
    pub fn term(&self) -> Term {
        Term {
            semester: self.id.clone(),
            starts: self.starts_on,
            ends: self.ends_on,
            extension_day: self.registration.extension_on.unwrap_or(self.starts_on),
        }
    }

    /// The version of the regulations that are in force (S99).
    #[must_use]
    pub fn regulations(&self) -> &Slug {
        self.registration.regulations.as_ref().unwrap_or(&self.id)
    }

    /// The window of a cohort.
    #[must_use]
    pub fn window(&self, cohort: &Slug) -> Option<&CohortWindow> {
        self.windows.iter().find(|window| window.cohort == *cohort)
    }
}

/// The semester that a day lies in.
pub(crate) fn of_day(semesters: &[Semester], day: Date) -> Option<SemesterName> {
    let is_in = |semester: &&Semester| semester.starts_on <= day && day <= semester.ends_on;
    semesters.iter().find(is_in).map(Semester::called)
}

/// Why a window may not end on a day.
///
/// # Errors
/// `window_ends_on_day_off`; `calendar_not_known` where nobody can say.
pub fn may_end_on(day: Date, office: Option<&Office>) -> Result<(), FieldCode> {
    // S74: who comes on the last day finds the office open.
    match office.filter(|office| office.knows(day)) {
        None => Err("calendar_not_known"),
        Some(office) if !office.works_on(day) => Err("window_ends_on_day_off"),
        Some(_) => Ok(()),
    }
}

impl SemesterForm {
    /// The semester that is meant, in the place of the one before, or everything
    /// against it.
    ///
    /// # Errors
    /// For each field that is wrong.
    pub fn checked(
        &self,
        before: Option<Semester>,
        office: Option<&Office>,
    ) -> Result<Semester, Vec<FieldError>> {
        let mut errors = self.errors();
        let mut cohorts = HashSet::new();
        for (number, window) in self.windows.iter().enumerate() {
            let mut refuse = |field: &str, code| {
                errors.push(FieldError::new(format!("/windows/{number}/{field}"), code));
            };
            if !cohorts.insert(&window.cohort) {
                refuse("cohort", "duplicate_row");
            }
            if window.closes_on < window.opens_on {
                refuse("closesOn", "closes_before_it_opens");
            } else if let Err(code) = may_end_on(window.closes_on, office) {
                refuse("closesOn", code);
            }
        }
        if errors.is_empty() { Ok(self.semester(before)) } else { Err(errors) }
    }

    fn errors(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        for (language, text) in [("en", &self.name.en), ("zh", &self.name.zh)] {
            let pointer = format!("/name/{language}");
            if text.trim().is_empty() {
                errors.push(FieldError::new(&pointer, "required"));
            }
            if text.chars().count() > LONGEST_NAME {
                errors.push(FieldError::new(&pointer, "too_long"));
            }
        }
        if self.ends_on <= self.starts_on {
            errors.push(FieldError::new("/endsOn", "ends_before_start"));
        }
        if self.windows.len() > MOST_WINDOWS {
            errors.push(FieldError::new("/windows", "too_many_windows"));
        }
        errors
    }

    fn semester(&self, before: Option<Semester>) -> Semester {
        let window = |form: &WindowForm| CohortWindow {
            cohort: form.cohort.clone(),
            opens_at: beginning_of_beijing_date(form.opens_on),
            closes_at: end_of_beijing_date(form.closes_on),
        };
        Semester {
            id: self.id.clone(),
            version: self.version + 1,
            name: self.name.clone(),
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            windows: self.windows.iter().map(window).collect(),
            registration: match &self.registration {
                Some(given) => given.clone(),
                None => before.map(|before| before.registration).unwrap_or_default(),
            },
        }
    }
}

fn beginning_of_beijing_date(date: Date) -> Timestamp {
    date.yesterday().map_or(Timestamp::MIN, end_of_beijing_date)
}

/// The day in Beijing of which an instant is the end.
#[must_use]
pub fn last_day(closes_at: Timestamp) -> Date {
    beijing_date(seconds_after(closes_at, -1))
}

#[cfg(test)]
pub(crate) mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    pub(crate) fn office() -> Office {
        Office {
            review_working_days: 3,
            closed_on: vec![date(2027, 9, 15), date(2027, 10, 1), date(2027, 10, 4)],
            open_on: vec![date(2027, 10, 9)],
            email: "registrar@example.org".to_owned(),
            phone: "+86 23 5550 0100".to_owned(),
            address: Bilingual { en: "1 Example Road".to_owned(), zh: "示例路1号".to_owned() },
        }
    }

    fn form(opens_on: Date, closes_on: Date) -> SemesterForm {
        SemesterForm {
            id: "2027-autumn".parse().unwrap(),
            version: 0,
            name: Bilingual { en: "Autumn 2027".to_owned(), zh: "2027年秋季".to_owned() },
            starts_on: date(2027, 9, 1),
            ends_on: date(2028, 1, 15),
            windows: vec![WindowForm { cohort: "2025".parse().unwrap(), opens_on, closes_on }],
            registration: None,
        }
    }

    fn refused(form: &SemesterForm, office: Option<&Office>) -> Vec<(String, FieldCode)> {
        let errors = form.checked(None, office).unwrap_err();
        errors.into_iter().map(|error| (error.pointer, error.code)).collect()
    }

    #[test]
    fn a_window_is_whole_days_in_beijing() {
        let semester =
            form(date(2027, 9, 1), date(2027, 9, 14)).checked(None, Some(&office())).unwrap();
        let window = semester.window(&"2025".parse().unwrap()).unwrap();
        assert_eq!(window.opens_at.to_string(), "2027-08-31T16:00:00Z");
        assert_eq!(window.closes_at.to_string(), "2027-09-14T16:00:00Z");
        assert_eq!(last_day(window.closes_at), date(2027, 9, 14));
    }

    #[test]
    fn a_window_whose_last_day_is_a_day_off_is_refused() {
        let ending_on = |day| form(date(2027, 9, 1), day);
        let closes_on = |code| vec![("/windows/0/closesOn".to_owned(), code)];
        // A holiday, and a Saturday; not a Saturday that is worked for a holiday.
        for day in [date(2027, 10, 1), date(2027, 9, 18)] {
            let errors = refused(&ending_on(day), Some(&office()));
            assert_eq!(errors, closes_on("window_ends_on_day_off"));
        }
        assert!(ending_on(date(2027, 10, 9)).checked(None, Some(&office())).is_ok());
        let next_year = ending_on(date(2028, 3, 1));
        assert_eq!(refused(&next_year, Some(&office())), closes_on("calendar_not_known"));
        let errors = refused(&ending_on(date(2027, 9, 14)), None);
        assert_eq!(errors, closes_on("calendar_not_known"));
    }

    #[test]
    fn everything_against_a_semester_is_named() {
        let mut form = form(date(2027, 9, 14), date(2027, 9, 1));
        form.windows.push(form.windows[0].clone());
        form.name.zh = " ".to_owned();
        form.ends_on = form.starts_on;
        let expected = [
            ("/name/zh", "required"),
            ("/endsOn", "ends_before_start"),
            ("/windows/0/closesOn", "closes_before_it_opens"),
            ("/windows/1/cohort", "duplicate_row"),
            ("/windows/1/closesOn", "closes_before_it_opens"),
        ];
        let expected = expected.map(|(pointer, code)| (pointer.to_owned(), code));
        assert_eq!(refused(&form, Some(&office())), expected);
    }

    proptest! {
        #[test]
        fn a_window_that_is_taken_ends_when_the_office_works(days in 0..364_i32) {
            let day = date(2027, 1, 1).saturating_add(jiff::Span::new().days(days));
            let taken = form(date(2027, 1, 1), day).checked(None, Some(&office())).is_ok();
            prop_assert_eq!(taken, office().works_on(day));
        }
    }
}
