//! Section `basic_information`: a draft takes what the applicant
//! has so far; a complete section is another type, which only [`Draft::complete`] makes.

use isolang::Language;
use jiff::{ToSpan, civil::Date};
use shared::application::{BasicInformationFields, Education, Gender, MaritalStatus, PassportType};
use shared::http::FieldError;

/// Longest text a draft keeps in one field, in characters.
const LONGEST_TEXT: usize = 200;
/// Longest name part: the name field of a passport holds 39 characters.
const LONGEST_NAME: usize = 39;
/// Longest place of birth, in characters.
const LONGEST_PLACE: usize = 80;
/// No one living was born earlier than this many years ago.
const OLDEST_AGE: i16 = 120;

/// The days that the dates of a section are measured against.
#[derive(Debug, Clone, Copy)]
pub struct Calendar {
    /// Today in Beijing.
    pub today: Date,
    /// First day of the intake applied for.
    pub intake_starts: Date,
}

/// Fields in their stored form: trimmed, bounded, without control characters,
/// names and passport number in capitals. Nothing need be there yet (S36, S37).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft(BasicInformationFields);

impl Draft {
    /// Takes whatever the applicant has typed so far.
    /// Fails only on text that no field could hold.
    pub fn parse(typed: BasicInformationFields) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut fields = typed;
        for (pointer, text) in texts_of(&mut fields) {
            match tidy(text.take()) {
                Ok(tidied) => *text = tidied,
                Err(code) => errors.push(FieldError::new(pointer, code)),
            }
        }
        if fields.no_family_name {
            fields.family_name = None;
        }
        if fields.no_given_name {
            fields.given_name = None;
        }
        for text in [
            &mut fields.family_name,
            &mut fields.given_name,
            &mut fields.passport_no,
            &mut fields.nationality,
            &mut fields.birth_country,
        ] {
            *text = text.take().map(|text| text.to_uppercase());
        }
        fields.native_language = fields.native_language.map(|code| code.to_lowercase());
        if errors.is_empty() { Ok(Self(fields)) } else { Err(errors) }
    }

    /// The stored form.
    pub fn fields(&self) -> &BasicInformationFields {
        &self.0
    }

    /// What still keeps the section from being complete; empty when it is.
    pub fn missing(&self, calendar: Calendar) -> Vec<FieldError> {
        self.complete(calendar).err().unwrap_or_default()
    }

    /// The complete section, or every reason why it is not (S38, S60).
    pub fn complete(&self, calendar: Calendar) -> Result<BasicInformation, Vec<FieldError>> {
        let mut reading = Reading::default();
        match reading.section(&self.0, calendar) {
            Some(complete) if reading.errors.is_empty() => Ok(complete),
            _ => Err(reading.errors),
        }
    }
}

/// The section with everything in it, each value known to be acceptable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasicInformation {
    name: PassportName,
    chinese_name: Option<String>,
    gender: Gender,
    marital_status: MaritalStatus,
    nationality: Country,
    birth_date: Date,
    birth_country: Country,
    birth_place: String,
    native_language: Language,
    highest_education: Education,
    highest_institution: String,
    passport: Passport,
}

impl BasicInformation {
    /// The name as in the passport (S42).
    pub fn name(&self) -> &PassportName {
        &self.name
    }

    /// The passport presented.
    pub fn passport(&self) -> &Passport {
        &self.passport
    }
}

impl From<&BasicInformation> for BasicInformationFields {
    fn from(complete: &BasicInformation) -> Self {
        Self {
            family_name: complete.name.family.clone(),
            no_family_name: complete.name.family.is_none(),
            given_name: complete.name.given.clone(),
            no_given_name: complete.name.given.is_none(),
            chinese_name: complete.chinese_name.clone(),
            gender: Some(complete.gender),
            marital_status: Some(complete.marital_status),
            nationality: Some(complete.nationality.0.to_owned()),
            birth_date: Some(complete.birth_date.to_string()),
            birth_country: Some(complete.birth_country.0.to_owned()),
            birth_place: Some(complete.birth_place.clone()),
            native_language: complete.native_language.to_639_1().map(str::to_owned),
            highest_education: Some(complete.highest_education),
            highest_institution: Some(complete.highest_institution.clone()),
            passport_type: Some(PassportType::Ordinary),
            passport_no: Some(complete.passport.number.clone()),
            passport_expiry: Some(complete.passport.expires.to_string()),
        }
    }
}

/// The name fields of a passport; at least one of the two is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassportName {
    family: Option<String>,
    given: Option<String>,
}

impl std::fmt::Display for PassportName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts: Vec<&str> =
            [&self.family, &self.given].into_iter().flatten().map(String::as_str).collect();
        formatter.write_str(&parts.join(" "))
    }
}

/// An ordinary passport that lasts long enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passport {
    number: String,
    expires: Date,
}

impl Passport {
    /// The last day of validity.
    pub fn expires(&self) -> Date {
        self.expires
    }
}

/// An ISO 3166-1 country by its two-letter code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country(&'static str);

impl Country {
    fn parse(text: &str) -> Result<Self, &'static str> {
        rust_iso3166::from_alpha2(text).map(|country| Self(country.alpha2)).ok_or("unknown_country")
    }
}

/// Reads fields one after the other and keeps every reason for refusing one,
/// so that an applicant sees all of them at once.
#[derive(Default)]
struct Reading {
    errors: Vec<FieldError>,
}

impl Reading {
    /// Reads every field before it gives up on the first that is refused.
    fn section(
        &mut self,
        fields: &BasicInformationFields,
        calendar: Calendar,
    ) -> Option<BasicInformation> {
        let name = self.passport_name(fields);
        let chinese_name = self.optional("/chineseName", &fields.chinese_name, chinese_name);
        let gender = self.chosen("/gender", fields.gender);
        let marital_status = self.chosen("/maritalStatus", fields.marital_status);
        let nationality = self.required("/nationality", &fields.nationality, Country::parse);
        let birth_date =
            self.required("/birthDate", &fields.birth_date, |text| past_date(text, calendar.today));
        let birth_country = self.required("/birthCountry", &fields.birth_country, Country::parse);
        let birth_place = self.required("/birthPlace", &fields.birth_place, |text| {
            no_longer_than(text, LONGEST_PLACE)
        });
        let native_language = self.required("/nativeLanguage", &fields.native_language, language);
        let highest_education = self.chosen("/highestEducation", fields.highest_education);
        let highest_institution =
            self.required("/highestInstitution", &fields.highest_institution, |text| {
                no_longer_than(text, LONGEST_TEXT)
            });
        let passport = self.passport(fields, calendar);
        Some(BasicInformation {
            name: name?,
            chinese_name,
            gender: gender?,
            marital_status: marital_status?,
            nationality: nationality?,
            birth_date: birth_date?,
            birth_country: birth_country?,
            birth_place: birth_place?,
            native_language: native_language?,
            highest_education: highest_education?,
            highest_institution: highest_institution?,
            passport: passport?,
        })
    }

    fn refuse<T>(&mut self, pointer: &str, code: &'static str) -> Option<T> {
        self.errors.push(FieldError::new(pointer, code));
        None
    }

    fn chosen<T>(&mut self, pointer: &str, choice: Option<T>) -> Option<T> {
        choice.or_else(|| self.refuse(pointer, "required"))
    }

    fn optional<T>(
        &mut self,
        pointer: &str,
        text: &Option<String>,
        parse: impl Fn(&str) -> Result<T, &'static str>,
    ) -> Option<T> {
        match parse(text.as_deref()?) {
            Ok(value) => Some(value),
            Err(code) => self.refuse(pointer, code),
        }
    }

    fn required<T>(
        &mut self,
        pointer: &str,
        text: &Option<String>,
        parse: impl Fn(&str) -> Result<T, &'static str>,
    ) -> Option<T> {
        if text.is_none() {
            return self.refuse(pointer, "required");
        }
        self.optional(pointer, text, parse)
    }

    /// S42: as in the passport, where one of the two fields may be empty.
    fn passport_name(&mut self, fields: &BasicInformationFields) -> Option<PassportName> {
        if fields.no_family_name && fields.no_given_name {
            return self.refuse("/noGivenName", "both_names_empty");
        }
        let mut part = |pointer, empty_in_passport: bool, text| {
            if empty_in_passport {
                Some(None)
            } else {
                self.required(pointer, text, name_part).map(Some)
            }
        };
        let family = part("/familyName", fields.no_family_name, &fields.family_name);
        let given = part("/givenName", fields.no_given_name, &fields.given_name);
        Some(PassportName { family: family?, given: given? })
    }

    /// Ordinary, at least a year left, and not over before the intake starts.
    fn passport(
        &mut self,
        fields: &BasicInformationFields,
        calendar: Calendar,
    ) -> Option<Passport> {
        let kind = self.chosen("/passportType", fields.passport_type);
        let number = self.required("/passportNo", &fields.passport_no, passport_number);
        let expires = self.required("/passportExpiry", &fields.passport_expiry, |text| {
            passport_expiry(text, calendar)
        });
        if kind? != PassportType::Ordinary {
            return self.refuse("/passportType", "passport_not_ordinary");
        }
        Some(Passport { number: number?, expires: expires? })
    }
}

/// Every text field with its pointer.
fn texts_of(fields: &mut BasicInformationFields) -> [(&'static str, &mut Option<String>); 11] {
    [
        ("/familyName", &mut fields.family_name),
        ("/givenName", &mut fields.given_name),
        ("/chineseName", &mut fields.chinese_name),
        ("/nationality", &mut fields.nationality),
        ("/birthDate", &mut fields.birth_date),
        ("/birthCountry", &mut fields.birth_country),
        ("/birthPlace", &mut fields.birth_place),
        ("/nativeLanguage", &mut fields.native_language),
        ("/highestInstitution", &mut fields.highest_institution),
        ("/passportNo", &mut fields.passport_no),
        ("/passportExpiry", &mut fields.passport_expiry),
    ]
}

/// One line without needless spaces; nothing at all becomes "not given".
fn tidy(text: Option<String>) -> Result<Option<String>, &'static str> {
    let Some(text) = text else { return Ok(None) };
    if text.chars().any(char::is_control) {
        return Err("control_character");
    }
    let tidied = text.split_whitespace().collect::<Vec<_>>().join(" ");
    no_longer_than(&tidied, LONGEST_TEXT).map(|text| Some(text).filter(|text| !text.is_empty()))
}

fn no_longer_than(text: &str, longest: usize) -> Result<String, &'static str> {
    if text.chars().count() > longest {
        return Err("too_long");
    }
    Ok(text.to_owned())
}

/// The letters of the machine-readable zone, with what the visual zone adds.
fn name_part(text: &str) -> Result<String, &'static str> {
    let allowed = |letter: char| letter.is_ascii_uppercase() || " '-".contains(letter);
    if !text.chars().all(allowed) || !text.contains(|letter: char| letter.is_ascii_uppercase()) {
        return Err("invalid_name");
    }
    no_longer_than(text, LONGEST_NAME)
}

fn chinese_name(text: &str) -> Result<String, &'static str> {
    if !text.chars().all(is_han_or_middle_dot) || !text.contains(is_han) {
        return Err("invalid_chinese_name");
    }
    no_longer_than(text, LONGEST_NAME)
}

fn is_han_or_middle_dot(letter: char) -> bool {
    is_han(letter) || letter == '·'
}

/// Unified ideographs with their extensions A to H, and the compatibility block.
fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

fn language(text: &str) -> Result<Language, &'static str> {
    Language::from_639_1(text).ok_or("unknown_language")
}

/// Letters, digits and the marks that some states print in a passport number.
fn passport_number(text: &str) -> Result<String, &'static str> {
    let allowed = |letter: char| {
        letter.is_ascii_uppercase() || letter.is_ascii_digit() || "№/()-".contains(letter)
    };
    let long_enough = (5..=20).contains(&text.chars().count());
    if !long_enough || !text.chars().all(allowed) || !text.contains(|c: char| c.is_ascii_digit()) {
        return Err("invalid_passport_number");
    }
    Ok(text.to_owned())
}

/// Exactly `YYYY-MM-DD`.
fn date(text: &str) -> Result<Date, &'static str> {
    if text.len() != "2026-11-22".len() {
        return Err("invalid_date");
    }
    text.parse().map_err(|_| "invalid_date")
}

fn past_date(text: &str, today: Date) -> Result<Date, &'static str> {
    let date = date(text)?;
    if date >= today {
        return Err("date_not_past");
    }
    if today.year() - date.year() > OLDEST_AGE {
        return Err("date_too_long_ago");
    }
    Ok(date)
}

fn passport_expiry(text: &str, calendar: Calendar) -> Result<Date, &'static str> {
    let expires = date(text)?;
    if expires < calendar.today.saturating_add(1.year()) {
        return Err("passport_expires_within_a_year");
    }
    if expires <= calendar.intake_starts {
        return Err("passport_expires_before_intake");
    }
    Ok(expires)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use shared::{Locale, texts};

    use super::*;

    const CALENDAR: Calendar = Calendar {
        today: jiff::civil::date(2026, 11, 22),
        intake_starts: jiff::civil::date(2027, 9, 1),
    };

    fn complete_fields() -> BasicInformationFields {
        let text = |text: &str| Some(text.to_owned());
        BasicInformationFields {
            family_name: text("TESTER"),
            no_family_name: false,
            given_name: text("ANNA MARIA"),
            no_given_name: false,
            chinese_name: text("安娜"),
            gender: Some(Gender::Female),
            marital_status: Some(MaritalStatus::Single),
            nationality: text("NO"),
            birth_date: text("2004-02-29"),
            birth_country: text("NO"),
            birth_place: text("Exampleville"),
            native_language: text("nb"),
            highest_education: Some(Education::SeniorHigh),
            highest_institution: text("Exampleville High School"),
            passport_type: Some(PassportType::Ordinary),
            passport_no: text("X1234567"),
            passport_expiry: text("2031-05-01"),
        }
    }

    fn errors_of(fields: BasicInformationFields) -> Vec<(String, &'static str)> {
        let missing = Draft::parse(fields).expect("a draft").missing(CALENDAR);
        missing.into_iter().map(|error| (error.pointer, error.code)).collect()
    }

    /// What is wrong after one change to complete fields.
    fn errors_after(change: impl Fn(&mut BasicInformationFields)) -> Vec<(String, &'static str)> {
        let mut fields = complete_fields();
        change(&mut fields);
        errors_of(fields)
    }

    fn error(pointer: &str, code: &'static str) -> Vec<(String, &'static str)> {
        vec![(pointer.to_owned(), code)]
    }

    #[test]
    fn a_complete_section_comes_back_as_it_was_typed() {
        let draft = Draft::parse(complete_fields()).unwrap();
        let complete = draft.complete(CALENDAR).unwrap();
        assert_eq!(BasicInformationFields::from(&complete), complete_fields());
        assert_eq!(complete.name().to_string(), "TESTER ANNA MARIA");
    }

    #[test]
    fn an_empty_draft_is_kept_and_names_every_compulsory_field() {
        let errors = errors_of(BasicInformationFields::default());
        assert!(errors.iter().all(|(_, code)| *code == "required"), "{errors:?}");
        let pointers: Vec<&str> = errors.iter().map(|(pointer, _)| pointer.as_str()).collect();
        assert_eq!(
            pointers,
            [
                "/familyName",
                "/givenName",
                "/gender",
                "/maritalStatus",
                "/nationality",
                "/birthDate",
                "/birthCountry",
                "/birthPlace",
                "/nativeLanguage",
                "/highestEducation",
                "/highestInstitution",
                "/passportType",
                "/passportNo",
                "/passportExpiry",
            ]
        );
    }

    #[test]
    fn names_and_passport_number_are_kept_in_capitals_without_needless_spaces() {
        let mut fields = complete_fields();
        fields.family_name = Some("  tester ".to_owned());
        fields.given_name = Some("anna\u{3000}maria".to_owned());
        fields.passport_no = Some("x1234567".to_owned());
        fields.native_language = Some("NB".to_owned());
        fields.nationality = Some("no".to_owned());
        assert_eq!(Draft::parse(fields).unwrap().fields(), &complete_fields());
    }

    #[test]
    fn a_name_has_only_what_the_passport_zone_can_hold() {
        for name in ["ÅSE", "ANNA2", "安娜", "'", "A_B", &"A".repeat(40)] {
            let errors = errors_after(|fields| fields.given_name = Some(name.to_owned()));
            assert_eq!(errors.first().map(|(pointer, _)| pointer.as_str()), Some("/givenName"));
        }
        for name in ["O'BRIEN-SMITH", "DE LA CRUZ", "A"] {
            assert_eq!(errors_after(|fields| fields.given_name = Some(name.to_owned())), []);
        }
    }

    #[test]
    fn one_name_field_may_be_empty_in_the_passport_but_not_both() {
        assert_eq!(errors_after(|fields| fields.no_family_name = true), []);
        assert_eq!(errors_after(|fields| fields.no_given_name = true), []);
        let both = errors_after(|fields| {
            fields.no_family_name = true;
            fields.no_given_name = true;
        });
        assert_eq!(both, error("/noGivenName", "both_names_empty"));
    }

    #[test]
    fn the_tick_for_an_empty_name_clears_what_was_typed() {
        let mut fields = complete_fields();
        fields.no_family_name = true;
        assert_eq!(Draft::parse(fields).unwrap().fields().family_name, None);
    }

    #[test]
    fn a_chinese_name_is_written_in_han_characters() {
        assert_eq!(
            errors_after(|fields| fields.chinese_name = Some("ANNA".to_owned())),
            error("/chineseName", "invalid_chinese_name")
        );
        for name in ["安娜·玛丽亚", "𠮷野"] {
            assert_eq!(errors_after(|fields| fields.chinese_name = Some(name.to_owned())), []);
        }
        assert_eq!(errors_after(|fields| fields.chinese_name = None), []);
    }

    #[test]
    fn countries_and_languages_are_of_iso_3166_and_639() {
        for code in ["XX", "NOR", "N", "挪威"] {
            let errors = errors_after(|fields| fields.nationality = Some(code.to_owned()));
            assert_eq!(errors, error("/nationality", "unknown_country"));
        }
        for code in ["xx", "nob", "norwegian"] {
            let errors = errors_after(|fields| fields.native_language = Some(code.to_owned()));
            assert_eq!(errors, error("/nativeLanguage", "unknown_language"));
        }
    }

    #[test]
    fn a_date_of_birth_is_a_real_date_in_the_past() {
        for (date, code) in [
            ("2005-02-29", "invalid_date"),
            ("29.02.2004", "invalid_date"),
            ("2004-2-9", "invalid_date"),
            ("20040229", "invalid_date"),
            ("2026-11-22", "date_not_past"),
            ("2030-01-01", "date_not_past"),
            ("1899-12-31", "date_too_long_ago"),
        ] {
            let errors = errors_after(|fields| fields.birth_date = Some(date.to_owned()));
            assert_eq!(errors, error("/birthDate", code), "{date}");
        }
    }

    #[test]
    fn only_an_ordinary_passport_is_accepted() {
        assert_eq!(
            errors_after(|fields| fields.passport_type = Some(PassportType::Diplomatic)),
            error("/passportType", "passport_not_ordinary")
        );
    }

    #[test]
    fn a_passport_lasts_a_year_and_beyond_the_start_of_the_intake() {
        let expiring =
            |date: &str| errors_after(|fields| fields.passport_expiry = Some(date.to_owned()));
        assert_eq!(
            expiring("2027-11-21"),
            error("/passportExpiry", "passport_expires_within_a_year")
        );
        assert_eq!(expiring("2027-11-22"), []);
        let later_intake = Calendar { intake_starts: jiff::civil::date(2028, 3, 1), ..CALENDAR };
        assert_eq!(
            passport_expiry("2028-03-01", later_intake),
            Err("passport_expires_before_intake")
        );
        assert!(passport_expiry("2028-03-02", later_intake).is_ok());
    }

    #[test]
    fn a_passport_number_has_letters_and_digits_only() {
        for number in ["X123", "X12345;7", "ABCDEFG", "X 123456", &"1".repeat(21)] {
            let errors = errors_after(|fields| fields.passport_no = Some(number.to_owned()));
            assert_eq!(errors, error("/passportNo", "invalid_passport_number"), "{number}");
        }
        for number in ["E12345678", "75№123456", "123-45/6(7)"] {
            assert_eq!(errors_after(|fields| fields.passport_no = Some(number.to_owned())), []);
        }
    }

    #[test]
    fn a_draft_takes_what_is_not_yet_acceptable_but_no_text_without_bounds() {
        let mut fields = complete_fields();
        fields.birth_date = Some("some day".to_owned());
        fields.nationality = Some("Norway".to_owned());
        assert!(Draft::parse(fields.clone()).is_ok());
        fields.birth_place = Some("A".repeat(201));
        fields.highest_institution = Some("one\u{7}two".to_owned());
        let errors = Draft::parse(fields).unwrap_err();
        assert_eq!(
            errors,
            [
                FieldError::new("/birthPlace", "too_long"),
                FieldError::new("/highestInstitution", "control_character"),
            ]
        );
    }

    prop_compose! {
        fn any_text()(text in proptest::option::of("\\PC{0,12}|[A-Za-z '-]{0,50}|[0-9-]{0,12}|[A-Z]{2}")) -> Option<String> {
            text
        }
    }

    prop_compose! {
        fn any_fields()(
            texts in proptest::array::uniform11(any_text()),
            ticks in any::<(bool, bool)>(),
            choices in any::<[bool; 4]>(),
        ) -> BasicInformationFields {
            let mut fields = BasicInformationFields {
                no_family_name: ticks.0,
                no_given_name: ticks.1,
                gender: choices[0].then_some(Gender::Unspecified),
                marital_status: choices[1].then_some(MaritalStatus::Married),
                highest_education: choices[2].then_some(Education::Master),
                passport_type: choices[3].then_some(PassportType::Ordinary),
                ..BasicInformationFields::default()
            };
            for ((_, field), text) in texts_of(&mut fields).into_iter().zip(texts) {
                *field = text;
            }
            fields
        }
    }

    proptest! {
        #[test]
        fn saving_a_saved_draft_changes_nothing(fields in any_fields()) {
            if let Ok(draft) = Draft::parse(fields) {
                prop_assert_eq!(Draft::parse(draft.fields().clone()), Ok(draft));
            }
        }

        #[test]
        fn a_section_is_complete_or_says_why_not(fields in any_fields()) {
            if let Ok(draft) = Draft::parse(fields)
                && let Err(errors) = draft.complete(CALENDAR)
            {
                prop_assert!(!errors.is_empty());
                for error in errors {
                    let text = format!("field-{}", error.code.replace('_', "-"));
                    prop_assert!(texts::has(Locale::En, &text), "{}", text);
                    prop_assert!(texts::has(Locale::Zh, &text), "{}", text);
                }
            }
        }

        #[test]
        fn leaving_out_any_compulsory_field_is_noticed(field in 0_usize..11) {
            let mut fields = complete_fields();
            let mut removed = "";
            for (place, (pointer, text)) in texts_of(&mut fields).into_iter().enumerate() {
                if place == field {
                    *text = None;
                    removed = pointer;
                }
            }
            let expected = if removed == "/chineseName" { vec![] } else { error(removed, "required") };
            prop_assert_eq!(errors_of(fields), expected);
        }
    }
}
