//! Section `additional_information`: family, who pays, whom to call (S51, S52),
//! and the guardian of somebody under age.

use super::{
    AdditionalInformationFields, AgentFields, EmergencyContactFields, FamilyMemberFields,
    GuardianFields, SupporterFields, SupporterKind,
};
use crate::form::application::situation::Reading;
use crate::form::vocabulary::{at_most, country, email, email_or_phone, line, past_date, phone};

/// Longest name of a person, in characters.
const LONGEST_NAME: usize = 100;
/// Longest post code or number of a paper, in characters.
const LONGEST_NUMBER: usize = 30;

pub(crate) fn read(reading: &mut Reading<'_>, fields: &mut AdditionalInformationFields) {
    reading.rows("family", &mut fields.family, 1, family_member);
    criminal_record(reading, fields);
    reading.part("supporter", |reading| supporter(reading, &mut fields.supporter));
    reading.rows("emergency", &mut fields.emergency, 1, emergency_contact);
    match reading.case().is_minor() {
        true => reading.part("guardian", |reading| guardian(reading, &mut fields.guardian)),
        false => fields.guardian = GuardianFields::default(),
    }
    match fields.through_agent {
        Some(true) => reading.part("agent", |reading| {
            reading.required("name", &mut fields.agent.name, line);
            reading.required("contact", &mut fields.agent.contact, email_or_phone);
        }),
        _ => fields.agent = AgentFields::default(),
    }
}

fn family_member(reading: &mut Reading<'_>, row: &mut FamilyMemberFields) {
    let today = reading.case().situation.today;
    let known = !row.unknown;
    reading.chosen("relation", row.relation);
    reading.required_if(known, "name", &mut row.name, at_most(LONGEST_NAME));
    reading.optional_if(known, "nationality", &mut row.nationality, country);
    reading.optional_if(known, "birthDate", &mut row.birth_date, past_date(today));
    reading.optional_if(known, "phone", &mut row.phone, phone);
    reading.optional_if(known, "email", &mut row.email, email);
    reading.optional_if(known, "occupation", &mut row.occupation, line);
    reading.optional_if(known, "employer", &mut row.employer, line);
}

/// Kept only with consent: it is sensitive, and optional.
fn criminal_record(reading: &mut Reading<'_>, fields: &mut AdditionalInformationFields) {
    fields.criminal_record = fields.criminal_record.filter(|_| fields.criminal_record_consent);
    let convicted = fields.criminal_record == Some(true);
    let details = &mut fields.criminal_record_details;
    reading.paragraphs_if(convicted, "criminalRecordDetails", details, line);
}

/// Who it is decides what is asked of them.
fn supporter(reading: &mut Reading<'_>, fields: &mut SupporterFields) {
    let kind = reading.chosen("kind", fields.kind);
    let person = kind == Some(SupporterKind::Person);
    let institution =
        matches!(kind, Some(SupporterKind::Organisation | SupporterKind::Scholarship));
    let another = person || institution;
    reading.required_if(person, "name", &mut fields.name, at_most(LONGEST_NAME));
    reading.required_if(person, "relation", &mut fields.relation, line);
    match institution {
        true => reading.required("organisation", &mut fields.organisation, line),
        false => reading.optional_if(person, "organisation", &mut fields.organisation, line),
    };
    reading.optional_if(another, "address", &mut fields.address, line);
    match kind {
        Some(SupporterKind::Person | SupporterKind::Organisation) => {
            reading.required("phone", &mut fields.phone, phone)
        }
        _ => reading.optional_if(another, "phone", &mut fields.phone, phone),
    };
    reading.optional_if(another, "email", &mut fields.email, email);
}

fn emergency_contact(reading: &mut Reading<'_>, row: &mut EmergencyContactFields) {
    reading.required("name", &mut row.name, at_most(LONGEST_NAME));
    reading.required("relation", &mut row.relation, line);
    reading.required("phone", &mut row.phone, phone);
    reading.optional("mobile", &mut row.mobile, phone);
    reading.optional("email", &mut row.email, email);
    reading.optional("organisation", &mut row.organisation, line);
    reading.optional("address", &mut row.address, line);
    reading.optional("postCode", &mut row.post_code, at_most(LONGEST_NUMBER));
}

fn guardian(reading: &mut Reading<'_>, fields: &mut GuardianFields) {
    reading.required("name", &mut fields.name, at_most(LONGEST_NAME));
    reading.required("idNo", &mut fields.id_no, at_most(LONGEST_NUMBER));
    reading.required("phone", &mut fields.phone, phone);
    reading.required("address", &mut fields.address, line);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::form::application::Section;
    use crate::form::application::samples::{PLAIN, gap, gaps_after, text};

    fn gaps(change: impl FnOnce(&mut AdditionalInformationFields)) -> Vec<(String, &'static str)> {
        gaps_after(Section::AdditionalInformation, &PLAIN, |all| {
            change(&mut all.additional_information);
        })
    }

    #[test]
    fn family_and_emergency_have_a_row_each() {
        let errors = gaps(|fields| {
            fields.family.clear();
            fields.emergency.clear();
        });
        assert_eq!(
            errors,
            [gap("/family", "too_few_rows"), gap("/emergency", "too_few_rows")].concat()
        );
    }

    #[test]
    fn of_who_is_deceased_or_unknown_nothing_more_is_asked() {
        let errors = gaps(|fields| fields.family[0].name = None);
        assert_eq!(errors, gap("/family/0/name", "required"));
        let errors = gaps(|fields| {
            fields.family[0].name = None;
            fields.family[0].unknown = true;
        });
        assert_eq!(errors, []);
    }

    #[test]
    fn what_is_asked_of_a_supporter_depends_on_who_it_is() {
        for (kind, asked) in [
            (SupporterKind::Applicant, &[] as &[&str]),
            (SupporterKind::Person, &["name", "relation", "phone"]),
            (SupporterKind::Organisation, &["organisation", "phone"]),
            (SupporterKind::Scholarship, &["organisation"]),
        ] {
            let errors = gaps(|fields| {
                fields.supporter = SupporterFields { kind: Some(kind), ..Default::default() };
            });
            let expected: Vec<_> =
                asked.iter().map(|field| (format!("/supporter/{field}"), "required")).collect();
            assert_eq!(errors, expected, "{kind:?}");
        }
    }

    #[test]
    fn an_agency_is_named_where_there_is_one() {
        let errors = gaps(|fields| {
            fields.through_agent = Some(true);
            fields.agent = AgentFields { name: text("Agency"), contact: text("call us") };
        });
        assert_eq!(errors, gap("/agent/contact", "invalid_email_or_phone"));
    }

    #[test]
    fn a_criminal_record_is_kept_with_consent_only() {
        let told = |consent: bool| {
            gaps(|fields| {
                fields.criminal_record_consent = consent;
                fields.criminal_record = Some(true);
            })
        };
        assert_eq!(told(false), []);
        assert_eq!(told(true), gap("/criminalRecordDetails", "required"));
    }

    proptest! {
        /// The studies begin on 1 September 2027.
        #[test]
        fn a_guardian_is_asked_of_exactly_those_who_are_under_18(
            year in 2005_i16..2014, month in 1_i8..=12, day in 1_i8..=28,
        ) {
            let born = jiff::civil::date(year, month, day);
            let minor = born > jiff::civil::date(2009, 9, 1);
            let errors = gaps_after(Section::AdditionalInformation, &PLAIN, |all| {
                all.basic_information.birth_date = Some(born.to_string());
            });
            let expected: Vec<_> = ["name", "idNo", "phone", "address"]
                .iter()
                .filter(|_| minor)
                .map(|field| (format!("/guardian/{field}"), "required"))
                .collect();
            prop_assert_eq!(errors, expected);
        }
    }
}
