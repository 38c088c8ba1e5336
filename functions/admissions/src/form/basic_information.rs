//! Section `basic_information`: who the applicant is, as in the passport (S42).

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;
use shared::form::{
    BasicInformationFields, Occupation, PassportType, Province, Religion, ResidencePurpose,
    VisaType,
};

use super::mrz::{Mrz, MrzLine};
use super::reading::{Code, Reading, Situation};
use super::vocabulary::{
    Country, at_most, chinese_name, country, date, future_date, language, line, name_part,
    passport_number, past_date,
};

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

/// The name fields of a passport; at least one of the two is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassportName {
    family: Option<String>,
    given: Option<String>,
}

impl fmt::Display for PassportName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<&str> =
            [&self.family, &self.given].into_iter().flatten().map(String::as_str).collect();
        formatter.write_str(&parts.join(" "))
    }
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
    let today = reading.situation().today;
    let has_chinese_name = !fields.no_chinese_name;
    reading.required_if(has_chinese_name, "chineseName", &mut fields.chinese_name, chinese_name);
    reading.chosen("gender", fields.gender);
    reading.chosen("maritalStatus", fields.marital_status);
    reading.required("nationality", &mut fields.nationality, country);
    reading.required("birthDate", &mut fields.birth_date, past_date(today));
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
    let today = reading.situation().today;
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
    let today = reading.situation().today;
    let born = reading.born();
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
    let situation = reading.situation();
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

fn passport_expiry(text: &str, situation: Situation<'_>) -> Result<Date, Code> {
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
    let given = fields.mrz_line1.is_some() || fields.mrz_line2.is_some();
    let upper = reading.required_if(given, "mrzLine1", &mut fields.mrz_line1, MrzLine::parse);
    let lower = reading.required_if(given, "mrzLine2", &mut fields.mrz_line2, MrzLine::parse);
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
