//! Section `basic_information`: who the applicant is, as in the passport (S42).

use jiff::ToSpan;
use jiff::civil::Date;

use super::mrz::{Mrz, MrzLine};
use super::{
    BasicInformationFields, Occupation, PassportType, Province, Religion, ResidencePurpose,
    VisaType,
};
use crate::form::application::situation::{Reading, Situation};
use crate::form::vocabulary::{
    Country, FieldCode, at_most, chinese_name, country, date, future_date, language, line,
    name_part, passport_number, past_date,
};
use crate::names::PassportName;

/// Longest place of birth, in characters.
const LONGEST_PLACE: usize = 80;

/// What a complete section says of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The name as in the passport (S42).
    pub name: PassportName,
    /// The last day of the passport.
    pub passport_expires: Date,
}

/// Reads the section; the identity is there once nothing of it is missing.
pub(crate) fn read(
    reading: &mut Reading<'_>,
    fields: &mut BasicInformationFields,
) -> Option<Identity> {
    let name = passport_name(reading, fields);
    person(reading, fields);
    religion(reading, fields);
    health(reading, fields);
    stay_in_china(reading, fields);
    former_citizenship(reading, fields);
    let passport_expires = passport(reading, fields);
    compare_with_mrz(reading, fields);
    Some(Identity { name: name?, passport_expires: passport_expires? })
}

/// The date of birth, if it is one: other sections ask by age.
pub(crate) fn born(fields: &BasicInformationFields) -> Option<Date> {
    date(fields.birth_date.as_deref()?).ok()
}

/// S42: as in the passport, where one of the two fields may be empty.
fn passport_name(
    reading: &mut Reading<'_>,
    fields: &mut BasicInformationFields,
) -> Option<PassportName> {
    let has_family = !fields.no_family_name;
    let has_given = !fields.no_given_name;
    let family = reading.required_if(has_family, "familyName", &mut fields.family_name, name_part);
    let given = reading.required_if(has_given, "givenName", &mut fields.given_name, name_part);
    if !has_family && !has_given {
        reading.gap("noGivenName", "both_names_empty");
        return None;
    }
    let there = family.is_some() == has_family && given.is_some() == has_given;
    there.then_some(PassportName { family, given })
}

fn person(reading: &mut Reading<'_>, fields: &mut BasicInformationFields) {
    let situation = reading.case().situation;
    let has_chinese_name = !fields.no_chinese_name;
    reading.required_if(has_chinese_name, "chineseName", &mut fields.chinese_name, chinese_name);
    reading.chosen("gender", fields.gender);
    reading.chosen("maritalStatus", fields.marital_status);
    reading.required("nationality", &mut fields.nationality, admitted_country(situation));
    reading.required("birthDate", &mut fields.birth_date, admitted_birth_date(situation));
    reading.required("birthCountry", &mut fields.birth_country, country);
    reading.required("birthPlace", &mut fields.birth_place, at_most(LONGEST_PLACE));
    reading.required("nativeLanguage", &mut fields.native_language, language);
    reading.chosen("highestEducation", fields.highest_education);
    reading.required("highestInstitution", &mut fields.highest_institution, line);
    let occupation = reading.chosen("occupation", fields.occupation);
    let other = occupation == Some(Occupation::Other);
    reading.required_if(other, "otherOccupation", &mut fields.other_occupation, line);
    let employed = occupation.is_some_and(has_employer);
    reading.required_if(employed, "employer", &mut fields.employer, line);
    reading.optional("hobby", &mut fields.hobby, line);
}

/// A nationality that the programme admits.
fn admitted_country(situation: Situation<'_>) -> impl Fn(&str) -> Result<Country, FieldCode> {
    move |text| {
        let country = country(text)?;
        match situation.eligibility.reason_of_nationality(&country.to_string()) {
            Some(reason) => Err(reason.code()),
            None => Ok(country),
        }
    }
}

/// A date of birth that makes an age which the programme admits.
fn admitted_birth_date(situation: Situation<'_>) -> impl Fn(&str) -> Result<Date, FieldCode> {
    move |text| {
        let born = past_date(situation.today)(text)?;
        match situation.eligibility.reason_of_age(born, situation.intake_starts) {
            Some(reason) => Err(reason.code()),
            None => Ok(born),
        }
    }
}

fn has_employer(occupation: Occupation) -> bool {
    !matches!(
        occupation,
        Occupation::Homemaker | Occupation::Retired | Occupation::None | Occupation::Other
    )
}

/// Kept only with consent: it is sensitive, and optional.
fn religion(reading: &mut Reading<'_>, fields: &mut BasicInformationFields) {
    fields.religion = fields.religion.filter(|_| fields.religion_consent);
    let other = fields.religion == Some(Religion::Other);
    reading.required_if(other, "otherReligion", &mut fields.other_religion, line);
}

/// Kept only with consent: it is sensitive, and optional.
fn health(reading: &mut Reading<'_>, fields: &mut BasicInformationFields) {
    let consent = fields.health_consent;
    fields.illness = fields.illness.filter(|_| consent);
    fields.smoker = fields.smoker.filter(|_| consent);
    let ill = fields.illness == Some(true);
    reading.paragraphs_if(ill, "illnessDetails", &mut fields.illness_details, line);
    reading.optional_if(consent, "allergies", &mut fields.allergies, line);
}

fn stay_in_china(reading: &mut Reading<'_>, fields: &mut BasicInformationFields) {
    let today = reading.case().situation.today;
    let here = reading.chosen("inChina", fields.in_china) == Some(true);
    reading.required_if(here, "chinaPlace", &mut fields.china_place, line);
    let visa = reading.chosen_if(here, "visaType", &mut fields.visa_type);
    let has_visa = visa.is_some_and(|visa| visa != VisaType::None);
    reading.required_if(has_visa, "visaNo", &mut fields.visa_no, line);
    reading.required_if(has_visa, "visaExpiry", &mut fields.visa_expiry, future_date(today));
    let place = reading.chosen_if(has_visa, "issuePlace", &mut fields.issue_place);
    let elsewhere = place == Some(Province::Other);
    reading.required_if(elsewhere, "otherIssuePlace", &mut fields.other_issue_place, line);
    let permit = visa == Some(VisaType::ResidencePermit);
    let purpose = reading.chosen_if(permit, "residencePurpose", &mut fields.residence_purpose);
    reading.required_if(
        purpose == Some(ResidencePurpose::Other),
        "otherResidencePurpose",
        &mut fields.other_residence_purpose,
        line,
    );
}

fn former_citizenship(reading: &mut Reading<'_>, fields: &mut BasicInformationFields) {
    let today = reading.case().situation.today;
    let born = reading.case().born;
    let former = reading.chosen("exChineseCitizen", fields.ex_chinese_citizen) == Some(true);
    reading.chosen_if(former, "originRegion", &mut fields.origin_region);
    let since = |text: &str| {
        let date = past_date(today)(text)?;
        let before_birth = born.is_some_and(|born| date < born);
        if before_birth { Err("date_before_birth") } else { Ok(date) }
    };
    reading.required_if(former, "citizenshipDate", &mut fields.citizenship_date, since);
}

/// Ordinary, at least a year left, and not over before the intake starts.
fn passport(reading: &mut Reading<'_>, fields: &mut BasicInformationFields) -> Option<Date> {
    let situation = reading.case().situation;
    let kind = reading.chosen("passportType", fields.passport_type);
    if kind.is_some_and(|kind| kind != PassportType::Ordinary) {
        reading.gap("passportType", "passport_not_ordinary");
    }
    reading.required("passportNo", &mut fields.passport_no, passport_number);
    reading.optional(
        "passportIssueDate",
        &mut fields.passport_issue_date,
        past_date(situation.today),
    );
    reading.required("passportExpiry", &mut fields.passport_expiry, |text| {
        passport_expiry(text, situation)
    })
}

fn passport_expiry(text: &str, situation: Situation<'_>) -> Result<Date, FieldCode> {
    let expires = date(text)?;
    if expires < situation.today.saturating_add(1.year()) {
        return Err("passport_expires_within_a_year");
    }
    if expires <= situation.intake_starts {
        return Err("passport_expires_before_intake");
    }
    Ok(expires)
}

/// What is typed and what the machine-readable lines say, where both are there.
fn compare_with_mrz(reading: &mut Reading<'_>, fields: &mut BasicInformationFields) {
    let upper = reading.optional("mrzLine1", &mut fields.mrz_line1, MrzLine::parse);
    let lower = reading.optional("mrzLine2", &mut fields.mrz_line2, MrzLine::parse);
    match (&fields.mrz_line1, &fields.mrz_line2) {
        (None, Some(_)) => reading.gap("mrzLine1", "required"),
        (Some(_), None) => reading.gap("mrzLine2", "required"),
        _ => {}
    }
    let (Some(upper), Some(lower)) = (upper, lower) else { return };
    let mrz = match Mrz::of(upper, lower) {
        Ok(mrz) => mrz,
        Err((line, code)) => return reading.gap(line, code),
    };
    let fields = &*fields;
    let (family, given) = mrz.has_name(fields.family_name.as_deref(), fields.given_name.as_deref());
    let nationality: Option<Country> =
        fields.nationality.as_deref().and_then(|code| country(code).ok());
    let birth_date = born(fields);
    let expiry = fields.passport_expiry.as_deref().and_then(|text| date(text).ok());
    let is = |holds: Option<bool>| holds.unwrap_or(true);
    for (field, agrees) in [
        ("familyName", fields.family_name.is_none() || family),
        ("givenName", fields.given_name.is_none() || given),
        ("gender", is(fields.gender.map(|gender| mrz.has_gender(gender)))),
        ("nationality", is(nationality.map(|country| mrz.has_nationality(country)))),
        ("birthDate", is(birth_date.map(|date| mrz.has_birth_date(date)))),
        ("passportNo", is(fields.passport_no.as_deref().map(|number| mrz.has_number(number)))),
        ("passportExpiry", is(expiry.map(|date| mrz.has_expiry(date)))),
    ] {
        if !agrees {
            reading.warn(field, "differs_from_mrz");
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Gender, OriginRegion};
    use super::*;
    use crate::form::application::Section;
    use crate::form::application::samples::{
        PLAIN, complete_sections, found_after, gap, gaps_after, situation, text,
    };

    /// What is missing after one change to a complete section.
    fn gaps(change: impl Fn(&mut BasicInformationFields)) -> Vec<(String, &'static str)> {
        gaps_after(Section::BasicInformation, &PLAIN, |all| change(&mut all.basic_information))
    }

    /// The section after one change, in the form it is stored in.
    fn kept(change: impl Fn(&mut BasicInformationFields)) -> BasicInformationFields {
        let mut sections = complete_sections();
        change(&mut sections.basic_information);
        let _ = crate::form::application::read(&mut sections, situation(&PLAIN));
        sections.basic_information
    }

    #[test]
    fn names_and_passport_number_are_kept_in_capitals_without_needless_spaces() {
        let kept = kept(|fields| {
            fields.family_name = text("  tester ");
            fields.given_name = text("anna\u{3000}maria");
            fields.passport_no = text("xt0000027");
            fields.native_language = text("FI");
            fields.nationality = text("fi");
        });
        assert_eq!(kept, complete_sections().basic_information);
    }

    #[test]
    fn a_name_has_only_what_the_passport_zone_can_hold() {
        for name in ["ÅSE", "ANNA2", "安娜", "'", "A_B", &"A".repeat(40)] {
            let errors = gaps(|fields| fields.given_name = text(name));
            assert_eq!(errors.first().map(|(pointer, _)| pointer.as_str()), Some("/givenName"));
        }
        for name in ["O'BRIEN-SMITH", "DE LA CRUZ", "A"] {
            assert_eq!(gaps(|fields| fields.given_name = text(name)), []);
        }
    }

    #[test]
    fn one_name_field_may_be_empty_in_the_passport_but_not_both() {
        assert_eq!(gaps(|fields| fields.no_family_name = true), []);
        assert_eq!(gaps(|fields| fields.no_given_name = true), []);
        assert_eq!(kept(|fields| fields.no_family_name = true).family_name, None);
        let both = gaps(|fields| {
            fields.no_family_name = true;
            fields.no_given_name = true;
        });
        assert_eq!(both, gap("/noGivenName", "both_names_empty"));
    }

    #[test]
    fn a_chinese_name_is_in_han_characters_or_said_to_be_none() {
        let named = |name: &str| {
            gaps(|fields| {
                fields.no_chinese_name = false;
                fields.chinese_name = text(name);
            })
        };
        assert_eq!(named("ANNA"), gap("/chineseName", "invalid_chinese_name"));
        assert_eq!(named("安娜·玛丽亚"), []);
        assert_eq!(named("𠮷野"), []);
        assert_eq!(gaps(|fields| fields.no_chinese_name = false), gap("/chineseName", "required"));
    }

    #[test]
    fn countries_and_languages_are_of_iso_3166_and_639() {
        for code in ["XX", "NOR", "N", "挪威"] {
            let errors = gaps(|fields| fields.nationality = text(code));
            assert_eq!(errors, gap("/nationality", "unknown_country"));
        }
        for code in ["xx", "nob", "norwegian"] {
            let errors = gaps(|fields| fields.native_language = text(code));
            assert_eq!(errors, gap("/nativeLanguage", "unknown_language"));
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
            assert_eq!(
                gaps(|fields| fields.birth_date = text(date))[0],
                gap("/birthDate", code)[0]
            );
        }
    }

    #[test]
    fn a_passport_is_ordinary_and_lasts_a_year_and_beyond_the_start_of_the_intake() {
        assert_eq!(
            gaps(|fields| fields.passport_type = Some(PassportType::Diplomatic)),
            gap("/passportType", "passport_not_ordinary")
        );
        let expiring = |date: &str| gaps(|fields| fields.passport_expiry = text(date));
        assert_eq!(
            expiring("2027-11-21"),
            gap("/passportExpiry", "passport_expires_within_a_year")
        );
        assert_eq!(expiring("2027-11-22"), []);
        let later = Situation { intake_starts: jiff::civil::date(2028, 3, 1), ..situation(&PLAIN) };
        assert_eq!(passport_expiry("2028-03-01", later), Err("passport_expires_before_intake"));
        assert!(passport_expiry("2028-03-02", later).is_ok());
    }

    #[test]
    fn a_passport_number_has_letters_and_digits_only() {
        for number in ["X123", "X12345;7", "ABCDEFG", "X 123456", &"1".repeat(21)] {
            let errors = gaps(|fields| fields.passport_no = text(number));
            assert_eq!(errors, gap("/passportNo", "invalid_passport_number"), "{number}");
        }
        for number in ["E12345678", "75№123456", "123-45/6(7)"] {
            assert_eq!(gaps(|fields| fields.passport_no = text(number)), []);
        }
    }

    #[test]
    fn who_is_in_china_shows_the_visa() {
        let here = |change: fn(&mut BasicInformationFields)| {
            gaps(|fields| {
                fields.in_china = Some(true);
                fields.china_place = text("Qinglan University");
                change(fields);
            })
        };
        assert_eq!(here(|_| {}), gap("/visaType", "required"));
        assert_eq!(here(|fields| fields.visa_type = Some(VisaType::None)), []);
        let permit = here(|fields| {
            fields.visa_type = Some(VisaType::ResidencePermit);
            fields.visa_no = text("A1");
            fields.visa_expiry = text("2026-11-21");
            fields.issue_place = Some(Province::Chongqing);
        });
        assert_eq!(
            permit,
            [gap("/visaExpiry", "date_past"), gap("/residencePurpose", "required")].concat()
        );
    }

    #[test]
    fn sensitive_fields_are_kept_with_their_own_consent_only() {
        let tell = |fields: &mut BasicInformationFields| {
            fields.religion = Some(Religion::Other);
            fields.other_religion = text("Pastafarianism");
            fields.illness = Some(true);
            fields.illness_details = text("Hay fever");
            fields.allergies = text("Pollen");
        };
        assert_eq!(kept(tell), complete_sections().basic_information);
        let with_religion = kept(|fields| {
            tell(fields);
            fields.religion_consent = true;
        });
        assert_eq!(with_religion.religion, Some(Religion::Other));
        assert_eq!(with_religion.illness, None);
        let with_health = kept(|fields| {
            tell(fields);
            fields.health_consent = true;
        });
        assert_eq!(with_health.religion, None);
        assert_eq!(with_health.other_religion, None);
        assert_eq!(with_health.illness_details, text("Hay fever"));
    }

    #[test]
    fn a_nationality_is_not_gained_before_birth() {
        let errors = gaps(|fields| {
            fields.ex_chinese_citizen = Some(true);
            fields.origin_region = Some(OriginRegion::Mainland);
            fields.citizenship_date = text("2006-05-16");
        });
        assert_eq!(errors, gap("/citizenshipDate", "date_before_birth"));
    }

    /// The lines of a passport with these data (Doc 9303, part 4).
    fn mrz_of(number: &str, born: &str, sex: char, expires: &str) -> [Option<String>; 2] {
        let digit = |text: &str| {
            let value = |letter: char| letter.to_digit(36).unwrap_or(0);
            let weighted = text.chars().zip([7, 3, 1].into_iter().cycle());
            (weighted.map(|(letter, weight)| value(letter) * weight).sum::<u32>() % 10).to_string()
        };
        let number = format!("{number:<<9}");
        let optional = "<".repeat(14);
        let parts = [
            format!("{number}{}", digit(&number)),
            format!("{born}{}", digit(born)),
            format!("{expires}{}{optional}<", digit(expires)),
        ];
        let all = digit(&parts.concat());
        let [number, born, rest] = parts;
        let upper = format!("{:<<44}", "P<FINTESTER<<ANNA<MARIA");
        [Some(upper), Some(format!("{number}FIN{born}{sex}{rest}{all}"))]
    }

    #[test]
    fn fields_that_agree_with_the_passports_lines_raise_no_warning() {
        let found = found_after(Section::BasicInformation, &PLAIN, |all| {
            let fields = &mut all.basic_information;
            [fields.mrz_line1, fields.mrz_line2] = mrz_of("XT0000027", "060517", 'F', "330131");
        });
        assert_eq!(found, crate::form::findings::Findings::default());
    }

    #[test]
    fn one_line_without_the_other_is_a_gap() {
        let errors = gaps(|fields| {
            fields.mrz_line1 = mrz_of("XT0000027", "060517", 'F', "330131")[0].clone()
        });
        assert_eq!(errors, gap("/mrzLine2", "required"));
    }

    proptest! {
        /// Whatever differs is a warning at its own field, and never a gap.
        #[test]
        fn what_differs_from_the_passports_lines_is_a_warning(
            number in "[A-Z][0-9]{8}", day in 10_u8..28, male in any::<bool>(),
        ) {
            let found = found_after(Section::BasicInformation, &PLAIN, |all| {
                let fields = &mut all.basic_information;
                fields.passport_no = Some(number.clone());
                fields.birth_date = Some(format!("2006-05-{day}"));
                fields.gender = Some(if male { Gender::Male } else { Gender::Female });
                [fields.mrz_line1, fields.mrz_line2] = mrz_of("XT0000027", "060517", 'F', "330131");
            });
            let mut expected = Vec::new();
            if male { expected.push("/gender"); }
            if day != 17 { expected.push("/birthDate"); }
            expected.push("/passportNo");
            let pointers: Vec<&str> = found.warnings.iter().map(|one| one.pointer.as_str()).collect();
            prop_assert_eq!(pointers, expected);
            prop_assert_eq!(found.gaps, []);
        }
    }
}
