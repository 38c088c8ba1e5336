//! Who may apply for a programme: limits of age, education and nationality, asked
//! and explained before the form begins (S2). Age and nationality stand in the
//! form, too, and are measured there again.

use fluent_bundle::FluentArgs;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shared_platform::http::FieldError;
use shared_platform::{Locale, texts};
use utoipa::ToSchema;

use crate::form::application::{Education, Sections};
use crate::form::vocabulary::{age_on, country, past_date};

/// Whom a programme admits; what is left out is not asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Eligibility {
    /// The least age on the first day of the studies, in years.
    pub least_age: Option<u8>,
    /// The greatest age on that day.
    pub most_age: Option<u8>,
    /// What applicants have completed at least by that day.
    pub least_education: Option<Education>,
    /// Nationalities that are not admitted, ISO 3166-1 alpha-2.
    pub nationalities_not_admitted: Vec<String>,
}

/// What an applicant answers before the form begins.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EligibilityAnswers {
    /// Date of birth, YYYY-MM-DD.
    pub birth_date: String,
    /// Nationality, ISO 3166-1 alpha-2.
    pub nationality: String,
    /// The highest level completed by the first day of the studies.
    pub highest_education: Education,
}

/// Somebody who wants to apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    born: Date,
    nationality: String,
    education: Education,
}

/// Why somebody cannot apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Too young on the first day of the studies.
    TooYoung {
        /// The age on that day.
        age: i16,
        /// The least age.
        least: u8,
    },
    /// Too old on that day.
    TooOld {
        /// The age on that day.
        age: i16,
        /// The greatest age.
        most: u8,
    },
    /// Not educated enough for the programme.
    EducationTooLow {
        /// What the programme asks for.
        least: Education,
    },
    /// The programme does not admit the nationality.
    NationalityNotAdmitted,
}

impl EligibilityAnswers {
    /// The person these answers are about.
    ///
    /// # Errors
    /// For each answer that cannot be one.
    pub fn read(&self, today: Date) -> Result<Candidate, Vec<FieldError>> {
        match (past_date(today)(&self.birth_date), country(&self.nationality)) {
            (Ok(born), Ok(nationality)) => Ok(Candidate {
                born,
                nationality: nationality.to_string(),
                education: self.highest_education,
            }),
            (born, nationality) => {
                let born = born.err().map(|code| FieldError::new("/birthDate", code));
                let nationality =
                    nationality.err().map(|code| FieldError::new("/nationality", code));
                Err(born.into_iter().chain(nationality).collect())
            }
        }
    }
}

impl Candidate {
    /// The form as it begins with what is known of the person. The education is
    /// left out: the form asks for what is completed by now.
    #[must_use]
    pub fn first_sections(self) -> Sections {
        let mut sections = Sections::default();
        sections.basic_information.birth_date = Some(self.born.to_string());
        sections.basic_information.nationality = Some(self.nationality);
        sections
    }
}

impl Eligibility {
    /// Whether anything of an applicant has to be known before the form begins.
    #[must_use]
    pub fn must_be_checked(&self) -> bool {
        *self != Self::default()
    }

    /// Every reason why somebody cannot apply for studies that begin on a day.
    #[must_use]
    pub fn reasons_against(&self, candidate: &Candidate, starts: Date) -> Vec<Reason> {
        let reasons = [
            self.reason_of_age(candidate.born, starts),
            self.reason_of_nationality(&candidate.nationality),
            self.reason_of_education(candidate.education),
        ];
        reasons.into_iter().flatten().collect()
    }

    /// Whether somebody is too young or too old on a day.
    #[must_use]
    pub fn reason_of_age(&self, born: Date, starts: Date) -> Option<Reason> {
        let age = age_on(born, starts);
        match (self.least_age, self.most_age) {
            (Some(least), _) if age < i16::from(least) => Some(Reason::TooYoung { age, least }),
            (_, Some(most)) if age > i16::from(most) => Some(Reason::TooOld { age, most }),
            _ => None,
        }
    }

    /// Whether a nationality is not admitted.
    #[must_use]
    pub fn reason_of_nationality(&self, nationality: &str) -> Option<Reason> {
        let not_admitted = self.nationalities_not_admitted.iter().any(|each| each == nationality);
        not_admitted.then_some(Reason::NationalityNotAdmitted)
    }

    fn reason_of_education(&self, education: Education) -> Option<Reason> {
        let least = self.least_education?;
        (height(education) < height(least)).then_some(Reason::EducationTooLow { least })
    }
}

/// How high a level is; some are equally high.
const fn height(education: Education) -> u8 {
    match education {
        Education::Elementary => 0,
        Education::JuniorHigh => 1,
        Education::SeniorHigh | Education::TechnicalSecondary => 2,
        Education::VocationalCollege => 3,
        Education::Bachelor => 4,
        Education::Master => 5,
        Education::Doctorate => 6,
    }
}

impl Reason {
    /// The stable code, whose short text is `field-<code>`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooYoung { .. } => "too_young_for_programme",
            Self::TooOld { .. } => "too_old_for_programme",
            Self::EducationTooLow { .. } => "education_too_low",
            Self::NationalityNotAdmitted => "nationality_not_admitted",
        }
    }

    /// The answer it is about.
    #[must_use]
    pub const fn pointer(self) -> &'static str {
        match self {
            Self::TooYoung { .. } | Self::TooOld { .. } => "/birthDate",
            Self::EducationTooLow { .. } => "/highestEducation",
            Self::NationalityNotAdmitted => "/nationality",
        }
    }

    /// The whole explanation in a reader's language.
    #[must_use]
    pub fn text(self, starts: Date, locale: Locale) -> String {
        let mut values = FluentArgs::new();
        values.set("day", starts.to_string());
        match self {
            Self::TooYoung { age, least: limit } | Self::TooOld { age, most: limit } => {
                values.set("age", age.to_string());
                values.set("limit", limit.to_string());
            }
            Self::EducationTooLow { least } => values.set("level", level(least, locale)),
            Self::NationalityNotAdmitted => {}
        }
        let name = format!("ineligible-{}", self.code().replace('_', "-"));
        texts::text_with(locale, &name, &values)
    }
}

/// The name of a level of education.
fn level(education: Education, locale: Locale) -> String {
    let name = match education {
        Education::Elementary => "elementary",
        Education::JuniorHigh => "junior-high",
        Education::SeniorHigh => "senior-high",
        Education::TechnicalSecondary => "technical-secondary",
        Education::VocationalCollege => "vocational-college",
        Education::Bachelor => "bachelor",
        Education::Master => "master",
        Education::Doctorate => "doctorate",
    };
    texts::text(locale, &format!("education-{name}"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const STARTS: Date = date(2027, 9, 1);

    fn master() -> Eligibility {
        Eligibility {
            least_age: Some(18),
            most_age: Some(35),
            least_education: Some(Education::Bachelor),
            nationalities_not_admitted: vec!["CN".to_owned()],
        }
    }

    fn candidate(born: Date, nationality: &str, education: Education) -> Candidate {
        Candidate { born, nationality: nationality.to_owned(), education }
    }

    fn reasons(born: Date, nationality: &str, education: Education) -> Vec<&'static str> {
        let candidate = candidate(born, nationality, education);
        master().reasons_against(&candidate, STARTS).into_iter().map(Reason::code).collect()
    }

    #[test]
    fn age_counts_on_the_first_day_of_the_studies() {
        let of_age = |born| reasons(born, "FI", Education::Bachelor);
        assert_eq!(of_age(date(2009, 9, 2)), ["too_young_for_programme"]);
        assert_eq!(of_age(date(2009, 9, 1)), [""; 0]);
        assert_eq!(of_age(date(1991, 9, 2)), [""; 0]);
        assert_eq!(of_age(date(1991, 9, 1)), ["too_old_for_programme"]);
    }

    #[test]
    fn every_reason_is_told_at_once() {
        assert_eq!(
            reasons(date(1980, 1, 1), "CN", Education::SeniorHigh),
            ["too_old_for_programme", "nationality_not_admitted", "education_too_low"]
        );
    }

    #[test]
    fn a_reason_names_the_limit_in_both_languages() {
        let text = |reason: Reason, locale| reason.text(STARTS, locale);
        let too_old = Reason::TooOld { age: 41, most: 35 };
        assert_eq!(
            text(too_old, Locale::En),
            "On 2027-09-01, the first day of the studies, you will be 41. This programme admits \
             applicants of up to 35 years."
        );
        for locale in [Locale::En, Locale::Zh] {
            assert!(text(too_old, locale).contains("41"));
            let too_low = text(Reason::EducationTooLow { least: Education::Master }, locale);
            assert!(too_low.contains(&texts::text(locale, "education-master")), "{too_low}");
            for reason in
                [too_old, Reason::TooYoung { age: 15, least: 16 }, Reason::NationalityNotAdmitted]
            {
                assert!(!text(reason, locale).starts_with("ineligible"));
                assert!(texts::has(locale, &format!("field-{}", reason.code().replace('_', "-"))));
            }
        }
    }

    #[test]
    fn every_level_of_education_has_a_name() {
        for education in all_levels() {
            for locale in [Locale::En, Locale::Zh] {
                assert!(!level(education, locale).starts_with("education-"), "{education:?}");
            }
        }
    }

    #[test]
    fn answers_that_cannot_be_are_named() {
        let answers = EligibilityAnswers {
            birth_date: "2027-02-30".to_owned(),
            nationality: "XQ".to_owned(),
            highest_education: Education::Bachelor,
        };
        assert_eq!(
            answers.read(date(2026, 11, 22)),
            Err(vec![
                FieldError::new("/birthDate", "invalid_date"),
                FieldError::new("/nationality", "unknown_country"),
            ])
        );
    }

    fn all_levels() -> [Education; 8] {
        [
            Education::Elementary,
            Education::JuniorHigh,
            Education::SeniorHigh,
            Education::TechnicalSecondary,
            Education::VocationalCollege,
            Education::Bachelor,
            Education::Master,
            Education::Doctorate,
        ]
    }

    proptest! {
        #[test]
        fn a_programme_without_limits_admits_everybody(
            year in 1900..2026_i16,
            education in prop::sample::select(all_levels().to_vec()),
        ) {
            let candidate = candidate(date(year, 2, 28), "CN", education);
            prop_assert_eq!(Eligibility::default().reasons_against(&candidate, STARTS), []);
        }

        #[test]
        fn who_is_admitted_stays_so_when_a_limit_is_taken_away(
            year in 1960..2015_i16,
            education in prop::sample::select(all_levels().to_vec()),
            least in prop::option::of(10..40_u8),
            most in prop::option::of(20..60_u8),
        ) {
            let candidate = candidate(date(year, 6, 1), "FI", education);
            let narrow = Eligibility { least_age: least, most_age: most, ..master() };
            let wide = Eligibility { most_age: None, ..narrow.clone() };
            let admitted = |eligibility: &Eligibility| {
                eligibility.reasons_against(&candidate, STARTS).is_empty()
            };
            prop_assert!(admitted(&wide) || !admitted(&narrow));
        }
    }
}
